// What waits to be sent, in numbers. It is asked at every change and in every
// round, so thousands of rows are not loaded for it: their sizes and cases, which never
// change, are remembered by key, and only rows that are new are read.
import { pendingMaterials, pendingOperations } from '../database/pending.ts';
import type { DeviceDatabase } from '../database/tables.ts';

export type Waiting = {
  /** Cases that have an operation among them. */
  cases: number;
  operations: number;
  operationBytes: number;
  materials: number;
  materialBytes: number;
};

type Row = { bytes: number; caseId: string | null };
type Known = Map<string, Row>;

/** Of an open database; the memory goes with it. */
const remembered = new WeakMap<
  DeviceDatabase,
  { operations: Known; materials: Known }
>();

/** Rows at once, so that memory does not grow with the queue. */
const ROWS = 100;

/** Inside a transaction over `outbox` and `materials`, or as plain reads. */
export async function sumWaiting(db: DeviceDatabase): Promise<Waiting> {
  const known = remembered.get(db) ?? {
    operations: new Map<string, Row>(),
    materials: new Map<string, Row>(),
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
    cases: operations.cases,
    operations: operations.count,
    operationBytes: operations.bytes,
    materials: materials.count,
    materialBytes: materials.bytes,
  };
}

async function sum(
  keys: readonly string[],
  known: Known,
  get: (keys: string[]) => PromiseLike<(Row | undefined)[]>,
): Promise<{ count: number; bytes: number; cases: number }> {
  const fresh = keys.filter((key) => !known.has(key));
  for (let at = 0; at < fresh.length; at += ROWS) {
    const some = fresh.slice(at, at + ROWS);
    const rows = await get(some);
    for (const [index, key] of some.entries()) {
      const { bytes = 0, caseId = null } = rows[index] ?? {};
      known.set(key, { bytes, caseId });
    }
  }
  let bytes = 0;
  const cases = new Set<string>();
  for (const key of keys) {
    const row = known.get(key);
    bytes += row?.bytes ?? 0;
    if (row !== undefined && row.caseId !== null) cases.add(row.caseId);
  }
  if (known.size > 2 * keys.length + ROWS) forget(known, keys);
  return { count: keys.length, bytes, cases: cases.size };
}

/** What has been sent need not be remembered. */
function forget(known: Known, keys: readonly string[]): void {
  const waiting = new Set(keys);
  for (const key of known.keys()) if (!waiting.has(key)) known.delete(key);
}
