import type { PlatformContext } from '../context.ts';
import {
  letGoOfItems,
  lockFeedHead,
  readFeedAges,
  readOldAudiences,
} from '../database/queries/feed-retention.ts';
import { transact } from '../database/transaction.ts';
import { retentionOf } from '../retention/periods.ts';
import { DAY_MS } from '../../domain/calendar/day-ms.ts';

/** Of one transaction: whoever has something to say waits for it. */
const AT_ONCE = 500;

/**
 * Lets go of feed items that are older than the county keeps, an audience's last
 * one excepted. Gives how many.
 */
export async function letGoOfFeed({
  sql,
  config,
  clock,
}: Pick<PlatformContext, 'sql' | 'config' | 'clock'>): Promise<number> {
  const { county } = config;
  const { feedDays } = retentionOf(config);
  const before = new Date(clock().getTime() - feedDays * DAY_MS);
  let count = 0;
  for (const audience of await readOldAudiences(sql, { county, before }))
    for (let gone = -1; gone !== 0; count += gone)
      gone = await transact(sql, async ({ tx }) => {
        const head = await lockFeedHead(tx, { county, audience });
        if (head === undefined) return 0;
        const ages = await readFeedAges(tx, {
          county,
          audience,
          after: head.keptAfter,
          limit: AT_ONCE,
        });
        const young = ages.findIndex(
          ({ pos, at }) =>
            pos === head.pos || Date.parse(at) >= before.getTime(),
        );
        const upTo = (young === -1 ? ages : ages.slice(0, young)).at(-1)?.pos;
        return upTo === undefined
          ? 0
          : await letGoOfItems(tx, { county, audience, upTo });
      });
  return count;
}
