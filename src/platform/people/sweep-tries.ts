import type { PlatformContext } from '../context.ts';
import { removeOldTries } from '../database/queries/sign-in-tries.ts';

/** The longest time for which any wrong try counts is a day. */
const KEPT_MS = 2 * 24 * 3_600_000;

/** Lets go of wrong tries that count no more: a stranger makes as many as he likes. */
export async function sweepTries({
  sql,
  config,
  clock,
}: Pick<PlatformContext, 'sql' | 'config' | 'clock'>): Promise<void> {
  const before = new Date(clock().getTime() - KEPT_MS);
  await removeOldTries(sql, { county: config.county, before });
}
