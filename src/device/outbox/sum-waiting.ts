// What waits to be sent, in numbers. It is asked at every change and in every
// round, so thousands of rows are not loaded for it: their sizes, which never
// change, are remembered by key, and only rows that are new are read.
import { pendingMaterials, pendingOperations } from '../database/pending.ts';
import type { DeviceDatabase } from '../database/tables.ts';

export type Waiting = {
  operations: number;
  operationBytes: number;
  materials: number;
  materialBytes: number;
};

type Sizes = Map<string, number>;

/** Of an open database; the memory goes with it. */
const remembered = new WeakMap<
  DeviceDatabase,
  { operations: Sizes; materials: Sizes }
>();

/** Rows at once, so that memory does not grow with the queue. */
const ROWS = 100;

/** Inside a transaction over `outbox` and `materials`, or as plain reads. */
export async function sumWaiting(db: DeviceDatabase): Promise<Waiting> {
  const known = remembered.get(db) ?? {
    operations: new Map<string, number>(),
    materials: new Map<string, number>(),
  };
  remembered.set(db, known);
  const operations = await sum(
    await pendingOperations(db).primaryKeys(),
    known.operations,
    (ids) => db.outbox.bulkGet(ids),
  );
  const materials = await sum(
    await pendingMaterials(db).primaryKeys(),
    known.materials,
    (hashes) => db.materials.bulkGet(hashes),
  );
  return {
    operations: operations.count,
    operationBytes: operations.bytes,
    materials: materials.count,
    materialBytes: materials.bytes,
  };
}

async function sum(
  keys: readonly string[],
  known: Sizes,
  get: (keys: string[]) => PromiseLike<({ bytes: number } | undefined)[]>,
): Promise<{ count: number; bytes: number }> {
  const fresh = keys.filter((key) => !known.has(key));
  for (let at = 0; at < fresh.length; at += ROWS) {
    const some = fresh.slice(at, at + ROWS);
    const rows = await get(some);
    for (const [index, key] of some.entries())
      known.set(key, rows[index]?.bytes ?? 0);
  }
  let bytes = 0;
  for (const key of keys) bytes += known.get(key) ?? 0;
  if (known.size > 2 * keys.length + ROWS) forget(known, keys);
  return { count: keys.length, bytes };
}

/** What has been sent need not be remembered. */
function forget(known: Sizes, keys: readonly string[]): void {
  const waiting = new Set(keys);
  for (const key of known.keys()) if (!waiting.has(key)) known.delete(key);
}
