// Which clocks of the law run in a case, and since when: told by its events, and
// nowhere stored as a day. What day one ends on is counted from them with the
// calendar of now, so that a new plan of holidays moves every deadline by itself.
import type { WorkCalendar } from '../calendar/calendar-schema.ts';
import { chinaDate } from '../calendar/civil-date.ts';
import {
  deadline,
  NOTICE_WORKDAYS,
  type Clock,
  type ClockRule,
  type Deadline,
  type Extension,
  type Pause,
} from '../calendar/deadline.ts';
import type { CountedDate } from '../calendar/working-days.ts';
import { unreachable } from '../unreachable.ts';
import type { CaseEvent, EventBody } from './event.ts';
import type { CaseStatus } from './transitions.ts';

/** The events that start, stop or end a clock. */
export const CLOCK_EVENTS = [
  'received',
  'correctionRequested',
  'correctionAnswered',
  'accepted',
  'specialStarted',
  'specialEnded',
  'extended',
  'joined',
] as const satisfies readonly EventBody['kind'][];

export type ClockEvent = Pick<CaseEvent, 'at' | 'body'>;
type ClockBody = Extract<EventBody, { kind: (typeof CLOCK_EVENTS)[number] }>;

/** In working days, as the matter's version has them; null: unknown. */
export type Periods = {
  promisedDays: number | null;
  legalDays: number | null;
};

/** null: that clock has not begun, or there is none. */
export type CaseDeadlines = Record<ClockRule, Deadline | null>;

/** The deadlines of a case by the history of it and by that calendar. */
export function caseDeadlines(
  events: readonly ClockEvent[],
  periods: Periods,
  calendar: WorkCalendar,
): CaseDeadlines {
  const found: CaseDeadlines = { notice: null, promise: null, statutory: null };
  for (const clock of caseClocks(events, periods))
    found[clock.rule] = deadline(clock, calendar);
  return found;
}

/** By when the next act of the law is due; null: the clock stands, or none runs. */
export function nextDue(
  status: CaseStatus,
  { notice, promise }: CaseDeadlines,
): CountedDate | null {
  if (status === 'received') return notice?.due ?? null;
  const isPromised = status === 'accepted' || status === 'inDepartment';
  return isPromised ? (promise?.due ?? null) : null;
}

/**
 * The notice runs from the village's intake, which lies between what the device's
 * clock said, as far as it can be right, and arrival; the others from acceptance.
 */
function caseClocks(
  events: readonly ClockEvent[],
  { promisedDays, legalDays }: Periods,
): Clock[] {
  const clocks: Clock[] = [];
  let pauses: Pause[] = [];
  let extensions: Extension[] = [];
  const begin = (rule: ClockRule, from: Clock['from'], workdays: number) =>
    clocks.push({ rule, from, workdays, pauses, extensions });
  for (const { at, body } of events) {
    if (!isOfClock(body)) continue;
    switch (body.kind) {
      case 'received':
        begin('notice', intakeDays(body.intake), NOTICE_WORKDAYS);
        break;
      case 'accepted': {
        const day = chinaDate(body.deemedFrom ?? at);
        const from = { earliest: day, latest: day };
        // What stopped the notice is past; what comes now stops these.
        pauses = [];
        extensions = [];
        if (promisedDays !== null) begin('promise', from, promisedDays);
        if (legalDays !== null) begin('statutory', from, legalDays);
        break;
      }
      case 'correctionRequested':
        pauses.push({ cause: 'correction', from: chinaDate(at), until: null });
        break;
      case 'specialStarted':
        pauses.push({ cause: 'special', from: chinaDate(at), until: null });
        break;
      case 'correctionAnswered':
        resume(pauses, 'correction', at);
        break;
      case 'specialEnded':
        resume(pauses, 'special', at);
        break;
      case 'extended':
        extensions.push({ on: chinaDate(at), workdays: body.workdays });
        break;
      case 'joined':
        // Who filed it twice loses nothing by it.
        for (const clock of clocks)
          if (clock.rule === 'notice' && body.intake !== undefined)
            clock.from = earlier(clock.from, intakeDays(body.intake));
        break;
      default:
        unreachable(body);
    }
  }
  return clocks;
}

function isOfClock(body: EventBody): body is ClockBody {
  const kinds: readonly EventBody['kind'][] = CLOCK_EVENTS;
  return kinds.includes(body.kind);
}

function intakeDays(
  intake: (ClockBody & { kind: 'received' })['intake'],
): Clock['from'] {
  const latest = chinaDate(intake.to);
  const said = chinaDate(intake.device);
  const proven = intake.from === null ? said : chinaDate(intake.from);
  const likely = said < latest ? said : latest;
  return { earliest: likely > proven ? likely : proven, latest };
}

function earlier(one: Clock['from'], other: Clock['from']): Clock['from'] {
  return other.latest < one.latest ? other : one;
}

function resume(pauses: Pause[], cause: Pause['cause'], at: string): void {
  for (const pause of pauses)
    if (pause.cause === cause) pause.until ??= chinaDate(at);
}
