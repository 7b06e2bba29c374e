// Figures by township and month against data that was counted by hand. Of November
// 2026: the 2nd is a Monday, and no weekday is free. V27 promises three working days.
import { beforeAll, expect, test } from 'vitest';
import type { EventBody } from '../../../src/domain/cases/event.ts';
import { publishCatalogue } from '../../../src/platform/catalogue/publish-catalogue.ts';
import { transact } from '../../../src/platform/database/transaction.ts';
import { moveCase } from '../../../src/platform/feed/move-case.ts';
import { recordEvent } from '../../../src/platform/feed/record-event.ts';
import { readSummary } from '../../../src/platform/figures/read-summary.ts';
import { rollUp } from '../../../src/platform/figures/roll-up.ts';
import type { Principal } from '../../../src/platform/people/permissions.ts';
import type { FiguresRow } from '../../../src/protocol/figures.ts';
import { theCalendar } from '../../domain/calendar/the-calendar.ts';
import {
  administrator,
  aTownship,
  catalogue,
  handler,
  OTHER_TOWN,
  reviewer,
  STATION,
  TOWN,
} from '../review/a-township.ts';

const { context, takeIn, setNow } = await aTownship();
const { sql } = context;
const county = '422825';

async function happen(caseId: string, at: string, body: EventBody) {
  const by = { kind: 'staff', id: 'S11', name: '舒示贵' } as const;
  await transact(sql, (work) =>
    recordEvent(work, { county, caseId, by, body, at: `${at}T02:00:00.000Z` }),
  );
}

const accepted: EventBody = {
  kind: 'accepted',
  promisedBy: null,
  withDeficiency: false,
};
const concluded: EventBody = {
  kind: 'concludedApproved',
  result: '证',
  pickup: null,
  note: '',
};

async function aCase(
  takenInAt: string,
  events: [day: string, EventBody][] = [],
  town9 = TOWN,
): Promise<string> {
  const { caseId } = await takeIn({ matterCode: 'V27', takenInAt, town9 });
  for (const [day, body] of events) await happen(caseId, day, body);
  return caseId;
}

const at = (day: string) => `${day}T02:00:00.000Z`;
let first = '';

beforeAll(async () => {
  setNow('2026-12-02T02:00:00Z');
  // 4, 5 and 6 November: three days, in time.
  first = await aCase(at('2026-11-02'), [
    ['2026-11-03', accepted],
    ['2026-11-06', concluded],
  ]);
  // 5, 6, 9, 10, 11 and 12: six days, late; a department decided it.
  await aCase(at('2026-11-03'), [
    ['2026-11-04', accepted],
    ['2026-11-05', { kind: 'departmentStarted', officeId: 'rsj' }],
    ['2026-11-12', concluded],
  ]);
  // The clock stood from the 10th to the 13th; 16 and 17: two days, in time.
  await aCase(at('2026-11-05'), [
    ['2026-11-09', accepted],
    [
      '2026-11-10',
      {
        kind: 'specialStarted',
        procedure: '公示',
        isPublicNotice: true,
        until: null,
      },
    ],
    ['2026-11-13', { kind: 'specialEnded' }],
    ['2026-11-17', concluded],
  ]);
  // Not decided yet; and one of the first hour of December in China.
  await aCase(at('2026-11-20'), [['2026-11-23', accepted]]);
  await aCase('2026-11-30T16:30:00.000Z');
  // Turned down in the month after it came, by the other township.
  await aCase(
    at('2026-10-30'),
    [
      ['2026-11-02', accepted],
      ['2026-11-03', { kind: 'concludedRejected', reason: '不符', remedy: '' }],
    ],
    OTHER_TOWN,
  );
});

async function summary(principal: Principal = administrator, query = {}) {
  const result = await readSummary(context, principal, query);
  if (!result.ok) throw new Error(result.code);
  return result.value;
}

const figuresOf = (rows: readonly FiguresRow[]) =>
  rows.map((row) => [
    `${row.month} ${row.town9}`,
    row.cases,
    row.concluded,
    row.onTimeRate,
    row.averageWorkdays,
  ]);

const COUNTED = [
  [`2026-12 ${TOWN}`, 1, 0, null, null],
  [`2026-11 ${OTHER_TOWN}`, 0, 1, 1, 1],
  [`2026-11 ${TOWN}`, 4, 3, 2 / 3, 11 / 3],
  [`2026-10 ${OTHER_TOWN}`, 1, 0, null, null],
];

test('cases, on-time rate and average working days are those counted by hand, whoever counts beside', async () => {
  expect(await summary()).toEqual({
    rows: [],
    countedAt: null,
    isComplete: false,
  });
  await Promise.all([rollUp(context), rollUp(context), rollUp(context)]);
  const { rows, countedAt, isComplete } = await summary();
  expect(figuresOf(rows)).toEqual(COUNTED);
  expect([countedAt, isComplete]).toEqual(['2026-12-02T02:00:00.000Z', true]);
  // Nothing has happened since.
  expect(await rollUp(context)).toBe(0);
  expect(rows.map(({ townName }) => townName)).not.toContain(TOWN);
});

test('each sees what the matrix gives him, and only the months he asks for', async () => {
  const ofTown = COUNTED.filter(([place]) => String(place).endsWith(TOWN));
  expect(figuresOf((await summary(reviewer())).rows)).toEqual(ofTown);
  const head: Principal = {
    accountId: 'H',
    name: 'H',
    roles: [{ role: 'head', audience: `station:${STATION}` }],
  };
  // All of them were taken in at one station.
  expect(figuresOf((await summary(head)).rows)).toEqual(COUNTED);
  expect(figuresOf((await summary(handler('rsj'))).rows)).toEqual([
    [`2026-11 ${TOWN}`, 1, 1, 0, 6],
  ]);
  expect((await summary(handler('mzj'))).rows).toEqual([]);
  const nobody: Principal = { accountId: 'N', name: 'N', roles: [] };
  expect(await readSummary(context, nobody, {})).toEqual({
    ok: false,
    code: 'forbidden',
  });
  const october = { from: '2026-10', until: '2026-10' };
  expect(figuresOf((await summary(administrator, october)).rows)).toEqual(
    COUNTED.slice(-1),
  );
});

test('a case that is moved moves in the figures', async () => {
  const moved = await moveCase(context, {
    caseId: first,
    town9: OTHER_TOWN,
    by: 'x',
    reason: 'x',
  });
  expect(moved.ok).toBe(true);
  await rollUp(context);
  expect(figuresOf((await summary()).rows)).toEqual([
    COUNTED[0],
    [`2026-11 ${OTHER_TOWN}`, 1, 2, 1, 2],
    [`2026-11 ${TOWN}`, 3, 2, 1 / 2, 4],
    COUNTED[3],
  ]);
});

test('another calendar counts everything anew', async () => {
  const calendar = theCalendar();
  // The 5th is free: three days become two, six become five, and the late one stays late.
  await publishCatalogue(
    context,
    { ...catalogue, version: '0.4-draft' },
    {
      ...calendar,
      localDays: [{ date: '2026-11-05', working: false, name: '州庆' }],
    },
  );
  expect(await rollUp(context)).toBe(6);
  const { rows, isComplete } = await summary();
  expect(figuresOf(rows)).toEqual([
    COUNTED[0],
    [`2026-11 ${OTHER_TOWN}`, 1, 2, 1, 1.5],
    [`2026-11 ${TOWN}`, 3, 2, 1 / 2, 3.5],
    COUNTED[3],
  ]);
  expect(isComplete).toBe(true);
});

test('a feed whose old items were let go before they were counted is made good by all cases', async () => {
  await sql`UPDATE figures_cursors SET pos = 0`;
  await sql`UPDATE feed_heads SET kept_after = 1 WHERE audience = ${`township:${TOWN}`}`;
  await sql`DELETE FROM figures_cases`;
  await sql`DELETE FROM figures_months`;
  await rollUp(context);
  expect((await summary()).rows.map(({ cases }) => cases)).toEqual([
    1, 1, 3, 1,
  ]);
});
