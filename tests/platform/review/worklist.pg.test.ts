import { beforeAll, expect, test } from 'vitest';
import { decide } from '../../../src/platform/review/decide.ts';
import { moveCase } from '../../../src/platform/feed/move-case.ts';
import { rollUp } from '../../../src/platform/figures/roll-up.ts';
import { listCases } from '../../../src/platform/review/worklist.ts';
import {
  administrator,
  aTownship,
  OTHER_TOWN,
  reviewer,
  TOWN,
  type TakenIn,
} from './a-township.ts';

const { context, takeIn, arrive } = await aTownship();
const ALL = { status: undefined, search: '', before: undefined };

async function list(query: Partial<typeof ALL> | object = {}) {
  const result = await listCases(context, reviewer(), { ...ALL, ...query });
  if (!result.ok) throw new Error(result.code);
  return result.value;
}

let urgent: TakenIn;
let waiting: TakenIn;
let later: TakenIn;
let elsewhere: TakenIn;

beforeAll(async () => {
  later = await takeIn({
    takenInAt: '2026-11-27T02:00:00.000Z',
    applicantName: '向示兰',
  });
  waiting = await takeIn({
    takenInAt: '2026-11-24T03:00:00.000Z',
    stationCode: '422825102249',
  });
  urgent = await takeIn({ photographs: 2 });
  elsewhere = await takeIn({ town9: OTHER_TOWN, applicantName: '谭示江' });
});

test('the list shows the own township alone, most urgent first', async () => {
  const { rows, next, counts } = await list();
  expect(rows.map(({ caseId }) => caseId)).toEqual([
    urgent.caseId,
    waiting.caseId,
    later.caseId,
  ]);
  expect(next).toBeNull();
  expect(counts).toEqual({ received: 3 });
  expect(rows[0]).toMatchObject({
    number: urgent.number,
    matterCode: 'V14',
    matterShort: '高龄津贴',
    stationName: '响龙村',
    townName: '沙道沟镇',
    noticeBy: { date: '2026-12-01', provisional: false },
    materials: { arrived: 0, expected: 2 },
    display: 'received',
    version: 1,
  });
});

test('a row counts the materials that have arrived', async () => {
  const [photograph] = urgent.photographs;
  if (photograph === undefined) throw new Error('no photograph');
  await arrive(photograph.ref, photograph.content);
  const { rows } = await list();
  expect(rows[0]?.materials).toEqual({ arrived: 1, expected: 2 });
});

test.each([
  ['the whole number', () => later.number, () => later],
  [
    'the number as printed, in groups',
    () => later.number.replaceAll(/(.{4})/g, '$1 '),
    () => later,
  ],
  ['the last nine digits', () => later.number.slice(-9), () => later],
  ['a part of the name', () => '示兰', () => later],
  ['the village', () => '两河口', () => waiting],
])('a case is found by %s', async (_, search, found) => {
  const { rows, counts } = await list({ search: search() });
  expect(rows.map(({ caseId }) => caseId)).toEqual([found().caseId]);
  expect(counts).toEqual({ received: 3 });
});

test('what looks like a pattern is searched as it is written', async () => {
  for (const search of ['%', '_', '\\', "' OR true --"])
    expect((await list({ search })).rows).toEqual([]);
});

test('a search finds nothing of another township', async () => {
  for (const search of [elsewhere.number, '谭示江'])
    expect((await list({ search })).rows).toEqual([]);
});

test('a status shows its own cases, and ended ones come last', async () => {
  const refused = await decide(context, reviewer(), {
    caseId: urgent.caseId,
    decision: {
      act: 'refuse',
      version: 1,
      reason: '未满八十周岁，不符合条件',
      authority: '',
    },
  });
  expect(refused.ok).toBe(true);
  const { rows, counts } = await list();
  expect(rows.at(-1)?.caseId).toBe(urgent.caseId);
  expect(counts).toEqual({ received: 2, notAccepted: 1 });
  const ended = await list({ status: 'notAccepted' });
  expect(ended.rows.map(({ display }) => display)).toEqual(['notAccepted']);
});

test('pages follow each other without a gap or a repeat', async () => {
  for (let i = 0; i < 120; i += 1)
    await takeIn({ takenInAt: `2026-12-0${String(3 + (i % 3))}T02:00:00Z` });
  const whole: string[] = [];
  let before: string | undefined;
  const sizes: number[] = [];
  do {
    const page = await list({ before });
    whole.push(...page.rows.map(({ caseId }) => caseId));
    sizes.push(page.rows.length);
    // One taken in meanwhile, more urgent than all, moves no page.
    if (sizes.length === 1)
      await takeIn({ takenInAt: '2026-11-19T02:00:00.000Z' });
    before = page.next ?? undefined;
  } while (before !== undefined);
  expect(sizes).toEqual([50, 50, 23]);
  expect(new Set(whole).size).toBe(123);
});

test('how many there are in each status is right at once, also beside what is counted from time to time', async () => {
  const asTold = async () => (await list()).counts;
  const asCounted = async () => {
    const rows = await context.sql<{ status: string; cases: number }[]>`
      SELECT status, count(*)::int AS cases FROM cases
      WHERE town9 = ${TOWN} GROUP BY status`;
    return Object.fromEntries(rows.map(({ status, cases }) => [status, cases]));
  };
  expect(await asTold()).toEqual(await asCounted());
  await rollUp(context);
  expect(await asTold()).toEqual(await asCounted());
  // One comes, one goes, one comes from elsewhere, one is decided.
  await takeIn();
  const move = async (caseId: string, town9: string) =>
    await moveCase(context, { caseId, town9, by: 'x', reason: 'x' });
  await move(later.caseId, OTHER_TOWN);
  await move(elsewhere.caseId, TOWN);
  await decide(context, reviewer(), {
    caseId: waiting.caseId,
    decision: {
      act: 'refuse',
      version: 1,
      reason: '未满八十周岁，不符合条件',
      authority: '',
    },
  });
  const now = await asCounted();
  expect(now['notAccepted']).toBe(2);
  expect(await asTold()).toEqual(now);
  await rollUp(context);
  expect(await asTold()).toEqual(now);
});

test('a cursor that is none is refused', async () => {
  for (const before of ['x', 'e30', Buffer.from('[]').toString('base64url')])
    expect(await listCases(context, reviewer(), { ...ALL, before })).toEqual({
      ok: false,
      code: 'badRequest',
    });
});

test('the administrator lists no cases', async () => {
  expect(await listCases(context, administrator, ALL)).toEqual({
    ok: false,
    code: 'forbidden',
  });
});
