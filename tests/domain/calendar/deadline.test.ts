import { findWorkday } from 'chinese-days';
import * as fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import type { WorkCalendar } from '../../../src/domain/calendar/calendar-schema.ts';
import { addDays } from '../../../src/domain/calendar/civil-date.ts';
import {
  deadline,
  noticeDue,
  type Clock,
} from '../../../src/domain/calendar/deadline.ts';
import {
  addWorkingDays,
  countWorkingDays,
  isWorkingDay,
} from '../../../src/domain/calendar/working-days.ts';
import { theCalendar } from './the-calendar.ts';

const calendar = theCalendar();

function clock(from: string, workdays: number, wish: Partial<Clock> = {}) {
  return {
    rule: 'promise',
    from: { earliest: from, latest: from },
    workdays,
    pauses: [],
    extensions: [],
    ...wish,
  } satisfies Clock;
}
const dueOf = (each: Clock, by: WorkCalendar = calendar) =>
  deadline(each, by).due;

/** Day of intake, last day of the five, counted by hand on the State Council's plans. */
const GOLDEN: [string, string, string][] = [
  ['over New Year', '2024-12-30', '2025-01-07'],
  ['before the Spring Festival, its Sunday worked', '2025-01-24', '2025-02-07'],
  [
    'on its last working day, the Saturday after it',
    '2025-01-27',
    '2025-02-10',
  ],
  ['in the middle of it', '2025-02-01', '2025-02-10'],
  ['before Qingming', '2025-04-03', '2025-04-11'],
  ['before Labour Day, a Sunday worked', '2025-04-25', '2025-05-06'],
  ['before the Dragon Boat Festival', '2025-05-30', '2025-06-09'],
  ['before October, a Sunday worked', '2025-09-26', '2025-10-10'],
  ['on the eve of October, a Saturday worked', '2025-09-30', '2025-10-14'],
  ['over New Year, a Sunday worked', '2025-12-29', '2026-01-06'],
  ['before the Spring Festival, a Saturday worked', '2026-02-13', '2026-02-27'],
  ['on its first Sunday, the Saturday after it', '2026-02-15', '2026-02-28'],
  ['before Qingming', '2026-04-03', '2026-04-13'],
  ['before Labour Day, the Saturday after it', '2026-04-30', '2026-05-11'],
  ['before the Dragon Boat Festival', '2026-06-18', '2026-06-26'],
  ['a Sunday worked for October', '2026-09-18', '2026-09-24'],
  ['over Mid-Autumn and October', '2026-09-24', '2026-10-09'],
  ['on the eve of October, a Saturday worked', '2026-09-30', '2026-10-13'],
  ['the last that the plan knows', '2026-12-24', '2026-12-31'],
];

describe('five working days', () => {
  test.each(GOLDEN)('%s: from %s to %s', (_, from, date) => {
    const notice = clock(from, 5, { rule: 'notice' });
    expect(dueOf(notice)).toEqual({ date, provisional: false });
    expect(noticeDue(from, calendar)).toEqual({ date, provisional: false });
  });

  test('are those of an independent program on every day of both years', () => {
    for (let on = '2025-01-01'; on <= '2026-11-20'; on = addDays(on, 1))
      for (const n of [1, 5, 20])
        expect(dueOf(clock(on, n))?.date, `${on} + ${n}`).toBe(
          findWorkday(n, on),
        );
  });
});

describe('a year whose plan is not known', () => {
  test.each([
    ['2026-12-25', 5, '2027-01-01'],
    ['2026-12-31', 5, '2027-01-07'],
    ['2027-02-05', 5, '2027-02-12'],
    ['2026-11-30', 25, '2027-01-04'],
  ])('%s and %i days is provisional, %s', (from, n, date) => {
    const { due, reason } = deadline(clock(from, n), calendar);
    expect(due).toEqual({ date, provisional: true });
    const first = from < '2027-01-01' ? '2027-01-01' : addDays(from, 1);
    expect(reason.assumedFrom).toBe(first);
  });

  test('moves the same clock once it is published, its swaps and local days too', () => {
    // Made up: the State Council has not published it.
    const next: WorkCalendar = {
      ...calendar,
      coverageUntil: '2027-12-31',
      holidays: [...calendar.holidays, '2027-01-01', '2027-02-08'],
      workingWeekends: [...calendar.workingWeekends, '2027-01-03'],
      localDays: [{ date: '2027-08-19', working: false }],
    };
    const overNewYear = clock('2026-12-30', 3);
    expect(dueOf(overNewYear)).toEqual({
      date: '2027-01-04',
      provisional: true,
    });
    expect(dueOf(overNewYear, next)).toEqual({
      date: '2027-01-04',
      provisional: false,
    });
    expect(dueOf(clock('2026-12-31', 5), next)?.date).toBe('2027-01-07');
    expect(dueOf(clock('2026-12-31', 1), next)?.date).toBe('2027-01-03');
    expect(dueOf(clock('2027-02-05', 1), next)?.date).toBe('2027-02-09');
    expect(dueOf(clock('2027-08-18', 1), next)?.date).toBe('2027-08-20');
  });
});

describe('the reason', () => {
  test('names the rule, the days passed over, and the weekends worked', () => {
    const notice = clock('2026-02-13', 5, { rule: 'notice' });
    expect(deadline(notice, calendar).reason).toEqual({
      rule: 'notice',
      from: { earliest: '2026-02-13', latest: '2026-02-13' },
      workdays: 5,
      extended: 0,
      pauses: [],
      freeWeekdays: [
        '2026-02-16',
        '2026-02-17',
        '2026-02-18',
        '2026-02-19',
        '2026-02-20',
        '2026-02-23',
      ],
      workedWeekends: ['2026-02-14'],
      assumedFrom: null,
    });
  });

  test('names each pause with the working days it took', () => {
    const pauses = [
      { cause: 'special', from: '2026-11-04', until: '2026-11-10' },
      { cause: 'special', from: '2026-11-12', until: '2026-11-12' },
    ] as const;
    const { due, reason } = deadline(
      clock('2026-11-02', 5, { pauses }),
      calendar,
    );
    // 3 | 4 to 10 stands | 11 | 12 stands | 13, 16, 17
    expect(due?.date).toBe('2026-11-17');
    expect(reason.pauses.map(({ workdays }) => workdays)).toEqual([5, 1]);
  });
});

describe('a pause', () => {
  test('that has not ended leaves no day, unless time was over before', () => {
    const open = (from: string) =>
      clock('2026-11-02', 5, {
        pauses: [{ cause: 'correction', from, until: null }],
      });
    expect(dueOf(open('2026-11-05'))).toBeNull();
    expect(dueOf(open('2026-11-09'))).toBeNull();
    expect(dueOf(open('2026-11-10'))?.date).toBe('2026-11-09');
  });

  test('from the last day on leaves that day for afterwards', () => {
    const pauses = [
      { cause: 'correction', from: '2026-11-09', until: '2026-11-20' },
    ] as const;
    expect(dueOf(clock('2026-11-02', 5, { pauses }))?.date).toBe('2026-11-23');
  });
});

test('no promised day at all is the day itself, or the next that is worked', () => {
  expect(dueOf(clock('2026-11-27', 0))?.date).toBe('2026-11-27');
  expect(dueOf(clock('2026-11-28', 0))?.date).toBe('2026-11-30');
  expect(dueOf(clock('2026-10-10', 0))?.date).toBe('2026-10-10');
});

describe('an extension', () => {
  const extended = (on: string) =>
    clock('2026-11-02', 5, { extensions: [{ on, workdays: 10 }] });

  test('in time adds its working days', () => {
    const { due, reason } = deadline(extended('2026-11-09'), calendar);
    expect(due?.date).toBe('2026-11-23');
    expect(reason.extended).toBe(10);
  });

  test('that comes too late adds nothing', () => {
    const { due, reason } = deadline(extended('2026-11-10'), calendar);
    expect(due?.date).toBe('2026-11-09');
    expect(reason.extended).toBe(0);
  });
});

describe('whatever the days', () => {
  const day = fc
    .integer({ min: 0, max: 1400 })
    .map((days) => addDays('2024-01-01', days));
  const workdays = fc.integer({ min: 0, max: 60 });
  const pause = fc
    .tuple(day, fc.integer({ min: 0, max: 40 }))
    .map(([from, days]) => ({
      cause: 'special' as const,
      from,
      until: addDays(from, days),
    }));
  const pauses = fc.array(pause, { maxLength: 4 });

  test('without a pause it is the n-th working day', () => {
    fc.assert(
      fc.property(day, fc.integer({ min: 1, max: 60 }), (from, n) => {
        expect(dueOf(clock(from, n))).toEqual(
          addWorkingDays(from, n, calendar),
        );
      }),
    );
  });

  test('it is a working day in no pause, and never before the first', () => {
    fc.assert(
      fc.property(day, workdays, pauses, (from, n, given) => {
        const date = dueOf(clock(from, n, { pauses: given }))?.date ?? '';
        expect(isWorkingDay(date, calendar)).toBe(true);
        expect(date >= from).toBe(true);
        for (const { from: begun, until } of given)
          expect(date < begun || date > until).toBe(true);
      }),
    );
  });

  test('a later start, more days, and one more pause never make it earlier', () => {
    fc.assert(
      fc.property(
        fc.tuple(day, workdays, pauses),
        fc.integer({ min: 0, max: 90 }),
        pause,
        ([from, n, given], more, another) => {
          const least = dueOf(clock(from, n, { pauses: given }))?.date ?? '';
          for (const other of [
            clock(addDays(from, more), n, { pauses: given }),
            clock(from, n + more, { pauses: given }),
            clock(from, n, { pauses: [...given, another] }),
          ])
            expect((dueOf(other)?.date ?? '') >= least).toBe(true);
        },
      ),
    );
  });

  test('a pause of n working days before the end moves it by n working days', () => {
    fc.assert(
      fc.property(
        day,
        fc.integer({ min: 1, max: 40 }),
        fc.double({ min: 0, max: 1, noNaN: true }),
        fc.integer({ min: 0, max: 40 }),
        (from, n, where, days) => {
          const end = addWorkingDays(from, n, calendar).date;
          let begun = addDays(from, 1);
          for (let i = Math.floor(where * n); i > 1; i -= 1)
            begun = addWorkingDays(begun, 1, calendar).date;
          fc.pre(begun <= end);
          const until = addDays(begun, days);
          const given = [{ cause: 'special' as const, from: begun, until }];
          const stood = countWorkingDays(addDays(begun, -1), until, calendar);
          const { due, reason } = deadline(
            clock(from, n, { pauses: given }),
            calendar,
          );
          expect(reason.pauses[0]?.workdays).toBe(stood.days);
          expect(due).toEqual(addWorkingDays(from, n + stood.days, calendar));
        },
      ),
    );
  });

  test('between two bounds of the start lie two ends, and the earlier one binds', () => {
    fc.assert(
      fc.property(
        fc.tuple(day, workdays, pauses),
        fc.integer({ min: 0, max: 60 }),
        fc.integer({ min: 0, max: 60 }),
        ([earliest, n, given], width, within) => {
          const latest = addDays(earliest, width);
          const truth = addDays(earliest, Math.min(width, within));
          const { due, latestDue } = deadline(
            {
              ...clock(earliest, n, { pauses: given }),
              from: { earliest, latest },
            },
            calendar,
          );
          const end = dueOf(clock(truth, n, { pauses: given }));
          expect((due?.date ?? '') <= (end?.date ?? '')).toBe(true);
          expect((end?.date ?? '') <= (latestDue?.date ?? '')).toBe(true);
          expect(due).toEqual(dueOf(clock(earliest, n, { pauses: given })));
        },
      ),
    );
  });

  test('it is provisional exactly when a day on the way was only assumed', () => {
    fc.assert(
      fc.property(day, fc.integer({ min: 1, max: 60 }), (from, n) => {
        const due = dueOf(clock(from, n));
        expect(due?.provisional).toBe(
          (due?.date ?? '') > calendar.coverageUntil,
        );
      }),
    );
  });
});
