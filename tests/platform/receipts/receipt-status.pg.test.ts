import { expect, test } from 'vitest';
import { readReceiptStatus } from '../../../src/platform/receipts/receipt-status.ts';
import { settleHeld } from '../../../src/platform/intake/settle-held.ts';
import type { ReceiptStatusAnswer } from '../../../src/protocol/receipts.ts';
import { TestDevice } from '../../support/device-builder.ts';
import { COUNTY, startTestPlatform } from '../../support/test-platform.ts';

const platform = await startTestPlatform();
const device = await TestDevice.ready(platform, '422825201237');

async function ask(
  body: Record<string, string>,
): Promise<{ status: number; answer: ReceiptStatusAnswer }> {
  const response = await fetch(`${platform.address}/api/v1/receipts/status`, {
    method: 'POST',
    headers: { 'Content-Type': 'application/json' },
    body: JSON.stringify(body),
  });
  return {
    status: response.status,
    answer: (await response.json()) as ReceiptStatusAnswer,
  };
}

test('a receipt is genuine before its case has arrived, and shows the way after', async () => {
  const operation = device.submitOperation();
  const envelope = await device.make(operation);
  const receipt = await device.receipt(envelope, operation);
  const before = await ask({ receipt });
  expect(before.answer).toMatchObject({
    genuine: true,
    arrived: false,
    number: operation.number,
    matterName: '高龄津贴申领',
    status: null,
  });
  await device.push(envelope);
  const { answer } = await ask({ receipt });
  expect(answer).toMatchObject({
    genuine: true,
    arrived: true,
    status: {
      applicantMasked: '瞿*秀',
      display: 'received',
      steps: [{ kind: 'received' }],
    },
  });
  expect(Object.keys(answer)).toEqual(Object.keys(before.answer));
});

test('a copy of a key that has left its device gives no genuine receipt, and those from before stay', async () => {
  const operation = device.submitOperation();
  const before = await device.receipt(await device.make(operation), operation);
  const another = device.submitOperation();
  const after = await device.receipt(await device.make(another), another);
  const { sql } = platform.context;
  const lastSeq = device.seq - 1;
  await sql`UPDATE author_keys SET removed_at = now(), last_seq = ${lastSeq}
    WHERE device_id = ${device.id}`;
  expect((await ask({ receipt: before })).answer.genuine).toBe(true);
  expect((await ask({ receipt: after })).answer.genuine).toBe(false);
  await sql`UPDATE author_keys SET removed_at = NULL, last_seq = NULL
    WHERE device_id = ${device.id}`;
});

test('guarantee 5: a refused submit that was mended is one case, and the receipt printed first goes on being genuine', async () => {
  const wrong = device.submitOperation();
  const { applicantName: _, ...answers } = wrong.answers;
  const refused = await device.make({ ...wrong, answers });
  const receipt = await device.receipt(refused, wrong);
  expect((await device.push(refused)).body.results).toMatchObject([
    { result: 'refused', code: 'invalid' },
  ]);
  expect((await ask({ receipt })).answer).toMatchObject({
    genuine: true,
    arrived: false,
    number: wrong.number,
  });

  const mended = { ...wrong, replaces: refused.id };
  const { caseId } = refused;
  const envelope = await device.make(mended, { caseId });
  const { body } = await device.push(envelope);
  expect(body.results).toMatchObject([{ id: envelope.id, result: 'applied' }]);
  expect((await ask({ receipt })).answer).toMatchObject({
    genuine: true,
    arrived: true,
    number: wrong.number,
    intakeAt: wrong.madeAt.wallTime,
    status: { display: 'received' },
  });
  const { sql } = platform.context;
  expect(
    await sql`SELECT case_id FROM cases WHERE number = ${wrong.number}`,
  ).toMatchObject([{ case_id: caseId }]);
  const typed = await ask({
    last9: wrong.number.slice(-9),
    queryCode: wrong.queryCode,
  });
  expect(typed.answer).toMatchObject({ arrived: true, number: wrong.number });
});

test('a receipt of a submit that nobody mended shows no other case of its number', async () => {
  const first = device.submitOperation();
  const second = await device.make(first);
  const receipt = await device.receipt(second, first);
  await device.push(await device.make(first), second);
  expect((await ask({ receipt })).answer).toMatchObject({
    genuine: true,
    arrived: false,
  });
});

test('a receipt by an unknown key, with a bent signature or the number of another device is not genuine', async () => {
  const stranger = await TestDevice.unenrolled(platform, '422825201237');
  const operation = stranger.submitOperation();
  const envelope = await stranger.make(operation);
  const forged = await stranger.receipt(envelope, operation);
  const ofAnother = await device.receipt(envelope, operation);
  const own = device.submitOperation();
  const genuine = await device.receipt(await device.make(own), own);
  const bent = `${genuine.slice(0, -6)}AAAAAA`;
  for (const receipt of [forged, bent, ofAnother, 'x'])
    expect((await ask({ receipt })).answer).toEqual({
      genuine: false,
      arrived: false,
      number: null,
      matterName: null,
      stationName: null,
      intakeAt: null,
      status: null,
    });
});

test('a receipt by a ticket that bound another device is genuine when the county keeps its case for a person, and shows the way when he has taken it in', async () => {
  const second = await TestDevice.unenrolled(platform, '422825201237');
  const { number } = device.submitOperation();
  const operation = second.submitOperation({ number });
  const submit = await second.make(operation);
  const receipt = await second.receipt(submit, operation);
  expect((await second.enrol(device.ticket)).body.code).toBe('ticketUsed');
  await second.enrol();
  await second.open();
  expect((await second.push(submit)).body.results).toMatchObject([
    { result: 'held', code: 'notAllowedNow' },
  ]);
  expect((await ask({ receipt })).answer).toMatchObject({
    genuine: true,
    arrived: false,
    number,
  });
  // With that number it gives no others.
  const next = second.submitOperation({ number });
  const unheard = await second.receipt(await second.make(next), next);
  expect((await ask({ receipt: unheard })).answer.genuine).toBe(false);
  await settleHeld(platform.context, {
    operationId: submit.id,
    by: '覃审核',
    decision: 'apply',
    reason: '收据已交给本人',
  });
  expect((await ask({ receipt })).answer).toMatchObject({
    genuine: true,
    arrived: true,
    status: { display: 'received' },
  });
});

test('what is typed from the paper finds the case, with five wrong tries a day', async () => {
  const operation = device.submitOperation({ queryCode: 'K3M7XW' });
  await device.push(await device.make(operation));
  const last9 = operation.number.slice(-9);
  for (let i = 0; i < 8; i += 1) {
    const right = await ask({ last9, queryCode: 'K3M7XW' });
    expect(right.answer).toMatchObject({
      genuine: true,
      number: operation.number,
      stationName: '长潭河侗族乡洗马坪村',
    });
  }
  // Many at once gain nothing.
  const wrong = await Promise.all(
    Array.from(
      { length: 9 },
      async () => (await ask({ last9, queryCode: 'K3M7XX' })).status,
    ),
  );
  expect(wrong.toSorted((one, other) => one - other)).toEqual([
    200, 200, 200, 200, 200, 429, 429, 429, 429,
  ]);
  expect((await ask({ last9, queryCode: 'K3M7XW' })).status).toBe(429);
});

test('a stranger uses up his own tries at a number, and not those of its holder', async () => {
  const operation = device.submitOperation({ queryCode: 'K3M7XW' });
  await device.push(await device.make(operation));
  const last9 = operation.number.slice(-9);
  const from = async (address: string, queryCode: string) =>
    await readReceiptStatus(platform.context, { last9, queryCode }, address);
  for (let i = 0; i < 5; i += 1)
    expect(await from('10.0.0.1', 'K3M7XX')).toMatchObject({ ok: true });
  expect(await from('10.0.0.1', 'K3M7XW')).toMatchObject({ ok: false });
  expect(await from('10.0.0.2', 'K3M7XW')).toMatchObject({
    ok: true,
    value: { genuine: true, number: operation.number },
  });
  // All networks together have a hundred.
  const { sql } = platform.context;
  await sql`
    INSERT INTO attempts (county, subject, at)
    SELECT ${COUNTY}, ${`receipt:${last9}`}, now() FROM generate_series(1, 95)`;
  expect(await from('10.0.0.2', 'K3M7XW')).toMatchObject({ ok: false });
});
