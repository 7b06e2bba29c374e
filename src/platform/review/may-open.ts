import { noteOpening, type Opened } from '../audit/note-opening.ts';
import type { PlatformContext } from '../context.ts';
import type { CaseRow } from '../database/queries/cases.ts';
import type { Condition } from '../people/matrix.ts';
import { isPermitted, type Principal } from '../people/permissions.ts';
import { retentionOf } from '../retention/periods.ts';
import { subjectOf, type Place } from './case-subject.ts';
import { DAY_MS } from '../../domain/calendar/day-ms.ts';

/**
 * Whether a person may open a case or something of it; that he does is written down
 * before anything is shown, so that nothing is seen unrecorded.
 */
export async function mayOpen(
  context: PlatformContext,
  principal: Principal,
  found: Place & Pick<CaseRow, 'caseId'>,
  opened: Exclude<Opened, 'numbers'>,
): Promise<boolean> {
  const isAllowed =
    typeof opened === 'object' && 'sha256' in opened
      ? isPermitted(principal, 'openMaterial', subjectOf(found))
      : mayRead(context, principal, found);
  const { accountId } = principal;
  const { caseId } = found;
  if (isAllowed) await noteOpening(context, { accountId, caseId, opened });
  return isAllowed;
}

/** Whether a person may see of a case what its handing over needs; written down too. */
export async function mayDeliver(
  context: PlatformContext,
  principal: Principal,
  found: Place & Pick<CaseRow, 'caseId'>,
): Promise<boolean> {
  const isAllowed = mayHandOver(principal, found);
  const { accountId } = principal;
  const { caseId } = found;
  if (isAllowed)
    await noteOpening(context, { accountId, caseId, opened: 'case' });
  return isAllowed;
}

/** Whether a person may see of a case what its handing over needs. */
export function mayHandOver(principal: Principal, place: Place): boolean {
  const met = ['deliveryFields'] as const;
  return isPermitted(principal, 'readCase', subjectOf(place), met);
}

/** Whether a person may read a case as it was filled in. */
export function mayRead(
  context: Pick<PlatformContext, 'config' | 'clock'>,
  principal: Principal,
  place: Place,
): boolean {
  const met = readability(context, place);
  return isPermitted(principal, 'readCase', subjectOf(place), met);
}

/** As long as a device keeps its text, a clerk may read it here too. */
function readability(
  { config, clock }: Pick<PlatformContext, 'config' | 'clock'>,
  { state: { endedAt } }: Place,
): Condition[] {
  const keptMs = retentionOf(config).readableDays * DAY_MS;
  const isReadable =
    endedAt === null || clock().getTime() - Date.parse(endedAt) < keptMs;
  return isReadable ? ['readable'] : [];
}
