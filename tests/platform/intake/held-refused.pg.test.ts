import { randomUUID } from 'node:crypto';
import { expect, test } from 'vitest';
import { findCase } from '../../../src/platform/database/queries/cases.ts';
import { openAnswers } from '../../../src/platform/intake/case-secrets.ts';
import {
  runHeld,
  settleHeld,
} from '../../../src/platform/intake/settle-held.ts';
import { recordEvent } from '../../../src/platform/feed/record-event.ts';
import { transact } from '../../../src/platform/database/transaction.ts';
import { makeKeys, TestDevice } from '../../support/device-builder.ts';
import { COUNTY, startTestPlatform } from '../../support/test-platform.ts';

const platform = await startTestPlatform();
const { sql } = platform.context;
const STATION = '422825201237';
const aDevice = async () => await TestDevice.ready(platform, STATION);

function named(device: TestDevice, applicantName: string) {
  const operation = device.submitOperation();
  return { ...operation, answers: { ...operation.answers, applicantName } };
}

test('a poisonous operation is held and blocks none of the others', async () => {
  const device = await aDevice();
  const good = await device.make(device.submitOperation());
  const bad = await device.make(named(device, 'Poison'));
  const last = await device.make(device.submitOperation());
  await sql.unsafe(`
    CREATE FUNCTION poison() RETURNS trigger LANGUAGE plpgsql AS
      $$ BEGIN RAISE EXCEPTION 'poison'; END $$;
    CREATE TRIGGER poison BEFORE INSERT ON cases FOR EACH ROW
      WHEN (NEW.applicant_name = 'Poison') EXECUTE FUNCTION poison()`);
  const { status, body } = await device.push(good, bad, last);
  expect(status).toBe(200);
  expect(body.results).toMatchObject([
    { id: good.id, result: 'applied' },
    { id: bad.id, result: 'held', code: 'unprocessable' },
    { id: last.id, result: 'applied' },
  ]);
  expect(body.ack.seq).toBe(last.seq);
  const again = await device.push(bad);
  expect(again.body.results).toEqual([
    { id: bad.id, result: 'held', code: 'unprocessable' },
  ]);
});

test('a text that no column can hold is no fault of the county: the place is named', async () => {
  const device = await aDevice();
  for (const text of ['a\0b', '\ud800', 'x\udc00y']) {
    const envelope = await device.make(named(device, text));
    expect((await device.push(envelope)).body.results).toEqual([
      {
        id: envelope.id,
        result: 'refused',
        code: 'invalid',
        paths: ['answers.applicantName'],
      },
    ]);
  }
  const keyed = await device.make({
    ...device.submitOperation(),
    answers: { ...device.submitOperation().answers, ['a\0b']: 'x' },
  });
  expect((await device.push(keyed)).body.results).toMatchObject([
    { result: 'refused', code: 'invalid', paths: ['answers'] },
  ]);
  // Nor anywhere else on the wire, sealed or not.
  const session = await device.assertSession(device.nonce, { epoch: 'a\0b' });
  expect([session.status, session.body.code]).toEqual([400, 'badRequest']);
  const kid = await device.make(device.submitOperation(), { kid: 'a\0b' });
  expect((await device.push(kid)).body.results).toMatchObject([
    { result: 'refused', code: 'badSignature' },
  ]);
});

test('an operation that takes too long is tried once more behind the others, then held; nothing waits for it', async () => {
  const device = await aDevice();
  await sql.unsafe(`
    CREATE FUNCTION slow() RETURNS trigger LANGUAGE plpgsql AS
      $$ BEGIN PERFORM pg_sleep(CASE NEW.applicant_name
        WHEN 'Slow' THEN 0.5 ELSE 60 END); RETURN NEW; END $$;
    CREATE TRIGGER slow BEFORE INSERT ON cases FOR EACH ROW
      WHEN (NEW.applicant_name IN ('Slow', 'Stuck')) EXECUTE FUNCTION slow()`);
  const slow = await device.make(named(device, 'Slow'));
  const behind = await device.make(
    { kind: 'withdraw', reason: 'x', signatures: [], madeAt: device.moment() },
    { caseId: slow.caseId, casePrev: slow.id },
  );
  const stuck = await device.make(named(device, 'Stuck'));
  const good = await device.make(device.submitOperation());
  const { body } = await device.push(slow, behind, stuck, good);
  expect(body.results).toEqual([
    { id: slow.id, result: 'applied' },
    { id: behind.id, result: 'applied' },
    { id: stuck.id, result: 'held', code: 'unprocessable' },
    { id: good.id, result: 'applied' },
  ]);
  await sql`DROP TRIGGER slow ON cases`;
  const rerun = await runHeld(platform.context, {
    code: 'unprocessable',
    by: 'x',
  });
  expect(rerun.applied).toBeGreaterThanOrEqual(1);
  expect((await device.push(stuck)).body.results).toMatchObject([
    { result: 'duplicate' },
  ]);
});

test('of many that take too long some come with a later round, and none is lost', async () => {
  const device = await aDevice();
  await sql`
    CREATE TRIGGER slow BEFORE INSERT ON cases FOR EACH ROW
      WHEN (NEW.applicant_name = 'Stuck') EXECUTE FUNCTION slow()`;
  const stuck = [];
  for (let i = 0; i < 5; i += 1)
    stuck.push(await device.make(named(device, 'Stuck')));
  const { body } = await device.push(...stuck);
  const codes = body.results.map((each) => ('code' in each ? each.code : ''));
  expect(codes.filter((code) => code === 'unprocessable').length).toBeLessThan(
    4,
  );
  expect(codes).toContain('busy');
  await sql`DROP TRIGGER slow ON cases`;
  expect(
    (await device.push(...stuck)).body.results.filter(
      ({ result }) => result === 'applied',
    ).length,
  ).toBeGreaterThanOrEqual(2);
});

test('a reviewer who holds the case is waited for and makes nothing slow', async () => {
  const device = await aDevice();
  const submit = await device.make(device.submitOperation());
  await device.push(submit);
  const act = await device.make(
    { kind: 'withdraw', reason: 'x', signatures: [], madeAt: device.moment() },
    { caseId: submit.caseId, casePrev: submit.id },
  );
  const [, { body }] = await Promise.all([
    sql.begin(async (tx) => {
      await tx`SELECT 1 FROM cases WHERE case_id = ${submit.caseId} FOR UPDATE`;
      await tx`SELECT pg_sleep(0.6)`;
    }),
    device.push(act),
  ]);
  expect(body.results).toEqual([{ id: act.id, result: 'applied' }]);
});

test('what does not fit its matter is refused with the places, without values', async () => {
  const device = await aDevice();
  const operation = device.submitOperation();
  const { applicantName: _, ...answers } = operation.answers;
  const envelope = await device.make({
    ...operation,
    answers: { ...answers, ageBand: 'no such option', nothing: 'x' },
  });
  const { body } = await device.push(envelope);
  const [result] = body.results;
  expect(result).toMatchObject({ result: 'refused', code: 'invalid' });
  expect(result?.result === 'refused' ? result.paths?.toSorted() : []).toEqual([
    'answers.ageBand',
    'answers.applicantName',
    'answers.nothing',
  ]);
  const [row] = await sql`
    SELECT result, code, paths FROM operations
    WHERE operation_id = ${envelope.id}`;
  expect(row).toMatchObject({ result: 'refused', code: 'invalid' });
  // What follows it goes to the tray with it.
  const follower = await device.make(
    {
      kind: 'supplement',
      papers: [],
      signatures: [],
      madeAt: device.moment(),
    },
    { caseId: envelope.caseId, casePrev: envelope.id },
  );
  expect((await device.push(follower)).body.results).toMatchObject([
    { result: 'refused', code: 'invalid' },
  ]);
});

test('what fits nowhere is refused with the first place, however many there are', async () => {
  const device = await aDevice();
  const operation = device.submitOperation();
  const papers = Array.from({ length: 200_000 }, () => 0);
  const envelope = await device.make({ ...operation, papers });
  expect((await device.push(envelope)).body.results).toEqual([
    {
      id: envelope.id,
      result: 'refused',
      code: 'invalid',
      paths: ['papers.0'],
    },
  ]);
});

test('a number of another device or with wrong check digits is refused', async () => {
  const device = await aDevice();
  const other = await aDevice();
  const operation = device.submitOperation();
  const wrong = operation.number.replace(/\d$/, (d) => String((+d + 1) % 10));
  const { body } = await device.push(
    await device.make({ ...operation, number: wrong }),
    await device.make({
      ...operation,
      number: other.submitOperation().number,
      madeAt: { ...operation.madeAt, lastHeardAt: new Date().toISOString() },
    }),
  );
  expect(body.results).toMatchObject([
    { result: 'refused', code: 'invalid', paths: ['number'] },
    { result: 'refused', code: 'invalid', paths: ['number'] },
  ]);
});

test('what was taken in by a ticket that bound another device is held for a person, when another ticket has bound this one', async () => {
  const first = await aDevice();
  const second = await TestDevice.unenrolled(platform, STATION);
  const { number } = first.submitOperation();
  const submit = await second.make(second.submitOperation({ number }));
  expect((await second.enrol(first.ticket)).body.code).toBe('ticketUsed');
  expect((await second.enrol()).status).toBe(201);
  await second.open();
  expect((await second.push(submit)).body.results).toMatchObject([
    { result: 'held', code: 'notAllowedNow' },
  ]);
  const settled = await settleHeld(platform.context, {
    operationId: submit.id,
    by: '覃审核',
    decision: 'apply',
    reason: '收据已交给本人',
  });
  expect(settled).toMatchObject({
    ok: true,
    value: [{ judgement: { result: 'applied' } }],
  });
  // The first one's case of that number is held in its turn.
  const its = await first.make(first.submitOperation({ number }));
  expect((await first.push(its)).body.results).toMatchObject([
    { result: 'held', code: 'unprocessable' },
  ]);
});

test('a number that another case has is held for a person', async () => {
  const device = await aDevice();
  const operation = device.submitOperation();
  const { body } = await device.push(
    await device.make(operation),
    await device.make(operation),
  );
  expect(body.results).toMatchObject([
    { result: 'applied' },
    { result: 'held', code: 'unprocessable' },
  ]);
});

test('a copied delivery key cannot stop what the clerk signs: neither its id nor its place in the chain', async () => {
  const device = await aDevice();
  const copy = await aDevice();
  const operation = device.submitOperation();
  const genuine = await device.make(operation);
  // The same id, hash and place, sealed to a key that the county does not have.
  const unreadable = await device.make(operation, {
    ...genuine,
    sealKid: 'no-such-key',
  });
  const squat = { ...unreadable, sha256: genuine.sha256 };
  const other = { ...unreadable, id: randomUUID() };
  for (const forged of [other, squat]) {
    expect((await device.push(forged)).body.results).toMatchObject([
      { result: 'held', code: 'unknownKid' },
    ]);
  }
  expect((await device.push(genuine)).body.results).toEqual([
    { id: genuine.id, result: 'applied' },
  ]);
  expect((await device.push(genuine)).body.results).toEqual([
    { id: genuine.id, result: 'duplicate' },
  ]);
  // Nor does another device block it.
  const next = await device.make(device.submitOperation());
  await copy.push({ ...unreadable, id: next.id });
  expect((await device.push(next)).body.results).toEqual([
    { id: next.id, result: 'applied' },
  ]);
});

test('nobody can use up an id with something that he cannot prove to have made', async () => {
  const device = await aDevice();
  const stranger = await makeKeys('ES256');
  const operation = device.submitOperation();
  const forged = await device.make(operation, {
    signWith: stranger.privateKey,
  });
  expect((await device.push(forged)).body.results).toMatchObject([
    { result: 'refused', code: 'badSignature' },
  ]);
  const listed = await sql`
    SELECT result FROM operations WHERE operation_id = ${forged.id}`;
  expect(listed).toEqual([{ result: 'refused' }]);
  device.seq -= 1;
  device.head = forged.prev;
  const genuine = await device.make(operation, {
    id: forged.id,
    caseId: forged.caseId,
  });
  expect((await device.push(genuine)).body.results).toMatchObject([
    { id: forged.id, result: 'applied' },
  ]);
});

test('an envelope that says another thing than its signature is refused', async () => {
  const device = await aDevice();
  const bent = await device.make(device.submitOperation(), {
    bend: (envelope) => ({ ...envelope, seen: 7 }),
  });
  const stolen = await device.make(device.submitOperation(), {
    deviceId: randomUUID(),
  });
  expect((await device.push(bent)).body.results).toMatchObject([
    { result: 'refused', code: 'headerMismatch' },
  ]);
  expect((await device.push(stolen)).body.results).toMatchObject([
    { result: 'refused', code: 'unknownDevice' },
  ]);
});

test('an unknown seal key is held; more than 64 kB sealed is refused', async () => {
  const device = await aDevice();
  const unknown = await device.make(device.submitOperation(), {
    sealKid: 'of-last-year',
  });
  const large = await device.make(device.submitOperation(), {
    bend: (envelope) => ({
      ...envelope,
      jwe: `${envelope.jwe}${'A'.repeat(64 * 1024)}`,
    }),
  });
  const { body } = await device.push(unknown, large);
  expect(body.results).toMatchObject([
    { result: 'held', code: 'unknownKid' },
    { result: 'refused', code: 'tooLarge' },
  ]);
});

test('a payload that inflates beyond 1 MB is refused', async () => {
  const device = await aDevice();
  const bomb = await device.make({
    ...device.submitOperation(),
    padding: 'a'.repeat(2 * 1024 * 1024),
  });
  expect(bomb.jwe.length).toBeLessThan(64 * 1024);
  expect((await device.push(bomb)).body.results).toMatchObject([
    { result: 'refused', code: 'tooLarge' },
  ]);
});

test('a second operation at one place of a chain is a fork: held, and what follows it', async () => {
  const device = await aDevice();
  const first = await device.make(device.submitOperation());
  const copy = await device.make(device.submitOperation(), {
    seq: first.seq,
    prev: first.prev,
  });
  const afterCopy = await device.make(device.submitOperation(), {
    seq: first.seq + 1,
    prev: copy.sha256,
  });
  const next = await device.make(device.submitOperation());
  const { body } = await device.push(first, copy, afterCopy, next);
  expect(body.results).toMatchObject([
    { result: 'applied' },
    { result: 'held', code: 'forked' },
    { result: 'held', code: 'forked' },
    { result: 'applied' },
  ]);
});

test('what the table forbids is held, its follower too, and the station is told', async () => {
  const device = await aDevice();
  const submit = await device.make(device.submitOperation());
  const { caseId } = submit;
  if (caseId === null) throw new Error('a case');
  const answer = {
    kind: 'answerCorrection',
    correctionEvent: 1,
    answers: {},
    papers: [],
    signatures: [],
    madeAt: device.moment(),
  };
  const early = await device.make(answer, { caseId, casePrev: submit.id });
  const after = await device.make(answer, { caseId, casePrev: early.id });
  const { body } = await device.push(submit, early, after);
  expect(body.results).toMatchObject([
    { result: 'applied' },
    { result: 'held', code: 'notAllowedNow' },
    { result: 'held', code: 'predecessorHeld' },
  ]);
  const events = await sql`
    SELECT kind, body->>'code' AS code FROM events
    WHERE case_id = ${caseId} ORDER BY n`;
  expect(events).toEqual([
    { kind: 'received', code: null },
    { kind: 'operationHeld', code: 'notAllowedNow' },
    { kind: 'operationHeld', code: 'predecessorHeld' },
  ]);
});

test('a device may not act on the case of another station', async () => {
  const device = await aDevice();
  const other = await TestDevice.ready(platform, '422825102206');
  const submit = await device.make(device.submitOperation());
  await device.push(submit);
  const { body } = await other.push(
    await other.make(
      {
        kind: 'withdraw',
        reason: 'x',
        signatures: [],
        madeAt: other.moment(),
      },
      { caseId: submit.caseId },
    ),
  );
  expect(body.results).toMatchObject([
    { result: 'held', code: 'notAllowedNow' },
  ]);
  const events = await sql`
    SELECT kind FROM events WHERE case_id = ${submit.caseId}`;
  expect(events).toEqual([{ kind: 'received' }]);
});

test('the work of a revoked device is all taken and held', async () => {
  const device = await aDevice();
  await sql`UPDATE devices SET state = 'revoked' WHERE device_id = ${device.id}`;
  const { body } = await device.push(
    await device.make(device.submitOperation()),
  );
  expect(body.results).toMatchObject([{ result: 'held', code: 'revoked' }]);
});

test('an answered correction changes the answers, secrets too, and the case goes on', async () => {
  const device = await aDevice();
  const submit = await device.make(device.submitOperation());
  const { caseId } = submit;
  if (caseId === null) throw new Error('a case');
  await device.push(submit);
  const { event } = await transact(
    sql,
    async (work) =>
      await recordEvent(work, {
        county: COUNTY,
        caseId,
        by: { kind: 'staff', id: 'S11', name: '舒示贵' },
        at: new Date().toISOString(),
        body: {
          kind: 'correctionRequested',
          items: [
            { about: 'bankAccount', target: 'field', reason: 'x', fix: 'y' },
          ],
          dueOn: { date: '2026-12-09', provisional: false },
        },
      }),
  );
  const answer = await device.make(
    {
      kind: 'answerCorrection',
      correctionEvent: event.n,
      answers: { bankAccount: '0000000000000000224' },
      papers: [],
      signatures: [],
      madeAt: device.moment(),
    },
    { caseId, casePrev: submit.id, seen: event.n },
  );
  expect((await device.push(answer)).body.results).toMatchObject([
    { result: 'applied' },
  ]);
  const [row] = await sql`
    SELECT status, version FROM cases WHERE case_id = ${caseId}`;
  expect(row).toEqual({ status: 'received', version: 3 });
  const secrets = await sql`
    SELECT path, last4 FROM case_secrets
    WHERE case_id = ${caseId} ORDER BY path`;
  expect(secrets).toEqual([
    { path: 'applicantIdNo', last4: '0027' },
    { path: 'bankAccount', last4: '0224' },
  ]);
});

test('a case whose id was written in capitals opens like any other', async () => {
  const device = await aDevice();
  const operation = device.submitOperation();
  const caseId = randomUUID().toUpperCase();
  const { body } = await device.push(await device.make(operation, { caseId }));
  expect(body.results).toMatchObject([{ result: 'applied' }]);
  const found = await findCase(sql, { county: COUNTY, caseId });
  if (found === undefined) throw new Error('the case is missing');
  expect(await openAnswers(sql, platform.context, found)).toEqual(
    operation.answers,
  );
});

test('a place in the chain beyond all counting is not taken, and is no fault of the county', async () => {
  const device = await aDevice();
  const beyond = await device.make(device.submitOperation(), { seq: 2 ** 31 });
  const { status, body } = await device.push(beyond);
  expect([status, body.code]).toEqual([400, 'badRequest']);
  const last = await device.make(device.submitOperation(), {
    seq: 2 ** 31 - 1,
    prev: 'a'.repeat(64),
  });
  expect((await device.push(last)).body.results).toMatchObject([
    { result: 'applied' },
  ]);
});
