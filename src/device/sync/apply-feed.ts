import * as v from 'valibot';
import { keepCase, LEAVE_STORES, leaveCase } from '../cases/leave-cases.ts';
import type {
  CursorRow,
  DeviceDatabase,
  EventRow,
} from '../database/tables.ts';
import { getCounty } from '../database/meta.ts';
import { write } from '../database/write.ts';
import { nowIso, type OpenContext } from '../device-context.ts';
import { applyOutcome, readControls } from './apply-control.ts';
import { beginOf, type EventFrame, type FeedPageFrame } from './feed-page.ts';
import { keepContact } from './keep-session.ts';
import { putMaterialFirst } from '../outbox/material-turn.ts';
import { eventsEnd, eventsOf, sealEvents } from './seal-events.ts';

/** Events that leave the word of a case that has ended as it is. */
const quietSchema = v.object({
  body: v.object({
    kind: v.picklist([
      'rated',
      'objected',
      'objectionDecided',
      'contactUpdated',
      'operationHeld',
    ]),
  }),
});

const STORES = [...LEAVE_STORES, 'cursors'] as const;

/**
 * Applies a page and moves its cursors in one transaction. Items may come twice:
 * an event has one place, so the second writes the same row. False, and nothing is
 * written: it was read in another life of the county than the one that this device
 * reads on in, where other items may stand in its positions; or it goes on from
 * further on than this device has read by now.
 */
export async function applyFeedPage(
  context: OpenContext,
  page: FeedPageFrame,
): Promise<boolean> {
  const { db } = context.store;
  const at = nowIso(context);
  const rows = await sealEvents(context, page);
  const controls = await readControls(context, page.items);
  const apply = async () => {
    const { epoch } = await getCounty(db);
    if (epoch !== null && epoch !== page.epoch) return false;
    if (await leavesGap(db, page)) return false;
    // In their order: a case may leave and come back on one page.
    for (const item of page.items) {
      const { kind, caseId, body, audience, pos } = item;
      await putEvents(
        db,
        rows.filter((row) => row.audience === audience && row.pos === pos),
        eventsOf(item),
      );
      if (caseId === null) continue;
      if (kind === 'left') await leaveCase(db, caseId, at);
      if (kind !== 'snapshot') continue;
      await keepCase(db, caseId);
      // All there is so far: what was read beyond it is of another life.
      const end = eventsEnd(body);
      if (end !== undefined) await endEvents(db, caseId, end);
    }
    for (const control of controls)
      if (control.kind === 'operationOutcome')
        await applyOutcome(db, control, at);
      else await putMaterialFirst(db, control.sha256);
    await moveCursors(db, page);
    await keepContact(db, { serverTime: page.serverTime });
    return true;
  };
  // The county keeps it; the ballast is for what lies nowhere else.
  return write(context.store, STORES, apply, { mayUseBallast: false });
}

/** Another worker may have begun again from the beginning meanwhile. */
async function leavesGap(
  db: DeviceDatabase,
  page: FeedPageFrame,
): Promise<boolean> {
  const after = beginOf(page) ?? [];
  const audiences = page.next.map(({ audience }) => audience);
  const cursors = await db.cursors.bulkGet(audiences);
  return after.some((pos, i) => pos > (cursors[i]?.pos ?? 0));
}

async function putEvents(
  db: DeviceDatabase,
  rows: readonly EventRow[],
  events: readonly EventFrame[],
): Promise<void> {
  // Of a case whose text has left this device nothing comes back; its line says
  // that its word is old.
  const stubs = await db.stubs.bulkGet(rows.map(({ caseId }) => caseId));
  await db.events.bulkPut(rows.filter((_row, i) => stubs[i] === undefined));
  for (const event of events) {
    const { caseId, n, at } = event;
    await db.stubs.where({ caseId }).modify((row) => {
      // One that came late, or was made since: a restored county may make another
      // one in a place that was read.
      const isNews = n > (row.lastEvent ?? Infinity) || at > row.since;
      if (isNews && !v.is(quietSchema, event)) row.hasMoved = true;
    });
    await db.cases.where({ caseId }).modify((row) => {
      // After a restore another event may stand in a place that was read: the
      // row moves too, so that nobody goes on with what he remembers.
      if (row.lastEvent < n) row.lastEvent = n;
      else row.revision += 1;
    });
  }
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
