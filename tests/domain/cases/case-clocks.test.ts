import * as fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import type { WorkCalendar } from '../../../src/domain/calendar/calendar-schema.ts';
import {
  caseDeadlines,
  type ClockEvent,
} from '../../../src/domain/cases/case-clocks.ts';
import type { EventBody } from '../../../src/domain/cases/event.ts';
import { BODIES } from '../../support/case-builders.ts';
import { theCalendar } from '../calendar/the-calendar.ts';

const calendar = theCalendar();
const PERIODS = { promisedDays: 5, legalDays: 20 };

type Intake = (EventBody & { kind: 'received' })['intake'];
const received = (intake: Intake): ClockEvent => ({
  at: intake.to,
  body: { ...BODIES.received, intake },
});
const on = (at: string, kind: EventBody['kind']): ClockEvent => ({
  at,
  body: BODIES[kind],
});
/** At once over a good line. */
const takenIn = (at: string) => received({ from: null, device: at, to: at });
const deadlines = (events: ClockEvent[], by: WorkCalendar = calendar) =>
  caseDeadlines(events, PERIODS, by);

describe('the five days for the notice', () => {
  test.each([
    [
      'the last second of 13 February in China',
      '2026-02-13T15:59:59.999Z',
      '02-27',
    ],
    ['midnight, when the 14th begins', '2026-02-13T16:00:00Z', '02-28'],
    [
      'half past midnight, the day before in UTC',
      '2026-02-13T16:30:00Z',
      '02-28',
    ],
    ['the morning of the 14th', '2026-02-14T00:30:00Z', '02-28'],
    [
      'the same moment as told in another zone',
      '2026-02-13T11:30:00-05:00',
      '02-28',
    ],
    ['half past midnight on New Year’s Day', '2025-12-31T16:30:00Z', '01-08'],
    ['the last second of the old year', '2025-12-31T15:59:59Z', '01-08'],
  ])('from %s', (_, at, date) => {
    const { notice } = deadlines([takenIn(at)]);
    expect(notice?.due).toEqual({ date: `2026-${date}`, provisional: false });
    expect(notice?.latestDue).toEqual(notice?.due);
  });

  test('run from the village, not from the day the case came through', () => {
    const { notice } = deadlines([
      received({
        from: '2026-11-10T02:00:00Z',
        device: '2026-11-17T02:36:00Z',
        to: '2026-11-24T02:00:00Z',
      }),
    ]);
    expect(notice?.due?.date).toBe('2026-11-24');
    expect(notice?.latestDue?.date).toBe('2026-12-01');
    expect(notice?.reason.from).toEqual({
      earliest: '2026-11-17',
      latest: '2026-11-24',
    });
  });

  test('do not believe a clock that says what cannot be', () => {
    const between = {
      from: '2026-11-10T02:00:00Z',
      to: '2026-11-12T02:00:00Z',
    };
    const from = (device: string) =>
      deadlines([received({ ...between, device })]).notice?.reason.from;
    expect(from('2021-01-01T00:00:00Z')?.earliest).toBe('2026-11-10');
    expect(from('2031-01-01T00:00:00Z')?.earliest).toBe('2026-11-12');
  });

  test('stand while the applicant puts papers right', () => {
    const asked = [
      takenIn('2026-11-02T02:00:00Z'),
      on('2026-11-04T02:00:00Z', 'correctionRequested'),
    ];
    expect(deadlines(asked).notice?.due).toBeNull();
    const back = [...asked, on('2026-11-11T02:00:00Z', 'correctionAnswered')];
    // 3 | 4 to 11 stands | 12, 13, 16, 17
    expect(deadlines(back).notice?.due?.date).toBe('2026-11-17');
    expect(deadlines(back).notice?.reason.pauses).toEqual([
      {
        cause: 'correction',
        from: '2026-11-04',
        until: '2026-11-11',
        workdays: 6,
      },
    ]);
    expect(deadlines(back).promise).toBeNull();
  });
});

describe('the promised and the statutory period', () => {
  const accepted = [
    takenIn('2026-09-21T02:00:00Z'),
    on('2026-09-24T15:59:59Z', 'accepted'),
  ];

  test('run from the working day after acceptance', () => {
    const { promise, statutory } = deadlines(accepted);
    expect(promise?.due?.date).toBe('2026-10-09');
    expect(statutory?.due?.date).toBe('2026-10-29');
    expect(promise?.reason.from.earliest).toBe('2026-09-24');
  });

  test('stand during a special procedure, and the notice’s days are over', () => {
    const posted = [...accepted, on('2026-09-28T02:00:00Z', 'specialStarted')];
    const during = deadlines(posted);
    expect(during.promise?.due).toBeNull();
    expect(during.notice?.due?.date).toBe('2026-09-29');
    const after = [...posted, on('2026-10-09T02:00:00Z', 'specialEnded')];
    // 10 (a worked Saturday), 12 to 15
    expect(deadlines(after).promise?.due?.date).toBe('2026-10-15');
    expect(deadlines(after).promise?.reason).toMatchObject({
      pauses: [{ cause: 'special', workdays: 5 }],
      workedWeekends: ['2026-10-10'],
    });
  });

  test('have no statutory one where the law is not known', () => {
    const periods = { promisedDays: 5, legalDays: null };
    expect(caseDeadlines(accepted, periods, calendar).statutory).toBeNull();
  });

  test('run from the papers’ receipt where silence has accepted the case', () => {
    const deemed: ClockEvent = {
      at: '2026-09-29T01:00:00Z',
      body: { ...BODIES.accepted, deemedFrom: '2026-09-21T02:00:00Z' },
    };
    const { promise } = deadlines([takenIn('2026-09-21T02:00:00Z'), deemed]);
    expect(promise?.due?.date).toBe('2026-09-29');
  });
});

test('a new plan of holidays moves what was counted before', () => {
  const events = [takenIn('2026-12-29T02:00:00Z')];
  expect(deadlines(events).notice?.due).toEqual({
    date: '2027-01-05',
    provisional: true,
  });
  const published = {
    ...calendar,
    coverageUntil: '2027-12-31',
    holidays: [...calendar.holidays, '2027-01-01'],
  };
  expect(deadlines(events, published).notice?.due).toEqual({
    date: '2027-01-06',
    provisional: false,
  });
});

test('no part of a history makes it stop counting', () => {
  const kinds = Object.keys(BODIES) as EventBody['kind'][];
  fc.assert(
    fc.property(
      fc.array(fc.constantFrom(...kinds), { maxLength: 12 }),
      (chosen) => {
        const events = chosen.map((kind, n) =>
          on(`2026-11-${String(n + 10)}T02:00:00Z`, kind),
        );
        const { notice, promise } = deadlines(events);
        expect(notice !== null).toBe(chosen.includes('received'));
        expect(promise !== null).toBe(chosen.includes('accepted'));
      },
    ),
  );
});

describe('an extension', () => {
  const accepted: ClockEvent[] = [
    takenIn('2026-11-24T02:00:00Z'),
    {
      at: '2026-11-25T02:00:00Z',
      body: { kind: 'accepted', promisedBy: null, withDeficiency: false },
    },
  ];

  test('before the time is over is given on top, to the promise and to the law’s days', () => {
    const before = deadlines(accepted);
    expect(before.promise?.due?.date).toBe('2026-12-02');
    const after = deadlines([
      ...accepted,
      on('2026-12-02T02:00:00Z', 'extended'),
    ]);
    expect(after.promise?.due?.date).toBe('2026-12-16');
    expect(after.promise?.reason.extended).toBe(10);
    expect(after.statutory?.reason.extended).toBe(10);
    expect(after.notice?.due).toEqual(before.notice?.due);
  });

  test('after it gives nothing', () => {
    const late = deadlines([
      ...accepted,
      on('2026-12-03T02:00:00Z', 'extended'),
    ]);
    expect(late.promise?.due?.date).toBe('2026-12-02');
  });
});

test('who filed it at two places has the notice of the earlier one', () => {
  const joined: ClockEvent = {
    at: '2026-11-26T02:00:00Z',
    body: {
      ...BODIES.joined,
      intake: {
        from: null,
        device: '2026-11-20T02:00:00Z',
        to: '2026-11-20T02:00:00Z',
      },
    },
  };
  const { notice } = deadlines([takenIn('2026-11-25T02:00:00Z'), joined]);
  expect(notice?.due?.date).toBe('2026-11-27');
});
