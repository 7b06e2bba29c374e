// Several departments at once: all are asked on the same day, under one deadline; the
// lead gathers what they say and answers for the day.
import { addWorkingDays } from '../../../domain/calendar/working-days.ts';
import { isDepartment } from '../../../domain/catalogue/case-route.ts';
import { isPermitted } from '../../people/permissions.ts';
import { askedOffice } from '../case-subject.ts';
import { recorded, refused, type Act, type ActResult } from './act.ts';
import { isAboutMatter } from './request-correction.ts';

/**
 * All on the same day, under one deadline: as the matter's route has them, or as
 * named.
 */
export function askJointly({
  row,
  decision,
  catalogue,
  matter,
  calendar,
  today,
}: Act<'askJointly'>): ActResult {
  const step = matter.route.find(({ joint }) => joint !== undefined);
  const offices = [...new Set(decision.offices ?? step?.joint?.offices ?? [])];
  const days = decision.workdays ?? step?.joint?.workdays ?? null;
  if (
    days === null ||
    offices.length < 2 ||
    !offices.every((officeId) => isDepartment(catalogue, officeId))
  )
    return refused('badRequest');
  return recorded({
    kind: 'jointAsked',
    lead: row.state.officeId ?? step?.officeId ?? matter.routing.acceptedBy,
    offices,
    dueOn: addWorkingDays(today, days, calendar),
  });
}

/** By whom it was asked, for the office that he belongs to. */
export function answerJointly({
  row,
  decision,
  principal,
  matter,
}: Act<'answerJointly'>): ActResult {
  const { officeId, opinion, note, items = [] } = decision;
  if (!isPermitted(principal, 'judge', askedOffice(row, officeId)))
    return refused('forbidden');
  const asked = row.state.joint?.offices.find(
    (each) => each.officeId === officeId,
  );
  if (asked?.opinion !== null) return refused('notAllowed');
  const isCorrection = opinion === 'correction';
  if (
    isCorrection !== items.length > 0 ||
    !items.every((item) => isAboutMatter(matter, item))
  )
    return refused('badRequest');
  return recorded({
    kind: 'officeAnswered',
    officeId,
    opinion,
    note,
    ...(isCorrection && { items }),
  });
}
