// What does not fit its matter is refused; what a person must see is held.
import { randomUUID } from 'node:crypto';
import { expect, test } from 'vitest';
import { findCase } from '../../../src/platform/database/queries/cases.ts';
import { openAnswers } from '../../../src/platform/intake/case-secrets.ts';
import { settleHeld } from '../../../src/platform/intake/settle-held.ts';
import { recordEvent } from '../../../src/platform/feed/record-event.ts';
import { transact } from '../../../src/platform/database/transaction.ts';
import { TestDevice } from '../../support/device-builder.ts';
import { COUNTY, startTestPlatform } from '../../support/test-platform.ts';
import { named } from './named.ts';

const platform = await startTestPlatform();
const { sql } = platform.context;
const STATION = '422825201237';
const aDevice = async () => await TestDevice.ready(platform, STATION);

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
