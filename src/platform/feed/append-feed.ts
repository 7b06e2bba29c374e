// A counter row per audience, locked last in the transaction and in sorted order,
// then the item, then commit. So positions are gapless, commit order is position
// order, a reader never skips one that is still committing, and two transactions
// cannot wait for each other.
import { addFeedItems, advanceFeedHead } from '../database/queries/feed.ts';
import type { Database } from '../database/connect.ts';
import type { FeedItem } from '../../protocol/feed.ts';

export type PendingFeedItem = {
  county: string;
  /** `station:{12 digits}` or `township:{9 digits}`. */
  audience: string;
  caseId: string | null;
  kind: FeedItem['kind'];
  body: FeedItem['body'];
  at: string;
};

/**
 * Numbers and writes the items; for the very end of a transaction. Items of one
 * audience keep their order.
 */
export async function appendFeed(
  tx: Database,
  items: readonly PendingFeedItem[],
): Promise<void> {
  const groups = new Map<string, PendingFeedItem[]>();
  for (const item of items) {
    const key = `${item.county} ${item.audience}`;
    const group = groups.get(key);
    if (group === undefined) groups.set(key, [item]);
    else group.push(item);
  }
  for (const key of [...groups.keys()].toSorted()) {
    const group = groups.get(key) ?? [];
    const first = group[0];
    if (first === undefined) continue;
    const { county, audience } = first;
    const last = await advanceFeedHead(tx, {
      county,
      audience,
      by: group.length,
    });
    const before = last - group.length;
    const rows = group.map((item, i) => ({ ...item, pos: before + i + 1 }));
    await addFeedItems(tx, rows);
  }
}
