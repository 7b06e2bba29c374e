import * as v from 'valibot';
import type { CursorRow, EventRow } from '../database/tables.ts';
import { write } from '../database/write.ts';
import type { OpenContext } from '../device-context.ts';
import { eventPlace } from '../cases/find-case.ts';
import { sealRow } from '../vault/row-cipher.ts';
import {
  eventFrameSchema,
  type EventFrame,
  type FeedItemFrame,
  type FeedPageFrame,
} from './feed-page.ts';
import { keepContact } from './session.ts';

const snapshotSchema = v.object({ events: v.array(eventFrameSchema) });

/**
 * Applies a page and moves its cursors in one transaction. Items may come twice:
 * an event has one place, so the second writes the same row.
 */
export async function applyFeedPage(
  context: OpenContext,
  page: FeedPageFrame,
): Promise<void> {
  const { db } = context.store;
  const rows = await sealEvents(context, page.items);
  const left = page.items.flatMap(({ kind, caseId }) =>
    kind === 'left' && caseId !== null ? [caseId] : [],
  );
  const cursors = page.next.map(({ audience, pos }): CursorRow => {
    const [last] = page.items
      .filter((item) => item.audience === audience)
      .slice(-1);
    return { audience, pos, mac: last?.mac ?? null };
  });
  const stores = ['events', 'cases', 'cursors', 'meta', 'stubs'] as const;
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
    for (const caseId of left)
      await db.events
        .where('[caseId+n]')
        .between([caseId, 0], [caseId, Number.MAX_SAFE_INTEGER])
        .delete();
    for (const cursor of cursors) {
      const before = await db.cursors.get(cursor.audience);
      await db.cursors.put({
        ...cursor,
        mac: cursor.mac ?? before?.mac ?? null,
      });
    }
    await keepContact(db, { serverTime: page.serverTime });
  };
  // The county keeps it; the ballast is for what lies nowhere else.
  await write(context.store, stores, apply, { mayUseBallast: false });
}

/** What cannot be read as an event at all is passed over, never waited for. */
async function sealEvents(
  { unlocked }: OpenContext,
  items: readonly FeedItemFrame[],
): Promise<EventRow[]> {
  const rows: EventRow[] = [];
  for (const item of items) {
    for (const event of eventsOf(item)) {
      const { caseId, n, at } = event;
      const place = eventPlace(caseId, n);
      const sealed = await sealRow(unlocked.vault, place, event);
      rows.push({ caseId, n, at, mac: item.mac, sealed });
    }
  }
  return rows;
}

function eventsOf(item: FeedItemFrame): EventFrame[] {
  if (item.kind === 'event') {
    const event = v.safeParse(eventFrameSchema, item.body);
    return event.success ? [event.output] : [];
  }
  if (item.kind === 'snapshot') {
    const snapshot = v.safeParse(snapshotSchema, item.body);
    return snapshot.success ? snapshot.output.events : [];
  }
  return [];
}
