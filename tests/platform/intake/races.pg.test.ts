// Where village and office act at the same time without knowing of each other, from the
// device's signed word to what each of them sees in the end. Late answers and lapses:
// clocks/lapses.pg.test.ts; versions withdrawn by law: withdrawn-duplicate.pg.test.ts;
// both receipts of a joined matter: receipts/joined-receipt.pg.test.ts.
import { createHash, randomBytes } from 'node:crypto';
import { expect, test } from 'vitest';
import type { Paper } from '../../../src/domain/cases/papers.ts';
import { decide as decideCase } from '../../../src/platform/review/decide.ts';
import { readCase } from '../../../src/platform/review/read-case.ts';
import type { Decision } from '../../../src/protocol/review.ts';
import { TestDevice } from '../../support/device-builder.ts';
import { startTestPlatform } from '../../support/test-platform.ts';
import { reviewer } from '../review/a-township.ts';
import {
  ACCEPTED,
  aCase,
  anAct,
  decide,
  historyOf,
  send,
  supplement,
  withdraw,
} from './a-case.ts';

const TOWN = '422825201';
const platform = await startTestPlatform();
const { context } = platform;
const device = await TestDevice.ready(platform, '422825201237');
const other = await TestDevice.ready(platform, '422825102206');

async function open(caseId: string) {
  const read = await readCase(context, reviewer(TOWN), caseId);
  if (!read.ok) throw new Error(read.code);
  return read.value;
}
async function act(caseId: string, decision: Decision) {
  return await decideCase(context, reviewer(TOWN), { caseId, decision });
}
const signed = { ...withdraw, reason: '本人不办了' };
const applied = [{ result: 'applied' }];

test('race: a withdrawal that was made before the acceptance was known is a wish, and the office grants it', async () => {
  const submit = await aCase(device);
  const { caseId } = submit;
  const wish = await anAct(device, submit, signed);
  await decide(platform, caseId, ACCEPTED);
  expect(await send(device, wish)).toMatchObject(applied);
  const { row, acts, version } = { ...(await open(caseId)), version: 3 };
  // It goes on being worked at until somebody has said yes.
  expect(row.display).toBe('accepted');
  expect(acts).toEqual(
    expect.arrayContaining(['grantWithdrawal', 'refuseWithdrawal']),
  );
  expect(await act(caseId, { act: 'grantWithdrawal', version })).toMatchObject({
    ok: true,
    value: { display: 'withdrawn' },
  });
  expect(await historyOf(platform, caseId)).toEqual([
    'received',
    'accepted',
    'withdrawalRequested',
    'withdrawn',
  ]);
});

test('race: the office refuses the wish with its reason, and the case goes on', async () => {
  const submit = await aCase(device);
  const { caseId } = submit;
  await decide(platform, caseId, ACCEPTED);
  const wish = await anAct(device, submit, signed);
  expect(await send(device, wish)).toMatchObject(applied);
  const refuse = {
    act: 'refuseWithdrawal',
    version: 3,
    reason: '结果已经送出，不能撤',
  } as const;
  expect(await act(caseId, refuse)).toMatchObject({
    value: { display: 'accepted' },
  });
  expect((await open(caseId)).acts).not.toContain('grantWithdrawal');
  const later = await anAct(device, wish, supplement);
  expect(await send(device, later)).toMatchObject(applied);
});

test('race: of acceptance and withdrawal at the same moment the case ends in one of the two orders', async () => {
  const submit = await aCase(device);
  const { caseId } = submit;
  const wish = await anAct(device, submit, signed);
  const [accepted] = await Promise.all([
    act(caseId, { act: 'accept', version: 1 }),
    send(device, wish),
  ]);
  expect(await historyOf(platform, caseId)).toEqual(
    accepted.ok
      ? ['received', 'accepted', 'withdrawalRequested']
      : ['received', 'withdrawn'],
  );
});

test('race: the same matter from two villages is flagged on arrival and joined by a person: earliest intake, papers of both', async () => {
  const seen = (paperId: string): Paper => ({
    how: 'seen',
    paperId,
    seenAt: '2026-11-30T02:00:00.000Z',
  });
  const eCert: Paper = {
    how: 'eCert',
    paperId: 'V14-M1',
    certificate: '422825193405210027',
  };
  const photograph: Paper = {
    how: 'photo',
    paperId: 'V14-M5',
    pages: [
      {
        sha256: createHash('sha256').update(randomBytes(8)).digest('hex'),
        key: randomBytes(32).toString('base64url'),
        bytes: 1000,
        mediaType: 'image/jpeg',
      },
    ],
  };
  platform.setNow('2026-12-01T02:00:00Z');
  await other.open();
  const answers = {
    ...other.submitOperation().answers,
    applicantIdNo: '000000194203120041',
  };
  const madeAt = (wallTime: string) => ({ ...other.moment(), wallTime });
  const first = other.submitOperation({
    answers,
    papers: [eCert, seen('V14-M2'), photograph],
    madeAt: madeAt('2026-12-01T01:00:00.000Z'),
  });
  const firstSubmit = await other.make(first);
  await send(other, firstSubmit);
  platform.setNow('2026-12-04T02:00:00Z');
  await device.open();
  const second = await aCase(device, {
    answers,
    papers: [seen('V14-M2')],
    madeAt: madeAt('2026-12-04T01:00:00.000Z'),
  });
  const { caseId } = second;
  expect((await open(caseId)).findings).toContainEqual({
    code: 'duplicate',
    path: first.number,
  });

  const join = { act: 'join', version: 1, number: first.number } as const;
  expect(await act(caseId, join)).toMatchObject({ ok: true });
  const { papers, deadlines, row } = await open(caseId);
  expect(row.display).toBe('received');
  expect(papers.map(({ paperId, how }) => [paperId, how])).toEqual([
    ['V14-M2', 'seen'],
    ['V14-M1', 'eCert'],
    ['V14-M5', 'photo'],
  ]);
  expect(papers[1]?.certificate).toBe('*0027');
  expect(papers[2]?.pages).toHaveLength(1);
  // Five working days from 1 December, not from the 4th.
  expect(
    deadlines.find(({ reason }) => reason.rule === 'notice')?.due,
  ).toMatchObject({ date: '2026-12-08' });

  // The other is at its end, and what its village still does waits for a person.
  const firstId = firstSubmit.caseId ?? '';
  expect(await historyOf(platform, firstId)).toEqual(['received', 'joined']);
  expect((await open(firstId)).row.display).toBe('withdrawn');
  await other.open();
  const late = await anAct(other, firstSubmit, supplement);
  expect(await send(other, late)).toMatchObject([
    { result: 'held', code: 'notAllowedNow' },
  ]);
});
