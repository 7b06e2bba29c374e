import { noteOpening } from '../audit/note-opening.ts';
import type { PlatformContext } from '../context.ts';
import type { CaseRow } from '../database/queries/cases.ts';
import type { Condition } from '../people/matrix.ts';
import { isPermitted, type Principal } from '../people/permissions.ts';
import { retentionOf } from '../retention.ts';
import { subjectOf, type Place } from './case-subject.ts';

const DAY_MS = 24 * 3_600_000;

/**
 * Whether a person may open a case (`sha256` null) or one of its materials; that he
 * does is written down before anything is shown, so that nothing is seen unrecorded.
 */
export async function mayOpen(
  context: PlatformContext,
  principal: Principal,
  found: Place & Pick<CaseRow, 'caseId'>,
  sha256: string | null,
): Promise<boolean> {
  const subject = subjectOf(found);
  const isAllowed =
    sha256 === null
      ? isPermitted(principal, 'readCase', subject, readability(context, found))
      : isPermitted(principal, 'openMaterial', subject);
  const { accountId } = principal;
  const { caseId } = found;
  if (isAllowed) await noteOpening(context, { accountId, caseId, sha256 });
  return isAllowed;
}

/** As long as a device keeps its text, a clerk may read it here too. */
function readability(
  { config, clock }: PlatformContext,
  { state: { endedAt } }: Place,
): Condition[] {
  const keptMs = retentionOf(config).readableDays * DAY_MS;
  const isReadable =
    endedAt === null || clock().getTime() - Date.parse(endedAt) < keptMs;
  return isReadable ? ['readable'] : [];
}
