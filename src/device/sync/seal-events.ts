// The events of a page as rows: just as they came, so that what this version
// cannot read stays for one that can, and a witness can say it.
import * as v from 'valibot';
import type { EventRow } from '../database/tables.ts';
import type { OpenContext } from '../device-context.ts';
import { eventPlace } from '../cases/find-case.ts';
import { sealRow } from '../vault/row-cipher.ts';
import {
  eventFrameSchema,
  type EventFrame,
  type FeedItemFrame,
  type FeedPageFrame,
} from './feed-page.ts';

const snapshotSchema = v.object({ events: v.array(eventFrameSchema) });

/** What cannot be read as an event at all is passed over, never waited for. */
export async function sealEvents(
  { unlocked }: OpenContext,
  { items, epoch }: FeedPageFrame,
): Promise<EventRow[]> {
  const rows: EventRow[] = [];
  for (const item of items) {
    const { audience, pos, mac } = item;
    const via = item.kind === 'event' ? 'event' : 'snapshot';
    for (const event of eventsOf(item)) {
      const { caseId, n, at } = event;
      const place = eventPlace(caseId, n);
      const sealed = await sealRow(unlocked.vault, place, event);
      rows.push({ caseId, n, at, mac, audience, pos, epoch, via, sealed });
    }
  }
  return rows;
}

/** Number of the last event of a snapshot; undefined: it cannot be read. */
export function eventsEnd(body: unknown): number | undefined {
  const snapshot = v.safeParse(snapshotSchema, body);
  return snapshot.success
    ? Math.max(0, ...snapshot.output.events.map(({ n }) => n))
    : undefined;
}

/** Those of an item that can be read. */
export function eventsOf(item: FeedItemFrame): EventFrame[] {
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
