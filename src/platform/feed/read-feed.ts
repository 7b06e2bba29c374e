import type { Outcome } from '../../protocol/error-code.ts';
import type { FeedItem, FeedPage } from '../../protocol/feed.ts';
import { LIMITS } from '../../protocol/limits.ts';
import type { PlatformContext } from '../context.ts';
import {
  readFeedHead,
  readFeedItems,
  type FeedRow,
} from '../database/queries/feed.ts';
import { makeFeedMac } from './feed-mac.ts';

/** Rows fetched at once; a page of events holds some hundreds. */
const ROWS_A_QUERY = 200;

type Position = { audience: string; pos: number };

/**
 * What the audiences have after the positions, as much as fits into `maxBytes`,
 * one item at least. `cursorExpired`: a position beyond the last one, which only
 * another life of the data can have given.
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
    if (pos > head) return { ok: false, code: 'cursorExpired' };
    let after = pos;
    while (after < head && !more) {
      const rows = await readFeedItems(sql, {
        county,
        audience,
        after,
        limit: ROWS_A_QUERY,
      });
      for (const row of rows) {
        const item = describeItem(context, row, p.epoch);
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
    if (after < head) more = true;
    next.push({ audience, pos: after });
  }
  return {
    ok: true,
    value: {
      items,
      next,
      more,
      epoch: p.epoch,
      serverTime: clock().toISOString(),
    },
  };
}

function describeItem(
  { keys }: PlatformContext,
  row: FeedRow,
  epoch: string,
): FeedItem {
  const { audience, pos, caseId, kind, body } = row;
  const mac = makeFeedMac(keys, { epoch, audience, pos }, body);
  // The row was written as an item of its kind (append-feed.ts).
  return { kind, audience, pos, caseId, body, mac } as FeedItem;
}
