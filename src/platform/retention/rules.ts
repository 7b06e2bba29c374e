// What the platform deletes by itself, and when. What stands here is all of it: cases with
// their events, notices and photographs, the journal of the devices and the log of who
// saw whom are the county's archive and are never deleted; a county that must, moves
// them out by its own rule. Reasons in words: src/text/retention.ts.
import type { PlatformContext } from '../context.ts';
import {
  countExpired,
  removeExpired,
  type Expiring,
} from '../database/queries/expired.ts';
import { countOldItems } from '../database/queries/feed-retention.ts';
import { countForgotten } from '../database/queries/materials.ts';
import { transact } from '../database/transaction.ts';
import { letGoOfFeed } from '../feed/let-go-of-feed.ts';
import { FORGOTTEN_DAYS, sweepUploads } from '../materials/sweep-uploads.ts';
import { ABSOLUTE_HOURS } from '../people/sign-in.ts';
import { retentionOf } from './periods.ts';
import { readSafeThrough } from '../session/safe-through.ts';
import { DAY_MS } from '../../domain/calendar/day-ms.ts';

export type RuleName = Expiring | 'feedItems' | 'uncitedMaterials';

export type Rule = {
  name: RuleName;
  days: (context: PlatformContext) => number;
  /** How much would go now. */
  count: (context: PlatformContext) => Promise<number>;
  /** Lets go of it; gives how much. */
  run: (context: PlatformContext) => Promise<number>;
};

/** Of one transaction: what it locks waits so long. */
const AT_ONCE = 500;

/** In the order in which they are done and shown. */
export const RULES: readonly Rule[] = [
  // An administrative act is contested within a year at most (interpretation 2018-1 of
  // the Supreme People's Court, art. 64); until then the signed original is the proof.
  // And never one that no backup holds.
  rows('settledEnvelopes', 365, { isSafeOnly: true }),
  // As long as the clerk's own tray asks for a person.
  rows('unprovenEnvelopes', 90),
  rows('refusedCopies', 90),
  {
    name: 'feedItems',
    days: ({ config }) => retentionOf(config).feedDays,
    count: async ({ sql, config, clock }) =>
      await countOldItems(sql, {
        county: config.county,
        before: daysBefore(clock(), retentionOf(config).feedDays),
      }),
    run: letGoOfFeed,
  },
  {
    name: 'uncitedMaterials',
    days: () => FORGOTTEN_DAYS,
    count: async ({ sql, config, clock }) =>
      await countForgotten(sql, {
        county: config.county,
        before: daysBefore(clock(), FORGOTTEN_DAYS),
      }),
    run: sweepUploads,
  },
  rows('sessions', ABSOLUTE_HOURS / 24),
  // The longest time for which any wrong try counts is a day.
  rows('signInTries', 2),
  rows('attempts', 2),
  // One that a restore has lost is taken for 60 days more; a number is never given twice.
  rows('unusedTickets', 90),
  rows('imports', 365),
  rows('receivedRecoveries', 90),
  rows('arrivedReceipts', 90),
  // Of a waiting one too: so late it tells nobody anything.
  rows('messages', 90),
  rows('openingLinks', 1 / 24),
  // As long as the records of personal information that was given on (Network Data
  // Security Management Regulation art. 12): whose look it was, the log says for ever.
  rows('reasons', 3 * 365),
  rows('unansweredRequests', 90),
  rows('decidedProposals', 90),
];

/** Does all that is due; what fails is the caller's to say. Gives what went, by rule. */
export async function runRule(
  context: PlatformContext,
  rule: Rule,
): Promise<number> {
  const count = await rule.run(context);
  if (count > 0) context.log.info({ rule: rule.name, count }, 'retention');
  return count;
}

function rows(name: Expiring, days: number, { isSafeOnly = false } = {}): Rule {
  const before = async (context: PlatformContext): Promise<Date> => {
    const over = daysBefore(context.clock(), days);
    if (!isSafeOnly) return over;
    const safe = new Date(await readSafeThrough(context));
    return safe < over ? safe : over;
  };
  return {
    name,
    days: () => days,
    count: async (context) =>
      await countExpired(context.sql, name, {
        county: context.config.county,
        before: await before(context),
      }),
    run: async (context) => {
      const { sql, config } = context;
      const { county } = config;
      const wish = { county, before: await before(context), limit: AT_ONCE };
      for (let count = 0; ;) {
        const gone = await transact(
          sql,
          async ({ tx }) => await removeExpired(tx, name, wish),
        );
        count += gone;
        if (gone < AT_ONCE) return count;
      }
    },
  };
}

function daysBefore(now: Date, days: number): Date {
  return new Date(now.getTime() - days * DAY_MS);
}
