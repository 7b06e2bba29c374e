// What the county says about this device's access with a session: kept inside the
// session's transaction, by whoever heard it, unlocked, locked or the courier.
import { unreachable } from '../../domain/unreachable.ts';
import { readControl, type ControlItem } from '../../protocol/control.ts';
import type { SessionAnswer } from '../../protocol/session.ts';
import { findMeta, putMeta } from '../database/meta.ts';
import type { DeviceDatabase } from '../database/tables.ts';
import { keepLease } from './lease.ts';

/** Stores that keepAccess needs in the caller's transaction. */
export const ACCESS_STORES = ['meta', 'clerks'] as const;

/** Keeps lease, state and what is asked of the keys. A revoked device loses them. */
export async function keepAccess(
  db: DeviceDatabase,
  answer: Pick<SessionAnswer, 'device' | 'lease' | 'control' | 'serverTime'>,
  wallMs: number,
): Promise<void> {
  if (answer.lease === null) await db.meta.delete('lease');
  else
    await keepLease(db, {
      jws: answer.lease,
      serverMs: Date.parse(answer.serverTime),
      wallMs,
    });
  const items = readControl(answer.control);
  await putMeta(db, 'access', {
    device: answer.device ?? 'active',
    // The county's last word, which may take the one before back.
    isForked: items.some(({ kind }) => kind === 'enrolAgain'),
  });
  if (answer.device === 'revoked') await db.clerks.clear();
  for (const item of items) await take(db, item);
}

async function take(db: DeviceDatabase, item: ControlItem): Promise<void> {
  switch (item.kind) {
    case 'clerkRemoved':
      return removeRow(db, item.clerkId);
    case 'vaultKey': {
      const { vaultId, kid, jwe } = item;
      const before = (await findMeta(db, 'recovered'))?.list ?? [];
      const others = before.filter(
        (each) => each.kid !== kid || each.vaultId !== vaultId,
      );
      return putMeta(db, 'recovered', {
        list: [...others, { vaultId, kid, jwe }],
      });
    }
    case 'enrolAgain':
    case 'materialFirst':
    case 'operationOutcome':
      return undefined;
    default:
      return unreachable(item);
  }
}

/** His keys leave at once; the next clerk who unlocks makes a new vault key. */
async function removeRow(db: DeviceDatabase, clerkId: string): Promise<void> {
  if ((await db.clerks.get(clerkId)) === undefined) return;
  await db.clerks.delete(clerkId);
  const rotation = await findMeta(db, 'rotation');
  await putMeta(db, 'rotation', {
    at: rotation?.at ?? new Date(0).toISOString(),
    bootId: rotation?.bootId ?? '',
    isDue: true,
  });
}
