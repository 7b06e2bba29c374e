import { adminText } from '../../text/platform.ts';
import type { PlatformContext } from '../context.ts';
import { addSafeMark } from '../database/queries/safe-marks.ts';
import type { CommandResult } from './command-result.ts';
import { missingOptions } from './missing-options.ts';

const INSTANT =
  /^\d{4}-\d{2}-\d{2}T\d{2}:\d{2}(:\d{2}(\.\d+)?)?(Z|[+-]\d{2}:\d{2})$/;

/**
 * Tells the platform that a backup is finished and holds all that was committed
 * until `through`: the moment at which it was begun. From then on devices let go
 * of what it holds, after their grace.
 */
export async function backupFinished(
  { sql, config, clock }: PlatformContext,
  { through = '' }: { through?: string },
): Promise<CommandResult> {
  const missing = missingOptions({ through });
  if (missing.length > 0) return { ok: false, lines: missing };
  const at = new Date(through);
  const now = clock();
  if (!INSTANT.test(through) || Number.isNaN(at.getTime()) || at > now)
    return { ok: false, lines: [adminText.badThrough] };
  await addSafeMark(sql, { county: config.county, through: at, at: now });
  return { ok: true, lines: [adminText.backupNoted(at.toISOString())] };
}
