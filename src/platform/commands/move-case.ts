import { adminText } from '../../text/platform.ts';
import type { PlatformContext } from '../context.ts';
import { moveCase } from '../feed/move-case.ts';
import type { CommandResult } from './command-result.ts';
import { missingOptions } from './missing-options.ts';
import { isUuid } from '../is-uuid.ts';

type Wish = {
  case?: string;
  station?: string;
  township?: string;
  by?: string;
  reason?: string;
};

/** Gives a case to another station or township, at the county's own keyboard. */
export async function moveOneCase(
  context: PlatformContext,
  { case: caseId = '', station, township, by = '', reason = '' }: Wish,
): Promise<CommandResult> {
  const lines = missingOptions({ case: caseId, by, reason });
  if (station === undefined && township === undefined)
    lines.push(adminText.moveWhere);
  if (lines.length > 0) return { ok: false, lines };
  if (!isUuid(caseId)) return { ok: false, lines: [adminText.notMoved.noCase] };
  const moved = await moveCase(context, {
    caseId,
    stationCode: station,
    town9: township,
    by,
    reason,
  });
  return moved.ok
    ? { ok: true, lines: [adminText.caseMoved(moved.from, moved.to)] }
    : { ok: false, lines: [adminText.notMoved[moved.code]] };
}
