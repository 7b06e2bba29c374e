import type { Outcome } from '../../protocol/error-code.ts';
import type { FeedItem, FeedPage } from '../../protocol/feed.ts';
import { LIMITS } from '../../protocol/limits.ts';
import type { PlatformContext } from '../context.ts';
import {
  isFeedPlace,
  readFeedHead,
  readFeedItems,
  type FeedHead,
  type FeedRow,
  type LetGoRow,
} from '../database/queries/feed.ts';
import { makeFeedMac } from './feed-mac.ts';
import { makeSnapshot } from './make-snapshot.ts';

/** Rows fetched at once; a page of events holds some hundreds. */
const ROWS_A_QUERY = 200;

type Position = { audience: string; pos: number };

/**
 * What the audiences have after the positions, as much as fits into `maxBytes`,
 * one item at least. Where items were let go a snapshot of each case stands in
 * their place, so a reader who begins at 0 misses nothing. `cursorExpired`: a
 * position older than what is kept, or beyond the last one, which only another
 * life of the data can have given.
 */
export async function readFeed(
  context: PlatformContext,
  p: { cursors: readonly Position[]; maxBytes: number; epoch: string },
): Promise<Outcome<FeedPage, 'cursorExpired'>> {
  const { sql, config, clock } = context;
  const { county } = config;
  const limit = Math.min(p.maxBytes, LIMITS.feedPageBytes);
  const items: FeedItem[] = [];
  const next: Position[] = [];
  let bytes = 0;
  let more = false;

  for (const { audience, pos } of p.cursors) {
    const head = await readFeedHead(sql, { county, audience });
    if (await isExpired(context, { audience, pos }, head))
      return { ok: false, code: 'cursorExpired' };
    let after = pos;
    while (after < head.pos && !more) {
      const rows = await readFeedItems(sql, {
        county,
        audience,
        after,
        limit: ROWS_A_QUERY,
      });
      for (const row of rows) {
        const item = await describeItem(context, row, p.epoch);
        const size = Buffer.byteLength(JSON.stringify(item)) + 1;
        if (items.length > 0 && bytes + size > limit) {
          more = true;
          break;
        }
        items.push(item);
        bytes += size;
        after = row.pos;
      }
    }
    if (after < head.pos) more = true;
    next.push({ audience, pos: after });
  }
  return {
    ok: true,
    value: {
      items,
      next,
      ...(items.length > 0 && { after: p.cursors.map(({ pos }) => pos) }),
      more,
      epoch: p.epoch,
      serverTime: clock().toISOString(),
    },
  };
}

/**
 * A page of snapshots ends at the place of one: from there a reader goes on,
 * though it is older than what is kept.
 */
async function isExpired(
  { sql, config }: PlatformContext,
  { audience, pos }: Position,
  head: FeedHead,
): Promise<boolean> {
  if (pos > head.pos) return true;
  if (pos === 0 || pos >= head.keptAfter) return false;
  return !(await isFeedPlace(sql, { county: config.county, audience, pos }));
}

async function describeItem(
  context: PlatformContext,
  row: FeedRow | LetGoRow,
  epoch: string,
): Promise<FeedItem> {
  const { audience, pos, caseId } = row;
  const { kind, body } =
    row.kind === 'letGo' ? await makeSnapshot(context, row) : row;
  const mac = makeFeedMac(context.keys, { epoch, audience, pos }, body);
  // The row was written as an item of its kind (append-feed.ts).
  return { kind, audience, pos, caseId, body, mac } as FeedItem;
}
