import type { Outcome } from '../../protocol/error-code.ts';
import { findMeta, putMeta } from '../database/meta.ts';
import { read, write, type Store } from '../database/write.ts';
import type { DeviceContext } from '../device-context.ts';
import { done, failed } from '../outcome.ts';
import { openClerk } from './open-clerk.ts';
import { proveSecret } from './prove-secret.ts';
import type { Unlocked } from './vault-session.ts';

/** Opens the vault with the clerk's secret and, where asked, his second factor. */
export async function unlock(
  context: Pick<DeviceContext, 'store' | 'ports' | 'vault'>,
  given: Parameters<typeof proveSecret>[1],
): Promise<Outcome<Unlocked>> {
  for (;;) {
    const proved = await proveSecret(context, given);
    if (!proved.ok) return proved;
    const { clerk, vaultId, wrapPkcs8 } = proved.value;
    const unlocked = await openClerk(clerk, { wrapPkcs8, vaultId });
    wrapPkcs8.fill(0);
    // A recovered key came while he was locked out: his row has it from now on.
    if (await takeRecovered(context.store, unlocked)) continue;
    // It takes seconds, and the store may have been taken away meanwhile.
    const row = await read(context.store, (db) => db.clerks.get(clerk.id));
    if (row === undefined) return failed('notEnrolled');
    context.vault.open(unlocked);
    return done(unlocked);
  }
}

/**
 * Puts vault keys that the custodians recovered for this clerk among his own.
 * True when there was one that he had not.
 */
export async function takeRecovered(
  store: Store,
  { clerk, wrap }: Pick<Unlocked, 'clerk' | 'wrap'>,
): Promise<boolean> {
  const { db } = store;
  const waiting = await read(store, () => findMeta(db, 'recovered'));
  if (!(waiting?.list ?? []).some(({ kid }) => kid === wrap.kid)) return false;
  return write(store, ['meta', 'clerks'], async () => {
    const row = await db.clerks.get(clerk.id);
    const device = await findMeta(db, 'device');
    const list = (await findMeta(db, 'recovered'))?.list ?? [];
    const mine = list.filter(({ kid }) => kid === wrap.kid);
    if (row === undefined || device === undefined) return false;
    const known = new Set([
      device.vaultId,
      ...(row.formerKeys ?? []).map(({ vaultId }) => vaultId),
    ]);
    const fresh = mine.filter(({ vaultId }) => !known.has(vaultId));
    await db.clerks.put({
      ...row,
      formerKeys: [
        ...(row.formerKeys ?? []),
        ...fresh.map(({ vaultId, jwe }) => ({ vaultId, jwe })),
      ],
    });
    await putMeta(db, 'recovered', {
      list: list.filter(({ kid }) => kid !== wrap.kid),
    });
    // The county stops sending them once it has heard that they came.
    const escrows = await findMeta(db, 'escrows');
    await putMeta(db, 'escrows', {
      list: escrows?.list ?? [],
      // It may come again before the county has heard.
      received: [
        ...new Set([
          ...(escrows?.received ?? []),
          ...mine.map(({ vaultId }) => vaultId),
        ]),
      ],
    });
    return fresh.length > 0;
  });
}
