// Whoever is told of every event is one more reader of the feeds of the townships: its
// place in each stands in the database, so any process goes on after a restart, and
// nothing is written down twice. Events of a case come in their order, at least once.
import type { CaseEvent } from '../../domain/cases/event.ts';
import type { FeedItem } from '../../protocol/feed.ts';
import type { PlatformContext } from '../context.ts';
import {
  addDeadEvent,
  addOutboundCursors,
  moveCursor,
  releaseCursor,
  takeDueCursor,
  type Cursor,
} from '../database/queries/outbound.ts';
import { readFeed } from '../feed/read-feed.ts';
import { readEpoch } from '../session/epoch.ts';
import { describeEvent } from './describe-event.ts';
import type { CloudEvent } from './make-cloud-event.ts';
import { postEvent } from './post-event.ts';

/** Of one page; a page is what a process may send before it takes its place anew. */
const PAGE_BYTES = 65_536;
/** Longer than the longest time that an answer is waited for (100 s). */
const KEPT_MS = 120_000;

/**
 * Sends what has happened since the last turn, until all is sent, `stop` is said, or
 * the other side does not answer. Gives how many events were taken; without an
 * attached system none.
 */
export async function sendEvents(
  context: PlatformContext,
  stop: AbortSignal = new AbortController().signal,
): Promise<number> {
  const { sql, config, clock } = context;
  const { county, outbound } = config;
  if (outbound === undefined) return 0;
  await addOutboundCursors(sql, { county, now: clock() });
  let count = 0;
  while (!stop.aborted) {
    const cursor = await takeDueCursor(sql, { county, now: clock() });
    if (cursor === undefined) break;
    const sent = await sendPage(context, cursor, stop);
    count += sent.taken;
    if (!sent.answered) break;
  }
  return count;
}

type Sent = { taken: number; answered: boolean };

async function sendPage(
  context: PlatformContext,
  cursor: Cursor,
  stop: AbortSignal,
): Promise<Sent> {
  const { sql, config, clock, log } = context;
  const { county } = config;
  const { audience } = cursor;
  const page = await readFeed(context, {
    cursors: [cursor],
    maxBytes: PAGE_BYTES,
    epoch: await readEpoch(sql, county),
  });
  // A place of another life of the data: from the beginning; who has heard of an event
  // knows it by its id.
  if (!page.ok) {
    const again = { county, audience, from: cursor.pos, to: 0 };
    await moveCursor(sql, { ...again, until: clock() });
    return { taken: 0, answered: true };
  }
  let { pos } = cursor;
  let taken = 0;
  for (const item of page.value.items) {
    for (const event of eventsOf(item)) {
      const made = await describeEvent(context, event);
      if (made === undefined) continue;
      const done = await post(context, made, { event, stop });
      if (!done) {
        log.warn({ audience, attempts: cursor.attempts }, 'outbound');
        return { taken, answered: false };
      }
      taken += 1;
    }
    // Another process has taken this feed over meanwhile.
    const until = new Date(clock().getTime() + KEPT_MS);
    const moved = { county, audience, from: pos, to: item.pos, until };
    if (!(await moveCursor(sql, moved))) return { taken, answered: true };
    ({ pos } = item);
  }
  await releaseCursor(sql, { county, audience, now: clock() });
  return { taken, answered: true };
}

function eventsOf(item: FeedItem): CaseEvent[] {
  if (item.kind === 'event') return [item.body];
  return item.kind === 'snapshot' ? item.body.events : [];
}

/** False: nobody has answered, it is tried again later. */
async function post(
  { sql, config, clock, log }: PlatformContext,
  made: CloudEvent,
  { event: { caseId, n }, stop }: { event: CaseEvent; stop: AbortSignal },
): Promise<boolean> {
  const { county, outbound } = config;
  if (outbound === undefined) return false;
  const now = clock();
  const posted = await postEvent(outbound, made, { keyId: county, now, stop });
  if (posted.is === 'unavailable') return false;
  if (posted.is === 'refused') {
    const { status } = posted;
    await addDeadEvent(sql, { county, caseId, n, status, at: now });
    log.warn({ caseId, n, status }, 'outbound event refused');
  }
  return true;
}
