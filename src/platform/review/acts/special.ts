// Procedures that no clock counts: a public notice, a test, an inspection, a hearing
// (Administrative Licensing Law art. 45). Why and until when is told in writing.
import * as v from 'valibot';
import { addDays } from '../../../domain/calendar/civil-date.ts';
import { addWorkingDays } from '../../../domain/calendar/working-days.ts';
import { addressSchema, type Answer } from '../../../domain/cases/answers.ts';
import type { DueDay } from '../../../domain/cases/event.ts';
import { applicantIdNo } from '../../../domain/rules/applicant.ts';
import { checkIdNumber } from '../../../domain/rules/checks/id-number.ts';
import { readAddress } from '../../../text/fields.ts';
import { isPostedAmount } from '../../../text/posted-amount.ts';
import { openAnswers } from '../../intake/case-secrets.ts';
import { recorded, refused, type Act, type ActResult } from './act.ts';

const ADULT = 18;

/** Stops the clocks; a public notice is made of whitelisted words. */
export async function startSpecial(
  act: Act<'startSpecial'>,
): Promise<ActResult> {
  const { decision, calendar, today } = act;
  const { procedure, ground, workdays = null, publicNotice } = decision;
  const named = { kind: 'specialStarted', procedure, ground } as const;
  if (publicNotice === undefined)
    return recorded({
      ...named,
      isPublicNotice: false,
      until:
        workdays === null ? null : addWorkingDays(today, workdays, calendar),
    });
  const { row, matter } = act;
  const until = noticeEnd(act);
  const age = await ageOf(act);
  if (until === null || age === 'child') return refused('notAllowed');
  const { amount, isAdult = false } = publicNotice;
  if (age === 'unknown' && !isAdult) return needs('isAdult');
  if (amount !== null && !isPostedAmount(amount)) return needs('amount');
  const { belongsBy } = matter.routing;
  return recorded({
    ...named,
    isPublicNotice: true,
    until,
    posted: {
      name: row.applicantName,
      group: groupOf(row.answers[belongsBy]),
      item: matter.name,
      amount,
    },
  });
}

/** The clocks go on. */
export function endSpecial(): ActResult {
  return recorded({ kind: 'specialEnded' });
}

function needs(part: string): ActResult {
  return { ok: false, code: 'badRequest', missing: [`publicNotice.${part}`] };
}

/** As the matter has it; null: such cases are never posted. */
function noticeEnd({
  matter,
  calendar,
  today,
}: Pick<Act, 'matter' | 'calendar' | 'today'>): DueDay | null {
  const { workdays = null, calendarDays = null } = matter.publicity ?? {};
  if (workdays !== null) return addWorkingDays(today, workdays, calendar);
  return calendarDays === null
    ? null
    : { date: addDays(today, calendarDays), provisional: false };
}

/**
 * Of the person who is posted. A child never is, whatever the matter says (domain notes
 * 4.5), and whoever may be one is taken for one until the office says otherwise. Nobody
 * else in the case is posted: name and group are his, the item is the matter's.
 */
async function ageOf({
  context,
  work,
  row,
  matter,
  today,
}: Act<'startSpecial'>): Promise<'adult' | 'child' | 'unknown'> {
  const answers = await openAnswers(work.tx, context, row);
  const idNo = applicantIdNo(matter, answers);
  const checked = idNo === null ? undefined : checkIdNumber(idNo.value, today);
  if (checked?.ok !== true) return 'unknown';
  const { birthDate } = checked.value;
  const year = Number(birthDate.slice(0, 4)) + ADULT;
  return `${year}${birthDate.slice(4)}` > today ? 'child' : 'adult';
}

/** Village and group, never the house. */
function groupOf(answer: Answer | undefined): string {
  return v.is(addressSchema, answer)
    ? readAddress({ ...answer, detail: '' })
    : '';
}
