import type { CursorRow, DeviceDatabase } from '../database/tables.ts';
import { write } from '../database/write.ts';
import { nowIso, type OpenContext } from '../device-context.ts';
import { applyOutcome, readControls } from './apply-control.ts';
import type { FeedPageFrame } from './feed-page.ts';
import { keepContact } from './keep-session.ts';
import { putMaterialFirst } from '../outbox/material-turn.ts';
import { eventsEnd, sealEvents } from './seal-events.ts';

const STORES = [
  'meta',
  'events',
  'cases',
  'cursors',
  'stubs',
  'outbox',
  'materials',
] as const;

/**
 * Applies a page and moves its cursors in one transaction. Items may come twice:
 * an event has one place, so the second writes the same row.
 */
export async function applyFeedPage(
  context: OpenContext,
  page: FeedPageFrame,
): Promise<void> {
  const { db } = context.store;
  const at = nowIso(context);
  const rows = await sealEvents(context, page);
  const controls = await readControls(context, page.items);
  const apply = async () => {
    // Of a case whose text has left this device nothing comes back.
    const stubs = await db.stubs.bulkGet(rows.map(({ caseId }) => caseId));
    await db.events.bulkPut(rows.filter((_row, i) => stubs[i] === undefined));
    for (const { caseId, n } of rows)
      await db.cases.where({ caseId }).modify((row) => {
        // After a restore another event may stand in a place that was read: the
        // row moves too, so that nobody goes on with what he remembers.
        if (row.lastEvent < n) row.lastEvent = n;
        else row.revision += 1;
      });
    for (const { kind, caseId, body } of page.items) {
      if (caseId === null) continue;
      if (kind === 'left') await leaveCase(db, caseId);
      // All there is so far: what was read beyond it is of another life.
      const end = kind === 'snapshot' ? eventsEnd(body) : undefined;
      if (end !== undefined) await endEvents(db, caseId, end);
    }
    for (const control of controls)
      if (control.kind === 'operationOutcome')
        await applyOutcome(db, control, at);
      else await putMaterialFirst(db, control.sha256);
    await moveCursors(db, page);
    await keepContact(db, { serverTime: page.serverTime });
  };
  // The county keeps it; the ballast is for what lies nowhere else.
  await write(context.store, STORES, apply, { mayUseBallast: false });
}

async function moveCursors(
  db: DeviceDatabase,
  { items, next }: FeedPageFrame,
): Promise<void> {
  for (const { audience, pos } of next) {
    const [last] = items.filter((item) => item.audience === audience).slice(-1);
    const before = await db.cursors.get(audience);
    await db.cursors.put({
      audience,
      pos,
      mac: last?.mac ?? before?.mac ?? null,
    } satisfies CursorRow);
  }
}

async function endEvents(
  db: DeviceDatabase,
  caseId: string,
  last: number,
): Promise<void> {
  await db.events
    .where('[caseId+n]')
    .between([caseId, last], [caseId, Infinity], false, true)
    .delete();
  await db.cases.where({ caseId }).modify((row) => {
    row.lastEvent = last;
    row.revision += 1;
  });
}

/**
 * The case is another station's now: the copy here goes. Not while something of
 * it waits here that the county has not got.
 */
async function leaveCase(db: DeviceDatabase, caseId: string): Promise<void> {
  await endEvents(db, caseId, 0);
  const waiting = await db.outbox
    .where('[caseId+state]')
    .anyOf([
      [caseId, 'pending'],
      [caseId, 'attention'],
    ])
    .count();
  if (waiting === 0) await db.cases.delete(caseId);
}
