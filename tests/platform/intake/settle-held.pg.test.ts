import { expect, test } from 'vitest';
import {
  runHeldAgain,
  settleOne,
} from '../../../src/platform/commands/settle.ts';
import {
  runHeld,
  settleHeld,
} from '../../../src/platform/intake/settle-held.ts';
import type { Envelope } from '../../../src/protocol/sealed-operation.ts';
import { TestDevice } from '../../support/device-builder.ts';
import { startTestPlatform } from '../../support/test-platform.ts';
import {
  aCase,
  anAct,
  answer,
  controlOf,
  correction,
  decide,
  historyOf,
  REJECTED,
  send,
  supplement,
  withdraw,
} from './a-case.ts';

const platform = await startTestPlatform();
const { context } = platform;
const { sql } = context;
const STATION = '422825201237';
const aDevice = async () => await TestDevice.ready(platform, STATION);
const applied = (id: string) => ({ id, result: 'applied' });
const settle = async (
  { id: operationId }: Envelope,
  decision: 'apply' | 'refuse' = 'apply',
) =>
  await settleHeld(context, {
    operationId,
    by: '彭示桂',
    decision,
    reason: 'by the law',
  });
/** The outcomes that the station was told, for these operations. */
const told = async (device: TestDevice, ...of: Envelope[]) =>
  (await controlOf(device)).flatMap((item) =>
    item.kind === 'operationOutcome' &&
    of.some(({ id }) => id === item.operationId)
      ? [item]
      : [],
  );

test('a withdrawal after the decision is seen as a request, and takes effect when a person says so', async () => {
  const device = await aDevice();
  const submit = await aCase(device);
  await decide(platform, submit.caseId, REJECTED);
  const request = await anAct(device, submit, withdraw);
  expect(await send(device, request)).toMatchObject([
    { result: 'held', code: 'notAllowedNow' },
  ]);
  expect(await historyOf(platform, submit.caseId)).toEqual([
    'received',
    'concludedRejected',
    'operationHeld',
  ]);
  const settled = await settle(request);
  expect(settled.ok).toBe(true);
  expect((await historyOf(platform, submit.caseId)).at(-1)).toBe('withdrawn');
  expect(await told(device, request)).toEqual([
    {
      kind: 'operationOutcome',
      operationId: request.id,
      result: 'applied',
      code: null,
      reason: null,
    },
  ]);
  // Sent again, after a restore of the device's store: the present outcome.
  expect(await send(device, request)).toEqual([
    { id: request.id, result: 'duplicate' },
  ]);
  const [kept] = await sql`
    SELECT decision, by_name, reason, result FROM operation_outcomes
    WHERE operation_id = ${request.id}`;
  expect(kept).toEqual({
    decision: 'apply',
    by_name: '彭示桂',
    reason: 'by the law',
    result: 'applied',
  });
  await expect(sql`DELETE FROM operation_outcomes`).rejects.toThrow('history');
  // Once settled it is settled.
  expect(await settle(request, 'refuse')).toMatchObject({ code: 'notAllowed' });
});

test('guarantee 3: what waited for a held operation runs after it, in order, and only then', async () => {
  const device = await aDevice();
  const submit = await aCase(device);
  const noticed = await decide(
    platform,
    submit.caseId,
    correction('2099-01-01'),
  );
  const wrong = await anAct(device, submit, answer(noticed + 7));
  const more = await anAct(device, wrong, supplement);
  const last = await anAct(device, more, withdraw);
  const codes = (await send(device, wrong, more, last)).map((each) =>
    'code' in each ? each.code : each.result,
  );
  expect(codes).toEqual([
    'notAllowedNow',
    'predecessorHeld',
    'predecessorHeld',
  ]);
  // A follower cannot be let through alone.
  expect(await settle(more)).toMatchObject({
    code: 'notAllowed',
    details: { code: 'predecessorHeld' },
  });
  const settled = await settle(wrong);
  expect(settled.ok ? settled.value : []).toMatchObject(
    [wrong, more, last].map(({ id }) => ({
      operationId: id,
      judgement: { result: 'applied' },
    })),
  );
  expect((await historyOf(platform, submit.caseId)).slice(-3)).toEqual([
    'correctionAnswered',
    'supplemented',
    'withdrawn',
  ]);
  expect(
    (await told(device, wrong, more, last)).map(
      ({ operationId }) => operationId,
    ),
  ).toEqual([wrong.id, more.id, last.id]);
  const all = await send(device, wrong, more, last);
  expect(all.map(({ result }) => result)).toEqual(Array(3).fill('duplicate'));
});

test('what a person refuses stays without effect, with its followers, and the village reads why', async () => {
  const device = await aDevice();
  const submit = await aCase(device);
  await decide(platform, submit.caseId, REJECTED);
  const request = await anAct(device, submit, withdraw);
  const behind = await anAct(device, request, supplement);
  await send(device, request, behind);
  expect((await settle(request, 'refuse')).ok).toBe(true);
  expect(await told(device, request, behind)).toEqual(
    [request, behind].map(({ id }) => ({
      kind: 'operationOutcome',
      operationId: id,
      result: 'refused',
      code: 'invalid',
      reason: 'by the law',
    })),
  );
  expect(await send(device, request)).toEqual([
    { id: request.id, result: 'refused', code: 'invalid' },
  ]);
  expect(await historyOf(platform, submit.caseId)).not.toContain('withdrawn');
});

test('work of a revoked device, and of a fork, is let through one by one', async () => {
  const device = await aDevice();
  const first = await device.make(device.submitOperation());
  const copy = await device.make(device.submitOperation(), {
    seq: first.seq,
    prev: first.prev,
  });
  await send(device, first, copy);
  expect((await settle(copy)).ok).toBe(true);
  expect(await historyOf(platform, copy.caseId)).toEqual(['received']);

  const revoked = await aDevice();
  await sql`UPDATE devices SET state = 'revoked' WHERE device_id = ${revoked.id}`;
  const submit = await revoked.make(revoked.submitOperation());
  const act = await anAct(revoked, submit, withdraw);
  await send(revoked, submit, act);
  // Each was held for itself: the first does not carry the other through.
  const settled = await settle(submit);
  expect(settled.ok && settled.value).toHaveLength(1);
  expect(await historyOf(platform, submit.caseId)).toEqual(['received']);
  expect((await settle(act)).ok).toBe(true);
  expect((await historyOf(platform, submit.caseId)).at(-1)).toBe('withdrawn');
});

test('a case is made once, and a station acts on its own, whoever decides', async () => {
  const device = await aDevice();
  const submit = await aCase(device);
  const twice = await device.make(device.submitOperation(), {
    caseId: submit.caseId,
  });
  const other = await TestDevice.ready(platform, '422825102206');
  const foreign = await other.make(
    { ...withdraw, madeAt: other.moment() },
    { caseId: submit.caseId },
  );
  await send(device, twice);
  await send(other, foreign);
  for (const each of [twice, foreign])
    expect(await settle(each)).toMatchObject({
      code: 'notAllowed',
      details: { code: 'notAllowedNow' },
    });
});

test('another reason may hold it then, and the station hears that too', async () => {
  const device = await aDevice();
  const submit = await aCase(device);
  await decide(platform, submit.caseId, REJECTED);
  await sql`UPDATE devices SET state = 'revoked' WHERE device_id = ${device.id}`;
  const request = await anAct(device, submit, withdraw);
  await send(device, request);
  const settled = await settle(request);
  expect(settled).toMatchObject({
    value: [{ judgement: { result: 'held', code: 'notAllowedNow' } }],
  });
  expect((await settle(request)).ok).toBe(true);
  const reader = await aDevice();
  expect(
    (await told(reader, request)).map(({ result, code }) => [result, code]),
  ).toEqual([
    ['held', 'notAllowedNow'],
    ['applied', null],
  ]);
});

test('what a fault held runs again after it was mended, and so does what waited for it', async () => {
  const device = await aDevice();
  await sql.unsafe(`
    CREATE FUNCTION fault() RETURNS trigger LANGUAGE plpgsql AS
      $$ BEGIN RAISE EXCEPTION 'fault'; END $$;
    CREATE TRIGGER fault BEFORE INSERT ON cases FOR EACH ROW
      WHEN (NEW.applicant_name = 'Fault') EXECUTE FUNCTION fault()`);
  const operation = device.submitOperation();
  const { answers } = operation;
  const poison = await device.make({
    ...operation,
    answers: { ...answers, applicantName: 'Fault' },
  });
  const behind = await anAct(device, poison, withdraw);
  const good = await device.make(device.submitOperation());
  expect(await send(device, poison, behind, good)).toMatchObject([
    { result: 'held', code: 'unprocessable' },
    { result: 'held', code: 'predecessorHeld' },
    { result: 'applied' },
  ]);
  const again = async () => await runHeldAgain(context, { by: '彭示桂' });
  expect((await again()).lines.join()).toContain('还待核查1件');
  expect(await settle(poison)).toMatchObject({ code: 'notAllowed' });
  await sql`DROP TRIGGER fault ON cases`;
  expect((await again()).lines.join()).toContain('生效1件');
  expect(await historyOf(platform, poison.caseId)).toEqual([
    'received',
    'withdrawn',
  ]);
  expect(await told(device, poison, behind)).toMatchObject([
    { result: 'applied' },
    { result: 'applied' },
  ]);
});

test('a copied device is noticed by what was held unopened, when that is run again', async () => {
  const device = await aDevice();
  const first = await device.make(device.submitOperation());
  const { seq, prev } = first;
  const ofTheCopy = await device.make(device.submitOperation(), { seq, prev });
  await send(device, first);
  // A restore has lost the clerk, and brings him back later.
  const { kid } = device.keys.author;
  const clerk = await sql`DELETE FROM author_keys WHERE kid = ${kid}
    RETURNING *`;
  expect(await send(device, ofTheCopy)).toMatchObject([{ code: 'unknownKid' }]);
  await sql`INSERT INTO author_keys ${sql(clerk)}`;
  expect((await device.open()).control).not.toContainEqual({
    kind: 'enrolAgain',
  });
  await runHeld(context, { code: 'unknownKid', by: '彭示桂' });
  expect(await send(device, ofTheCopy)).toMatchObject([{ code: 'forked' }]);
  expect((await device.open()).control).toContainEqual({ kind: 'enrolAgain' });
});

test('an operation whose place held something unreadable brings its followers along when it comes', async () => {
  const device = await aDevice();
  const operation = device.submitOperation();
  const submit = await device.make(operation);
  const behind = await anAct(device, submit, withdraw);
  const unreadable = await device.make(operation, {
    ...submit,
    sealKid: 'no-such-key',
  });
  await send(device, { ...unreadable, sha256: submit.sha256 });
  expect(await send(device, behind)).toMatchObject([
    { result: 'held', code: 'predecessorHeld' },
  ]);
  expect(await send(device, submit)).toEqual([applied(submit.id)]);
  expect(await historyOf(platform, submit.caseId)).toEqual([
    'received',
    'withdrawn',
  ]);
  expect(await told(device, behind)).toMatchObject([{ result: 'applied' }]);
});

test('two persons at once settle an operation once', async () => {
  const device = await aDevice();
  const submit = await aCase(device);
  await decide(platform, submit.caseId, REJECTED);
  const request = await anAct(device, submit, withdraw);
  await send(device, request);
  const both = await Promise.all([settle(request), settle(request, 'refuse')]);
  expect(both.filter(({ ok }) => ok)).toHaveLength(1);
  expect(await told(device, request)).toHaveLength(1);
});

test('the command asks for what it needs and says what came of it', async () => {
  const device = await aDevice();
  const submit = await aCase(device);
  await decide(platform, submit.caseId, REJECTED);
  const request = await anAct(device, submit, withdraw);
  await send(device, request);
  const wish = { operation: request.id, reason: 'x', by: '彭示桂' };
  for (const bad of [
    { ...wish, apply: true, refuse: true },
    wish,
    { ...wish, reason: ' ', apply: true },
    { ...wish, operation: 'x', apply: true },
    { ...wish, operation: '019b0000-0000-7000-8000-000000000000', apply: true },
  ])
    expect((await settleOne(context, bad)).ok).toBe(false);
  const done = await settleOne(context, { ...wish, apply: true });
  expect(done.lines.join()).toContain('已生效');
  expect((await settleOne(context, { ...wish, apply: true })).ok).toBe(false);
});
