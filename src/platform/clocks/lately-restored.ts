import type { PlatformContext } from '../context.ts';
import { readLastRestore } from '../database/queries/epochs.ts';
import { DAY_MS } from '../../domain/calendar/day-ms.ts';

/**
 * After a restore the word that was given in time may be lost here and lie in the
 * villages, until people have handed it in; so long silence proves nothing.
 */
const RESTORE_DAYS = 14;

/** Whether nothing may follow from silence yet. */
export async function isLatelyRestored({
  sql,
  config,
  clock,
}: Pick<PlatformContext, 'sql' | 'config' | 'clock'>): Promise<boolean> {
  const at = await readLastRestore(sql, config.county);
  if (at === null) return false;
  return clock().getTime() - Date.parse(at) < RESTORE_DAYS * DAY_MS;
}
