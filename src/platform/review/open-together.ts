// A paper of a case that the auditor opens: a second one has said yes, each picture once.
import { noteOpening } from '../audit/note-opening.ts';
import type { PlatformContext } from '../context.ts';
import { findCase } from '../database/queries/cases.ts';
import { isPermitted, type Principal } from '../people/permissions.ts';
import {
  hasSecond,
  useSecond,
  type TwoPersonAct,
} from '../people/second-person.ts';
import { subjectOf, type Place } from './case-subject.ts';

type Which = { caseId: string; sha256: string };

const TOGETHER = ['secondPerson', 'reason'] as const;

/** Whether a person may open a case's papers together with another. */
export async function mayOpenTogether(
  { sql, config }: PlatformContext,
  principal: Principal,
  caseId: string,
): Promise<boolean> {
  const found = await findCase(sql, { county: config.county, caseId });
  return found !== undefined && isOnlyTogether(principal, found);
}

/** Whether it needs the other. */
export function isOnlyTogether(principal: Principal, place: Place): boolean {
  const subject = subjectOf(place);
  return (
    !isPermitted(principal, 'openMaterial', subject) &&
    isPermitted(principal, 'openMaterial', subject, TOGETHER)
  );
}

/** Uses the second person's word up, and writes it down. False: there is none. */
export async function openTogether(
  context: PlatformContext,
  principal: Principal,
  which: Which,
): Promise<boolean> {
  const second = await hasSecond(context, principal, materialAct(which));
  if (second === undefined || !(await useSecond(context, second))) return false;
  const { caseId, sha256 } = which;
  const { accountId } = principal;
  const opened = { sha256, request: second.requestId };
  await noteOpening(context, { accountId, caseId, opened });
  return true;
}

/** As two persons are asked about it. */
export function materialAct({ caseId, sha256 }: Which): TwoPersonAct {
  return { action: 'openMaterial', subject: `material:${caseId}/${sha256}` };
}
