import { chinaDate } from '../../../src/domain/calendar/civil-date.ts';
import { addWorkingDays } from '../../../src/domain/calendar/working-days.ts';
import type { WorkCalendar } from '../../../src/domain/calendar/calendar-schema.ts';
import type { World } from '../world/world.ts';
import type { Invariant, Violation } from './invariant.ts';

/** Of the notice (Administrative Licensing Law art. 32 (4)). */
const NOTICE_DAYS = 5;

/**
 * The true time of intake lies in the interval that the county has written down,
 * whatever the device's clock said; and no deadline of an applicant is earlier
 * than the law has it.
 */
export const timeIsBounded: Invariant = {
  number: 13,
  name: 'true intake lies in the interval; no deadline is too early',
  during: find,
  atEnd: find,
};

function find({ county, oracle, base }: World): Violation[] {
  const violations: Violation[] = [];
  const calendar = base.calendar as WorkCalendar;
  const wrong = (what: string) =>
    violations.push({ invariant: 13, counts: 'altered', what });
  for (const { at, body } of county.store.table('events').values()) {
    if (body.kind === 'correctionRequested') {
      const { date } = addWorkingDays(chinaDate(at), 5, calendar);
      if (body.dueOn.date < date)
        wrong(`a correction is due on ${body.dueOn.date}, before ${date}`);
    }
    if (body.kind !== 'received') continue;
    const saved = oracle.saved.get(body.operationId);
    // What goes again keeps the time of the first intake, which its receipt names.
    if (saved === undefined || isSecond(saved.operationId, oracle)) continue;
    const { from, to, device } = body.intake;
    if (from !== null && Date.parse(from) > saved.atMs)
      wrong(`${body.number} was taken in before its interval`);
    if (Date.parse(to) < saved.begunMs)
      wrong(`${body.number} was taken in after its interval`);
    const taken = Math.max(
      Math.min(Date.parse(device), Date.parse(to)),
      from === null ? 0 : Date.parse(from),
    );
    const { date } = addWorkingDays(
      chinaDate(new Date(taken).toISOString()),
      NOTICE_DAYS,
      calendar,
    );
    if (body.noticeBy.date !== date)
      wrong(`${body.number}: notice by ${body.noticeBy.date}, not ${date}`);
  }
  return violations;
}

function isSecond(
  operationId: string,
  { saved }: Pick<World['oracle'], 'saved'>,
): boolean {
  const own = saved.get(operationId);
  return [...saved.values()].some(
    ({ number, kind, seq }) =>
      kind === 'submit' && number === own?.number && seq < own.seq,
  );
}
