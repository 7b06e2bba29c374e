// Departments: what they see, what they may do, how a case comes to them and how two
// become one.
import { expect, test } from 'vitest';
import { readEvents } from '../../../src/platform/database/queries/events.ts';
import { findCaseByNumber } from '../../../src/platform/database/queries/receipts.ts';
import { readReceiptStatus } from '../../../src/platform/receipts/receipt-status.ts';
import { checkCommitment } from '../../../src/platform/review/check-commitment.ts';
import { readCase } from '../../../src/platform/review/read-case.ts';
import { listCases } from '../../../src/platform/review/worklist.ts';
import type { Who } from './golden-steps.ts';
import { aCounty, principalOf } from './golden-county.ts';

const county = await aCounty();
const { context, decides } = county;
const COUNTY = '422825';

const kindsOf = async (caseId: string) =>
  (await readEvents(context.sql, COUNTY, caseId)).map(({ body }) => body.kind);
const sees = async (who: Who, caseId: string) => {
  const list = await listCases(context, principalOf(who), {
    status: undefined,
    search: '',
    before: undefined,
  });
  const listed =
    list.ok && list.value.rows.some((row) => row.caseId === caseId);
  const read = await readCase(context, principalOf(who), caseId);
  return { listed, opened: read.ok };
};
const NOT = { listed: false, opened: false };
const BOTH = { listed: true, opened: true };

test('a department sees what was dispatched to it, and only that', async () => {
  const { caseId } = await county.takesIn('V14');
  await decides('town', caseId, { act: 'accept' });
  expect(await sees('dept', caseId)).toEqual(NOT);
  await decides('town', caseId, { act: 'dispatch' });
  expect(await sees('dept', caseId)).toEqual(BOTH);
  expect(await sees('agri', caseId)).toEqual(NOT);
  await decides('dept', caseId, { act: 'return', reason: '缺入户调查表' });
  expect(await sees('dept', caseId)).toEqual(NOT);
  expect(await sees('town', caseId)).toEqual(BOTH);
});

test('departments that are asked together see the case, and do no more than answer', async () => {
  const { caseId } = await county.takesIn('V28');
  await decides('town', caseId, { act: 'accept' });
  await decides('town', caseId, { act: 'askJointly' });
  for (const who of ['agri', 'natural', 'housing'] as const)
    expect(await sees(who, caseId)).toEqual(BOTH);
  const read = await readCase(context, principalOf('agri'), caseId);
  expect(read.ok && read.value.acts).toEqual(['answerJointly']);
  const check = {
    version: 3,
    paperId: 'x',
    found: 'kept',
    note: '比对一致',
  } as const;
  expect(
    await checkCommitment(context, principalOf('agri'), { caseId, check }),
  ).toMatchObject({ code: 'forbidden' });
  county.passes(30);
  const late = await readCase(context, county.reviewer, caseId);
  expect(late.ok && late.value.joint).toMatchObject({
    isOverdue: true,
    offices: [
      { id: 'county-natural', name: '县自然资源和规划局', opinion: null },
      { id: 'county-agri', opinion: null },
      { id: 'county-housing', opinion: null },
    ],
  });
});

/** Of a case that a department has. */
const DENIED: [Who, string[]][] = [
  ['agri', ['start', 'return', 'dispatch', 'endSpecial', 'grantWithdrawal']],
  ['town', ['start', 'return']],
  ['county', ['accept', 'start', 'dispatch', 'grantWithdrawal', 'endSpecial']],
  ['window', ['accept', 'start', 'dispatch', 'grantWithdrawal']],
];
test.each(
  DENIED.flatMap(([who, acts]) => acts.map((act) => [who, act] as const)),
)('%s may not %s what another department has', async (who, act) => {
  const { caseId } = await county.takesIn('V14');
  await decides('town', caseId, { act: 'accept' });
  await decides('town', caseId, { act: 'dispatch' });
  const rest = act === 'return' ? { reason: '不归我们办' } : {};
  const { status } = await decides(who, caseId, { act, ...rest });
  expect(status).toBe(403);
  expect(await kindsOf(caseId)).toHaveLength(3);
});

test('the same application at two places: one goes on, and both numbers lead to it', async () => {
  const first = await county.takesIn('V14');
  const second = await county.takesIn('V14');
  const other = await county.takesIn('V19');
  const join = async (caseId: string, number: string) =>
    (await decides('town', caseId, { act: 'join', number })).status;
  expect(await join(second.caseId, other.number)).toBe(400);
  expect(await join(second.caseId, second.number)).toBe(400);
  // Of somebody else, or of another township.
  const others = await county.takesIn('V14', {
    applicantIdNo: '000000194403120049',
    ageBand: '80至89周岁',
  });
  expect(await join(second.caseId, others.number)).toBe(400);
  await context.sql`UPDATE cases SET town9 = '422825999'
    WHERE case_id = ${other.caseId}`;
  expect(await join(second.caseId, other.number)).toBe(404);
  expect(await join(second.caseId, '9'.repeat(27))).toBe(404);
  expect(await join(second.caseId, first.number)).toBe(200);
  expect(await kindsOf(first.caseId)).toEqual(['received', 'joined']);
  const [received, joined] = await readEvents(
    context.sql,
    COUNTY,
    second.caseId,
  );
  // From the earlier of the two intakes.
  const [earlier] = await readEvents(context.sql, COUNTY, first.caseId);
  expect(joined?.body).toMatchObject({
    kind: 'joined',
    number: first.number,
    goesOn: true,
    intake: earlier?.body.kind === 'received' && earlier.body.intake,
  });
  expect(received?.body.kind).toBe('received');
  await decides('town', second.caseId, { act: 'accept' });
  const ended = await findCaseByNumber(context.sql, {
    county: COUNTY,
    number: first.number,
  });
  expect(ended?.state.status).toBe('withdrawn');
  const asked = await readReceiptStatus(
    context,
    { last9: first.number.slice(-9), queryCode: 'A7KM3P' },
    '10.0.0.1',
  );
  expect(asked.ok && asked.value).toMatchObject({
    // The number on the paper, and how the case that was kept goes on.
    number: first.number,
    status: { display: 'accepted' },
  });
  expect(await join(second.caseId, first.number)).toBe(409);
});

test('what was put off here and lay in the other case is owed no more when they are joined', async () => {
  const first = await county.takesIn('V14');
  const second = await county.takesIn('V14');
  const [paperId, signature] = ['V14-M2', { sha256: 'a'.repeat(64) }];
  const holds = async (caseId: string, paper: object) =>
    await context.sql`UPDATE cases SET papers = ${context.sql.json([paper] as never)}
      WHERE case_id = ${caseId}`;
  const dueOn = '2026-12-09';
  await holds(first.caseId, { how: 'seen', paperId, seenAt: '2026-11-25' });
  await holds(second.caseId, { how: 'deficiency', paperId, dueOn, signature });
  const stateOf = async () =>
    (await findCaseByNumber(context.sql, { county: COUNTY, ...second }))?.state;
  await decides('town', second.caseId, { act: 'accept' });
  expect(await stateOf()).toMatchObject({ hasOpenDeficiency: true });
  const { number } = first;
  const { status } = await decides('town', second.caseId, {
    act: 'join',
    number,
  });
  expect(status).toBe(200);
  expect(await stateOf()).toMatchObject({ hasOpenDeficiency: false });
});
