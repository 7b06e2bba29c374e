// The acts written down so far become one `journal` operation, at the beginning of
// a round and only while a clerk is unlocked: it is his key that signs. While the
// device is locked they wait.
import type { Operation } from '../../domain/cases/operation.ts';
import type { ActRow, DeviceDatabase } from '../database/tables.ts';
import { read, write } from '../database/write.ts';
import {
  moment,
  type DeviceContext,
  type OpenContext,
} from '../device-context.ts';
import { APPEND_STORES, appendOperation } from '../outbox/append-operation.ts';
import { signAndSeal } from '../outbox/sign-and-seal.ts';
import { attempt, done } from '../outcome.ts';

/** Of one operation; what is more goes with the next round. */
const ACTS = 500;

/** Puts what waits into the outbox. What cannot be stored now waits on. */
export async function appendJournal(context: DeviceContext): Promise<void> {
  const { unlocked } = context.vault;
  if (unlocked === undefined) return;
  const open = { ...context, unlocked };
  // A full storage must not keep the round from sending, which makes room.
  await attempt(async () => {
    await forgetHandedIn(open);
    while ((await tryOnce(open)) === 'moved');
    return done(null);
  });
}

async function tryOnce(
  context: OpenContext,
): Promise<'moved' | 'stored' | 'nothing'> {
  const { store, ports } = context;
  const { db } = store;
  const rows = await ownActs(context);
  if (rows.length === 0) return 'nothing';
  const madeAt = await moment(context);
  const operation: Operation = {
    kind: 'journal',
    acts: rows.map(({ act, caseId, at }) => ({ act, caseId, at })),
    madeAt,
  };
  const sealed = await signAndSeal(context, {
    id: ports.newId(),
    operation,
    caseId: null,
    seen: 0,
  });
  if (!sealed.ok) return 'nothing';
  const { envelope } = sealed.value;
  const keys = rows.map(({ n }) => n);
  const isStored = await write(store, [...APPEND_STORES, 'acts'], async () => {
    const left = await db.acts.bulkGet(keys);
    if (left.some((act) => act === undefined || act.operationId !== null))
      return false;
    if (
      !(await appendOperation(db, {
        envelope,
        madeAt: madeAt.wallTime,
        cited: [],
      }))
    )
      return false;
    await db.acts.where('n').anyOf(keys).modify({ operationId: envelope.id });
    return true;
  });
  return isStored ? 'stored' : 'moved';
}

/**
 * What the unlocked clerk did, what needed nobody, and what was done by clerks
 * who have left the device: nobody else will ever hand it in.
 */
async function ownActs({ store, unlocked }: OpenContext): Promise<ActRow[]> {
  return read(store, async (db) => {
    const others = new Set<string | null>(
      await db.clerks.toCollection().primaryKeys(),
    );
    others.delete(unlocked.clerk.id);
    return db.acts
      .filter(
        ({ clerkId, operationId }) =>
          operationId === null && !others.has(clerkId),
      )
      .limit(ACTS)
      .toArray();
  });
}

/**
 * Acts stay until the county has them. Those of a refused journal that a person
 * sends again are free for another one; where the county has not said itself that it
 * refused it, it is asked first, so that no act is written down twice.
 */
async function forgetHandedIn({ store }: OpenContext): Promise<void> {
  const { db } = store;
  const acts = await read(store, () =>
    db.acts.filter(({ operationId }) => operationId !== null).toArray(),
  );
  if (acts.length === 0) return;
  const becomes = new Map<string | null, 'handedIn' | 'free' | 'waits'>();
  for (const { operationId } of acts)
    if (operationId !== null && !becomes.has(operationId))
      becomes.set(
        operationId,
        await read(store, () => becomesOf(db, operationId)),
      );
  const keysOf = (what: 'handedIn' | 'free') =>
    acts
      .filter(({ operationId }) => becomes.get(operationId) === what)
      .map(({ n }) => n);
  const [handedIn, free] = [keysOf('handedIn'), keysOf('free')];
  if (handedIn.length + free.length === 0) return;
  await write(store, ['acts'], async () => {
    await db.acts.bulkDelete(handedIn);
    await db.acts.where('n').anyOf(free).modify({ operationId: null });
  });
}

async function becomesOf(
  db: DeviceDatabase,
  operationId: string,
): Promise<'handedIn' | 'free' | 'waits'> {
  const row = await db.outbox.get(operationId);
  if (row === undefined) {
    const entry = await db.chain.filter(({ id }) => id === operationId).first();
    return entry?.released?.isRefused === true ? 'free' : 'handedIn';
  }
  if (row.state !== 'settled') return 'waits';
  if (row.result !== 'refused') return 'handedIn';
  return row.isCopyOwed === true ? 'waits' : 'free';
}
