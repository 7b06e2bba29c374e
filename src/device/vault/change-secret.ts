import type { UnlockPolicy } from '../../protocol/enrolment.ts';
import type { Outcome } from '../../protocol/error-code.ts';
import { write } from '../database/write.ts';
import type { DeviceContext } from '../device-context.ts';
import { done, failed } from '../outcome.ts';
import type { ChosenSecret } from './enrol.ts';
import { keyEncryptionKey } from './key-encryption-key.ts';
import { SALT_BYTES } from './make-clerk.ts';
import { proveSecret } from './prove-secret.ts';
import { encrypt } from './row-cipher.ts';
import { chooseFactor } from './second-factor.ts';
import { isStrongEnough } from './secret-strength.ts';

/**
 * Changes a clerk's secret; with a new factor that too (a new card). The old ones
 * are asked for as at an unlock. Nothing but his wrap key is sealed anew.
 */
export async function changeSecret(
  context: Pick<DeviceContext, 'store' | 'ports' | 'vault'>,
  {
    clerkId,
    old,
    chosen,
  }: { clerkId: string; old: ChosenSecret; chosen: ChosenSecret },
): Promise<Outcome<null>> {
  const { store, ports, vault } = context;
  const proved = await proveSecret(context, { clerkId, ...old });
  if (!proved.ok) return proved;
  const { clerk, wrapPkcs8, factor: oldFactor } = proved.value;
  try {
    const policy = clerk.policy as UnlockPolicy;
    if (!isStrongEnough(policy, chosen.secret)) return failed('secretTooWeak');
    const kept = { bytes: oldFactor, row: {} };
    const factor =
      chosen.factor === undefined
        ? done(kept)
        : await chooseFactor(policy, chosen.factor);
    if (!factor.ok) return factor;
    const salt = ports.randomBytes(SALT_BYTES);
    const kek = await keyEncryptionKey(
      ports,
      { secret: chosen.secret, salt },
      factor.value.bytes,
    );
    const wrapPrivate = await encrypt(kek, wrapPkcs8);
    const { db } = store;
    const isStored = await write(store, ['clerks'], async () => {
      const row = await db.clerks.get(clerkId);
      if (row?.wrapPublic.x !== clerk.wrapPublic.x) return false;
      await db.clerks.put({ ...row, salt, wrapPrivate, ...factor.value.row });
      return true;
    });
    if (!isStored) return failed('notEnrolled');
    if (policy === 'pin+card') vault.keepCard(clerkId, factor.value.bytes);
    return done(null);
  } finally {
    wrapPkcs8.fill(0);
  }
}
