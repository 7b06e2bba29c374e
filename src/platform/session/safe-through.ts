import type { PlatformContext } from '../context.ts';
import { readSafety } from '../database/queries/safe-marks.ts';
import { DAY_MS } from '../../domain/calendar/day-ms.ts';

/** Where nothing else keeps the data, time has to do. */
const UNPROTECTED_MS = 7 * DAY_MS;

/**
 * What was applied before it is safe: all where each commit waits for a replica;
 * else what a finished backup holds; where the county has set up neither, what was
 * applied seven days ago. A county that has backups and lets them lapse promises
 * nothing more.
 */
export async function readSafeThrough({
  sql,
  config,
  clock,
}: Pick<PlatformContext, 'sql' | 'config' | 'clock'>): Promise<string> {
  const { through, isReplicated } = await readSafety(sql, config.county);
  const now = clock();
  if (isReplicated) return now.toISOString();
  return through ?? new Date(now.getTime() - UNPROTECTED_MS).toISOString();
}
