import type * as real from '../../../../src/platform/database/queries/feed.ts';
import { json, statement } from '../memory-sql.ts';
import { MemoryError } from '../store.ts';

export const advanceFeedHead: typeof real.advanceFeedHead = (
  sql,
  { county, audience, by },
) =>
  statement(sql, async (tx) => {
    const key = `${county} ${audience}`;
    await tx.lock('feedHeads', key);
    const before = tx.get('feedHeads', key);
    const pos = (before?.pos ?? 0) + by;
    const keptAfter = before?.keptAfter ?? 0;
    tx.put('feedHeads', key, { county, audience, pos, keptAfter });
    return pos;
  });

export const addFeedItems: typeof real.addFeedItems = (sql, rows) =>
  statement(sql, async (tx) => {
    for (const row of rows) {
      const key = `${row.county} ${row.audience} ${row.pos}`;
      await tx.lock('feedItems', key);
      if (tx.get('feedItems', key) !== undefined)
        throw new MemoryError('23505', 'feed_items_pkey');
      tx.put('feedItems', key, json(row));
    }
  });

export const readFeedItems: typeof real.readFeedItems = (
  sql,
  { county, audience, after, limit },
) =>
  statement(sql, (tx) =>
    tx
      .all('feedItems')
      .filter(
        (row) =>
          row.county === county && row.audience === audience && row.pos > after,
      )
      .sort((one, other) => one.pos - other.pos)
      .slice(0, limit),
  );

export const findFeedItem: typeof real.findFeedItem = (
  sql,
  { county, audience, pos },
) =>
  statement(sql, (tx) => tx.get('feedItems', `${county} ${audience} ${pos}`));

export const readFeedHead: typeof real.readFeedHead = (
  sql,
  { county, audience },
) =>
  statement(sql, (tx) => {
    const row = tx.get('feedHeads', `${county} ${audience}`);
    return { pos: row?.pos ?? 0, keptAfter: row?.keptAfter ?? 0 };
  });
