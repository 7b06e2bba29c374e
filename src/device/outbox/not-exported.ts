// Cases whose unsent work no file carries, for the prompt to export. Asked at every
// change, so each row is read once and remembered by its key, as in sum-waiting.ts.
import { pendingOperations } from '../database/pending.ts';
import type { DeviceDatabase, OutboxRow } from '../database/tables.ts';

/** Rows at once, so that memory does not grow with the queue. */
const ROWS = 100;
/** The oldest; a prompt that counts more says nothing else. */
const MOST_TOLD = 1000;

type Known = { caseId: string; madeAt: string };

/** null: an act without a case, or in a file already. */
const remembered = new WeakMap<DeviceDatabase, Map<string, Known | null>>();

/** Since when each of them waits, ISO 8601, oldest first. */
export async function readNotExported(db: DeviceDatabase): Promise<string[]> {
  const before = remembered.get(db);
  const ids = await pendingOperations(db).primaryKeys();
  const known = new Map<string, Known | null>();
  const fresh: string[] = [];
  for (const id of ids) {
    const row = before?.get(id);
    if (row === undefined) fresh.push(id);
    else known.set(id, row);
  }
  for (let at = 0; at < fresh.length; at += ROWS) {
    const rows = await db.outbox.bulkGet(fresh.slice(at, at + ROWS));
    for (const row of rows)
      if (row !== undefined) known.set(row.id, toKnown(row));
  }
  // Forgotten meanwhile: what was read may be older than that.
  if (remembered.get(db) === before) remembered.set(db, known);
  const since = new Map<string, string>();
  for (const row of known.values()) {
    if (row === null) continue;
    const { caseId, madeAt } = row;
    const oldest = since.get(caseId);
    if (oldest === undefined || madeAt < oldest) since.set(caseId, madeAt);
  }
  return [...since.values()].sort().slice(0, MOST_TOLD);
}

/** A file has been saved: rows are read anew. */
export function forgetExported(db: DeviceDatabase): void {
  remembered.delete(db);
}

function toKnown({ caseId, madeAt, exportedAt }: OutboxRow): Known | null {
  return caseId === null || exportedAt !== undefined
    ? null
    : { caseId, madeAt };
}
