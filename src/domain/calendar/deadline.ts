import type { WorkCalendar } from './calendar-schema.ts';
import { addDays, weekday } from './civil-date.ts';
import { addWorkingDays, dayKind, type CountedDate } from './working-days.ts';

/**
 * Working days within which the office must say that papers are missing, all
 * at once; silent after that, it has accepted from the day of intake
 * (Administrative Licensing Law art. 32 (4); working days by art. 82).
 */
export const NOTICE_WORKDAYS = 5;

export type ClockRule =
  /** Art. 32: to say whether it is accepted, or all that is missing. */
  | 'notice'
  /** What the catalogue promises, from acceptance. */
  | 'promise'
  /** What the law gives at most, from acceptance. */
  | 'statutory';

/** All days here are `YYYY-MM-DD` in China. */
export type Pause = {
  cause: 'correction' | 'special';
  from: string;
  /** null: the clock still stands. */
  until: string | null;
};

/** Working days given on top, with reasons, before the time was over (art. 42). */
export type Extension = { on: string; workdays: number };

export type Clock = {
  rule: ClockRule;
  /** The day it began, which is not counted, between two bounds; often one day. */
  from: { earliest: string; latest: string };
  workdays: number;
  pauses: readonly Pause[];
  extensions: readonly Extension[];
};

export type Deadline = {
  /**
   * Last day in time from the earlier bound: this one binds the county, for the
   * applicant must not lose by a clock that nobody can prove. null: it stands.
   */
  due: CountedDate | null;
  /** From the later bound: past it, time is over however one counts. */
  latestDue: CountedDate | null;
  /** How `due` was counted. */
  reason: {
    rule: ClockRule;
    from: Clock['from'];
    workdays: number;
    /** Of extensions that came in time. */
    extended: number;
    /** `workdays`: those which it kept from being counted so far. */
    pauses: (Pause & { workdays: number })[];
    /** Mondays to Fridays on the way that were free. */
    freeWeekdays: string[];
    /** Saturdays and Sundays on the way that were worked. */
    workedWeekends: string[];
    /** First day that the calendar does not know; null: it knows all. */
    assumedFrom: string | null;
  };
};

/**
 * The last day in time, and why. All dates of deadlines come from here, so that
 * receipt, list and figures show one day. Counted is each working day after the
 * first that no pause touches: a day on which the clock stood, if only in part, is
 * not a whole one, so whoever spoke on the last day has a day left afterwards. Of 0
 * days it is due on the day itself, or else on the next that counts.
 */
export function deadline(clock: Clock, calendar: WorkCalendar): Deadline {
  const { rule, from, workdays } = clock;
  const { due, ...how } = count(from.earliest, clock, calendar);
  return {
    due,
    latestDue:
      from.latest === from.earliest
        ? due
        : count(from.latest, clock, calendar).due,
    reason: { rule, from, workdays, ...how },
  };
}

/** What the receipt says on the day of intake, when nothing has stopped the clock. */
export function noticeDue(on: string, calendar: WorkCalendar): CountedDate {
  return addWorkingDays(on, NOTICE_WORKDAYS, calendar);
}

/** What is promised on the day of acceptance. */
export function promiseDue(
  on: string,
  promisedDays: number,
  calendar: WorkCalendar,
): CountedDate | null {
  const clock: Clock = {
    rule: 'promise',
    from: { earliest: on, latest: on },
    workdays: promisedDays,
    pauses: [],
    extensions: [],
  };
  return deadline(clock, calendar).due;
}

type Count = { due: Deadline['due'] } & Omit<
  Deadline['reason'],
  'rule' | 'from' | 'workdays'
>;

function count(from: string, clock: Clock, calendar: WorkCalendar): Count {
  const pauses = clock.pauses.map((pause) => ({ ...pause, workdays: 0 }));
  const counted: Count = {
    due: null,
    extended: 0,
    pauses,
    freeWeekdays: [],
    workedWeekends: [],
    assumedFrom: null,
  };
  let extensions = clock.extensions;
  let left = Math.max(clock.workdays, 1);
  for (let at = clock.workdays === 0 ? from : addDays(from, 1); ;) {
    const day = dayKind(at, calendar);
    const pause = pauses.find(
      (each) => each.from <= at && (each.until === null || at <= each.until),
    );
    if (pause?.until === null) return counted;
    if (day.provisional) counted.assumedFrom ??= at;
    if (day.working !== weekday(at) <= 5)
      counted[day.working ? 'workedWeekends' : 'freeWeekdays'].push(at);
    if (day.working && pause !== undefined) pause.workdays += 1;
    else if (day.working) left -= 1;
    if (left === 0) {
      const given = extensions.filter(({ on }) => on <= at);
      left = given.reduce((sum, { workdays }) => sum + workdays, 0);
      counted.extended += left;
      extensions = extensions.filter((each) => !given.includes(each));
    }
    if (left === 0) {
      const provisional = counted.assumedFrom !== null;
      return { ...counted, due: { date: at, provisional } };
    }
    at = addDays(at, 1);
  }
}
