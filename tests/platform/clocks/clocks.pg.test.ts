// The clocks of the law at the county: shown by the calendar of now, and followed
// once, whatever is killed, when nobody has said a word in time.
import { expect, test } from 'vitest';
import type { EventBody } from '../../../src/domain/cases/event.ts';
import { countDueDays } from '../../../src/platform/clocks/count-due-days.ts';
import { deemAccepted } from '../../../src/platform/clocks/deem-accepted.ts';
import { publishCatalogue } from '../../../src/platform/catalogue/publish-catalogue.ts';
import { readEvents } from '../../../src/platform/database/queries/events.ts';
import { transact } from '../../../src/platform/database/transaction.ts';
import { recordEvent } from '../../../src/platform/feed/record-event.ts';
import { decide } from '../../../src/platform/review/decide.ts';
import { readCase } from '../../../src/platform/review/read-case.ts';
import { listCases } from '../../../src/platform/review/worklist.ts';
import { rememberEpoch } from '../../../src/platform/session/epoch.ts';
import type { Decision } from '../../../src/protocol/review.ts';
import { theCalendar } from '../../domain/calendar/the-calendar.ts';
import { aTownship, catalogue, reviewer } from '../review/a-township.ts';

const { context, takeIn, setNow } = await aTownship();
const { sql } = context;
const county = '422825';
const LICENCE = 'V27';
const PROMISED = 3;

const historyOf = async (caseId: string) => {
  const events = await readEvents(sql, county, caseId);
  return events.map(({ body }) => body.kind);
};

/** What the platform does by itself, one turn of it. */
async function turn(now: string): Promise<number> {
  setNow(now);
  await countDueDays(context);
  return await deemAccepted(context);
}

async function happen(caseId: string, at: string, body: EventBody) {
  const by = { kind: 'clerk', id: 'S03', name: '谭示贵' } as const;
  await transact(sql, (work) =>
    recordEvent(work, { county, caseId, by, body, at }),
  );
}

async function open(caseId: string) {
  const result = await readCase(context, reviewer(), caseId);
  if (!result.ok) throw new Error(result.code);
  return result.value;
}

async function order(): Promise<string[]> {
  const query = { status: 'received', search: '', before: undefined } as const;
  const result = await listCases(context, reviewer(), query);
  if (!result.ok) throw new Error(result.code);
  return result.value.rows.map(({ caseId }) => caseId);
}

const ANSWERED: EventBody = {
  kind: 'correctionAnswered',
  operationId: 'x',
  fields: [],
  papers: [],
};
const ask: Decision = {
  act: 'requestCorrection',
  version: 1,
  items: [{ about: 'V14-M2', target: 'paper', reason: '看不清', fix: '重拍' }],
  workdays: 10,
};

test('a licence that nobody answered is accepted once, from the day of its intake', async () => {
  const { caseId } = await takeIn({ matterCode: LICENCE });
  // 24 November and five working days: 1 December is still in time.
  expect(await turn('2026-12-01T15:59:59Z')).toBe(0);
  expect(await historyOf(caseId)).toEqual(['received']);

  setNow('2026-12-01T16:00:00Z');
  const both = await Promise.all([
    deemAccepted(context),
    deemAccepted(context),
  ]);
  expect(both.toSorted((one, other) => one - other)).toEqual([0, 1]);
  expect(await turn('2026-12-02T02:00:00Z')).toBe(0);
  expect(await historyOf(caseId)).toEqual(['received', 'accepted']);

  const { row, events, deadlines, acts } = await open(caseId);
  expect(row.display).toBe('accepted');
  expect(events.at(-1)).toMatchObject({
    by: { kind: 'platform' },
    body: {
      deemedFrom: '2026-11-24T02:00:00.000Z',
      promisedBy: { date: '2026-11-27', provisional: false },
    },
  });
  expect(
    deadlines.find(({ reason }) => reason.rule === 'promise'),
  ).toMatchObject({
    due: { date: '2026-11-27' },
    reason: { workdays: PROMISED, from: { earliest: '2026-11-24' } },
  });
  // It is a department's to decide.
  expect(acts).toContain('dispatch');
  const told = await sql`SELECT audience FROM feed_items
    WHERE case_id = ${caseId} AND body->'body' ? 'deemedFrom' ORDER BY 1`;
  expect(told.map(({ audience }) => audience as string)).toEqual([
    'station:422825102206',
    'township:422825102',
  ]);
});

test('a benefit that nobody answered is overrun, and nothing is decided', async () => {
  const { caseId } = await takeIn();
  expect(await turn('2026-12-10T02:00:00Z')).toBe(0);
  const { row } = await open(caseId);
  expect([row.display, row.noticeBy?.date]).toEqual(['received', '2026-12-01']);
});

test('a case that came late is overrun by the village’s day, and silent only by its arrival', async () => {
  const { caseId } = await takeIn({
    matterCode: LICENCE,
    takenInAt: '2026-11-17T02:36:00.000Z',
    arrivedAt: '2026-11-24T02:00:00.000Z',
  });
  expect(await turn('2026-11-25T02:00:00Z')).toBe(0);
  const { deadlines, acts } = await open(caseId);
  expect(deadlines).toMatchObject([
    {
      due: { date: '2026-11-24', provisional: false },
      latestDue: { date: '2026-12-01', provisional: false },
      reason: {
        rule: 'notice',
        from: { earliest: '2026-11-17', latest: '2026-11-24' },
      },
    },
  ]);
  expect(acts).toContain('requestCorrection');
  expect(await turn('2026-12-02T02:00:00Z')).toBe(1);
  expect((await readEvents(sql, county, caseId)).at(-1)?.body).toMatchObject({
    deemedFrom: '2026-11-17T02:36:00.000Z',
  });
});

test('what is killed in the middle is done by the next turn, once', async () => {
  const { caseId } = await takeIn({ matterCode: LICENCE });
  setNow('2026-12-02T02:00:00Z');
  await countDueDays(context);
  const killed = sql.begin(async (tx) => {
    await tx`SELECT 1 FROM cases WHERE case_id = ${caseId} FOR UPDATE`;
    const deeming = deemAccepted(context).then(
      () => 'done',
      () => 'broken off',
    );
    await expect
      .poll(
        async () =>
          (
            await tx`SELECT pg_terminate_backend(pid) FROM pg_stat_activity
              WHERE datname = current_database() AND wait_event_type = 'Lock'`
          ).length,
        { timeout: 30_000 },
      )
      .toBe(1);
    return await deeming;
  });
  expect(await killed).toBe('broken off');
  expect(await historyOf(caseId)).toEqual(['received']);
  expect(await deemAccepted(context)).toBe(1);
  expect(await historyOf(caseId)).toEqual(['received', 'accepted']);
});

test('papers put right stop the clock: the day moves, and so does the case in the list', async () => {
  setNow('2026-12-02T02:00:00Z');
  const corrected = await takeIn({ takenInAt: '2026-12-01T02:00:00.000Z' });
  const other = await takeIn({ takenInAt: '2026-12-02T02:00:00.000Z' });
  const { caseId } = corrected;
  const asked = await decide(context, reviewer(), { caseId, decision: ask });
  expect(asked.ok).toBe(true);
  expect((await open(caseId)).row.noticeBy).toBeNull();
  await happen(caseId, '2026-12-09T02:00:00.000Z', ANSWERED);

  const { row, deadlines } = await open(caseId);
  expect(row.noticeBy).toEqual({ date: '2026-12-16', provisional: false });
  expect(deadlines[0]?.reason.pauses).toEqual([
    {
      cause: 'correction',
      from: '2026-12-02',
      until: '2026-12-09',
      workdays: 6,
    },
  ]);
  await countDueDays(context);
  const cases = [caseId, other.caseId];
  expect((await order()).filter((each) => cases.includes(each))).toEqual([
    other.caseId,
    caseId,
  ]);
  // Done: there is nothing to count until something changes.
  expect(await countDueDays(context)).toBe(0);
});

test('days that no plan covers are provisional, and nothing is final by them', async () => {
  const { caseId } = await takeIn({
    matterCode: LICENCE,
    takenInAt: '2026-12-29T02:00:00.000Z',
  });
  expect(await turn('2027-01-20T02:00:00Z')).toBe(0);
  expect((await open(caseId)).row.noticeBy).toEqual({
    date: '2027-01-05',
    provisional: true,
  });

  // Made up: the plan of 2027 is not published yet.
  const calendar = theCalendar();
  await publishCatalogue(
    context,
    { ...catalogue, version: '0.4-draft' },
    {
      ...calendar,
      coverageUntil: '2027-12-31',
      holidays: [...calendar.holidays, '2027-01-01'],
    },
  );
  expect((await open(caseId)).row.noticeBy).toEqual({
    date: '2027-01-06',
    provisional: false,
  });
  expect(await turn('2027-01-06T02:00:00Z')).toBe(0);
  expect(await turn('2027-01-07T02:00:00Z')).toBe(1);
});

test('after a restore two weeks pass before silence counts', async () => {
  const { caseId } = await takeIn({
    matterCode: LICENCE,
    takenInAt: '2027-01-11T02:00:00.000Z',
  });
  setNow('2027-01-20T02:00:00Z');
  await sql`INSERT INTO epoch_names (county, name, is_own, at)
    VALUES (${county}, 'before', true, '2026-11-01')`;
  await rememberEpoch(context);
  expect(await turn('2027-02-02T02:00:00Z')).toBe(0);
  expect(await historyOf(caseId)).toEqual(['received']);
  expect(await turn('2027-02-03T02:00:01Z')).toBe(1);
});
