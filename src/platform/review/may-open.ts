import type { PlatformContext } from '../context.ts';
import type { CaseRow } from '../database/queries/cases.ts';
import { addOpening } from '../database/queries/openings.ts';
import type { Condition } from '../people/matrix.ts';
import { isPermitted, type Principal } from '../people/permissions.ts';
import { retentionOf } from '../retention.ts';
import { subjectOf, type Place } from './case-subject.ts';

const DAY_MS = 24 * 3_600_000;

/**
 * Whether a person may open a case (`sha256` null) or one of its materials; either
 * is written down before anything is shown, so that nothing is seen unrecorded.
 */
export async function mayOpen(
  context: PlatformContext,
  principal: Principal,
  found: Place & Pick<CaseRow, 'caseId'>,
  sha256: string | null,
): Promise<boolean> {
  const { sql, config, clock } = context;
  const isAllowed =
    sha256 === null
      ? isPermitted(
          principal,
          'readCase',
          subjectOf(found),
          readability(context, found),
        )
      : isPermitted(principal, 'openMaterial', subjectOf(found));
  await addOpening(sql, {
    county: config.county,
    at: clock(),
    accountId: principal.accountId,
    caseId: found.caseId,
    sha256,
    isRefused: !isAllowed,
  });
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
