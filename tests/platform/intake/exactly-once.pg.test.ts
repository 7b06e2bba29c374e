import { expect, test } from 'vitest';
import type { FeedPage } from '../../../src/protocol/feed.ts';
import { ANSWERS, TestDevice } from '../../support/device-builder.ts';
import { startTestPlatform } from '../../support/test-platform.ts';

const platform = await startTestPlatform();
const { sql } = platform.context;
const STATION = '422825201237';
const device = await TestDevice.ready(platform, STATION);

test('more devices at once than the pool has connections are all served', async () => {
  const others = await Promise.all(
    Array.from(
      { length: 14 },
      async () => await TestDevice.ready(platform, STATION),
    ),
  );
  const served = await Promise.all(
    others.map(async (other) => {
      const envelope = await other.make(other.submitOperation());
      // A busy engine may ask for it again, and leaves it to nobody.
      for (;;) {
        const { body } = await other.push(envelope);
        const [first] = body.results;
        if (first?.result !== 'later') return first?.result;
      }
    }),
  );
  expect(served).toEqual(Array(14).fill('applied'));
});

test('guarantee 2: the same batch on ten connections at once makes one case with one event', async () => {
  const operation = device.submitOperation();
  const envelope = await device.make(operation);
  const answers = await Promise.all(
    Array.from({ length: 10 }, async () => await device.push(envelope)),
  );
  expect(answers.map(({ status }) => status)).toEqual(Array(10).fill(200));
  const results = answers.map(({ body }) => body.results[0]?.result);
  expect(results.filter((result) => result === 'applied')).toHaveLength(1);
  expect(results.filter((result) => result === 'duplicate')).toHaveLength(9);
  const acks = new Set(answers.map(({ body }) => JSON.stringify(body.ack)));
  expect(acks.size).toBe(1);

  const { caseId } = envelope;
  const cases = await sql`SELECT number FROM cases WHERE case_id = ${caseId}`;
  expect(cases).toEqual([{ number: operation.number }]);
  const rows = await sql`
    SELECT (SELECT count(*) FROM events WHERE case_id = ${caseId}) AS events,
      (SELECT count(*) FROM operations WHERE case_id = ${caseId}) AS operations,
      (SELECT count(*) FROM feed_items WHERE case_id = ${caseId}) AS items`;
  expect(rows).toEqual([{ events: 1, operations: 1, items: 2 }]);
});

test('a case goes to the township of its address, with the notice five working days on', async () => {
  const caseId = '019ab000-0000-7000-8000-0000000000c1';
  await device.push(
    await device.make(
      device.submitOperation({
        madeAt: device.moment('2026-11-25T02:36:00.000Z'),
      }),
      { caseId },
    ),
  );
  const { body } = await device.get<FeedPage>(
    `/api/v1/feed?cursor=station:${STATION}:0`,
  );
  const item = body.items.find((each) => each.caseId === caseId);
  if (item?.kind !== 'event' || item.body.body.kind !== 'received')
    throw new Error('received');
  expect(item.body.body).toMatchObject({
    township: '422825201',
    applicantMasked: '瞿*秀',
    matterCode: 'V14',
  });
  expect(item.body.by).toEqual({
    kind: 'clerk',
    id: 'demo-clerk',
    name: '杨示梅',
  });
  const [row] = await sql`
    SELECT town9, status, version FROM cases WHERE case_id = ${caseId}`;
  expect(row).toEqual({ town9: '422825201', status: 'received', version: 1 });
});

test('identity and account numbers stand encrypted in their own table and nowhere else', async () => {
  const secrets = [ANSWERS['applicantIdNo'], ANSWERS['bankAccount']].filter(
    (each) => typeof each === 'string',
  );
  expect(secrets).toHaveLength(2);
  const tables = await sql<{ name: string }[]>`
    SELECT table_name AS name FROM information_schema.tables
    WHERE table_schema = 'public'`;
  for (const { name } of tables) {
    const rows = await sql`SELECT t::text AS text FROM ${sql(name)} t`;
    for (const secret of secrets)
      expect(rows.some(({ text }) => String(text).includes(secret))).toBe(
        false,
      );
  }
  const kept =
    await sql`SELECT DISTINCT path, last4 FROM case_secrets ORDER BY 1`;
  expect(kept).toEqual([
    { path: 'applicantIdNo', last4: '0027' },
    { path: 'bankAccount', last4: '0158' },
  ]);
  // Not the ids and moments of requests, which have digits of their own.
  const log = platform.log.join('').replaceAll(/"(ref|time)":"?[\w-]+/g, '');
  expect(log).not.toMatch(/0027|0158|瞿|V14|4228252012372/);
});

test('an id with another content is refused, and the first one stays', async () => {
  const first = await device.make(device.submitOperation());
  await device.push(first);
  const second = await device.make(device.submitOperation(), { id: first.id });
  const { body } = await device.push(second);
  expect(body.results).toEqual([
    { id: first.id, result: 'refused', code: 'idReusedWithOtherContent' },
  ]);
  const [row] = await sql`
    SELECT sha256 FROM operations WHERE operation_id = ${first.id}`;
  expect(row?.['sha256']).toBe(first.sha256);
  // The chain has a gap there; the copy fills it.
  device.seq -= 1;
  device.head = first.sha256;
});

test('guarantee 3: operations of one case are applied in their order, whatever order they come in', async () => {
  const submit = await device.make(device.submitOperation());
  const { caseId } = submit;
  const withdraw = await device.make(
    {
      kind: 'withdraw',
      reason: '不办了',
      signatures: [],
      madeAt: device.moment(),
    },
    { caseId, casePrev: submit.id, seen: 0 },
  );
  const early = await device.push(withdraw);
  expect(early.body.results).toEqual([
    { id: withdraw.id, result: 'later', code: 'predecessorMissing' },
  ]);
  const { body } = await device.push(submit, withdraw);
  expect(body.results.map(({ result }) => result)).toEqual([
    'applied',
    'applied',
  ]);
  expect(body.ack.seq).toBe(withdraw.seq);
  const [row] = await sql`SELECT status FROM cases WHERE case_id = ${caseId}`;
  expect(row).toEqual({ status: 'withdrawn' });
});
