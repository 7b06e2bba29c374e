import { expect, test } from 'vitest';
import type { CaseEvent, EventBody } from '../../../src/domain/cases/event.ts';
import { adoptOrList } from '../../../src/platform/commands/adopt-witnesses.ts';
import type { FeedItem, FeedPage } from '../../../src/protocol/feed.ts';
import type {
  Witness,
  WitnessAnswer,
} from '../../../src/protocol/witnesses.ts';
import { TestDevice } from '../../support/device-builder.ts';
import { loseHistory } from '../../support/postgres.ts';
import { startTestPlatform } from '../../support/test-platform.ts';
import {
  ACCEPTED,
  aCase,
  anAct,
  answer,
  correction,
  decide,
  historyOf,
  send,
} from '../intake/a-case.ts';

const platform = await startTestPlatform();
const { context } = platform;
const { sql } = context;
const STATION = '422825201237';
const aDevice = async () => await TestDevice.ready(platform, STATION);

async function pull(device: TestDevice, caseId: string): Promise<FeedItem[]> {
  const { body } = await device.get<FeedPage>(
    `/api/v1/feed?cursor=station:${STATION}:0`,
  );
  return body.items.filter((item) => item.caseId === caseId);
}

const asWitness = (device: TestDevice, item: FeedItem): Witness => ({
  epoch: device.epoch ?? '',
  audience: item.audience,
  pos: item.pos,
  caseId: item.caseId ?? '',
  body: item.body,
  mac: item.mac,
});

const handIn = async (device: TestDevice, ...items: unknown[]) =>
  await device.post<WitnessAnswer & { code?: string }>('/api/v1/witnesses', {
    items,
  });

/** Keeps what a backup would hold, and brings it back. */
async function backup(caseId: string): Promise<() => Promise<void>> {
  const [row] = await sql`
    SELECT to_jsonb(c) AS row FROM cases c WHERE case_id = ${caseId}`;
  const version = (await historyOf(platform, caseId)).length;
  const [head] = await sql<{ pos: number }[]>`
    SELECT pos FROM feed_heads WHERE audience = ${`station:${STATION}`}`;
  const operations = await sql<{ id: string }[]>`
    SELECT operation_id AS id FROM operations`;
  const known = operations.map(({ id }) => id);
  const pos = head?.pos ?? 0;
  return async () => {
    await loseHistory(sql, async (tx) => {
      await tx`DELETE FROM events WHERE case_id = ${caseId} AND n > ${version}`;
      await tx`DELETE FROM cases WHERE case_id = ${caseId}`;
      await tx`INSERT INTO cases
        SELECT * FROM jsonb_populate_record(NULL::cases, ${tx.json(row?.['row'])})`;
      await tx`DELETE FROM operations WHERE operation_id <> ALL(${known})`;
      await tx`DELETE FROM feed_items
        WHERE audience = ${`station:${STATION}`} AND pos > ${pos}`;
      await tx`UPDATE feed_heads SET pos = ${pos}
        WHERE audience = ${`station:${STATION}`}`;
    });
  };
}

/** received | correction, its answer, acceptance: the three are lost. */
async function lostHistory() {
  const device = await aDevice();
  const submit = await aCase(device);
  const { caseId } = submit;
  const restore = await backup(caseId);
  const asked = {
    ...correction('2099-01-01'),
    notice: { number: '宣补〔2099〕41号', sha256: 'a'.repeat(64) },
  } as EventBody;
  const noticed = await decide(platform, caseId, asked);
  const reply = await anAct(device, submit, answer(noticed));
  const { body } = await device.push(reply);
  await decide(platform, caseId, ACCEPTED);
  const items = await pull(device, caseId);
  expect(items).toHaveLength(4);
  const witnesses = items.map((item) => asWitness(device, item));
  await restore();
  await device.open({ ack: body.ack });
  return { device, caseId, reply, witnesses };
}

test('guarantee 13: what the county did and lost comes back by witnesses, with what the village had answered', async () => {
  const { device, caseId, reply, witnesses } = await lostHistory();
  // The village's answer comes first and finds no question.
  expect(await send(device, reply)).toMatchObject([
    { result: 'held', code: 'notAllowedNow' },
  ]);
  const { status, body } = await handIn(device, ...witnesses);
  expect(status).toBe(200);
  expect(body.results.map(({ result }) => result)).toEqual([
    'known',
    'kept',
    'kept',
    'kept',
  ]);
  const listed = await adoptOrList(context, { case: caseId });
  expect(listed.lines).toHaveLength(3);
  const adopted = await adoptOrList(context, { case: caseId, by: '彭示桂' });
  expect(adopted.lines.join('\n')).toContain('correctionRequested');
  expect(await historyOf(platform, caseId)).toEqual([
    'received',
    'operationHeld',
    'correctionRequested',
    'correctionAnswered',
    'accepted',
  ]);
  expect(await send(device, reply)).toMatchObject([{ result: 'duplicate' }]);
  // The number of the paper that was lost with it is not given again.
  expect(
    await sql`SELECT serial FROM notice_heads
      WHERE kind = 'correction' AND year = 2099`,
  ).toEqual([{ serial: 41 }]);
  // With the moment and the person that it had.
  const last = witnesses.at(-1)?.body as CaseEvent | undefined;
  const [row] = await sql`
    SELECT at, by_name FROM events
    WHERE case_id = ${caseId} AND kind = 'accepted'`;
  expect(row).toEqual({ at: last?.at, by_name: last?.by.name });
  // Once each, however often it is handed in and adopted.
  await handIn(device, ...witnesses);
  await adoptOrList(context, { case: caseId, by: '彭示桂' });
  expect(await historyOf(platform, caseId)).toHaveLength(5);
});

test('an answer that comes after the adoption finds its question under the new number', async () => {
  const { device, caseId, reply, witnesses } = await lostHistory();
  // Something else has taken the number meanwhile.
  await decide(platform, caseId, { kind: 'contactUpdated', fields: [] });
  await handIn(device, ...witnesses.slice(0, 2));
  await adoptOrList(context, { by: '彭示桂' });
  expect(await send(device, reply)).toMatchObject([{ result: 'applied' }]);
  expect((await historyOf(platform, caseId)).at(-1)).toBe('correctionAnswered');
});

test('only what the county gave, as it gave it, is kept', async () => {
  const { device, caseId, witnesses } = await lostHistory();
  const [, , , last] = witnesses;
  if (!last) throw new Error('four witnesses');
  const other = await TestDevice.ready(platform, '422825102206');
  const foreign = await handIn(other, last);
  const bent = [
    { ...last, body: { ...last.body, n: 9 } },
    { ...last, body: { ...last.body, at: '2026-01-01T00:00:00.000Z' } },
    { ...last, epoch: 'another' },
    { ...last, pos: last.pos + 1 },
    { ...last, caseId: '019b0000-0000-7000-8000-000000000000' },
    { ...last, mac: last.mac.slice(0, -1) },
  ];
  const { body } = await handIn(device, ...bent);
  const results = [...foreign.body.results, ...body.results];
  expect(results.map(({ result }) => result)).toEqual(Array(7).fill('refused'));
  expect(await sql`SELECT 1 FROM witnesses WHERE case_id = ${caseId}`).toEqual(
    [],
  );
  await device.open({}, { locked: true });
  expect((await handIn(device, last)).status).toBe(403);
  expect((await handIn(other)).status).toBe(400);
});

test('a witness of this very epoch is itself the notice of a restore', async () => {
  const device = await aDevice();
  const { caseId } = await aCase(device);
  const restore = await backup(caseId);
  await decide(platform, caseId, ACCEPTED);
  const witnesses = (await pull(device, caseId)).map((item) =>
    asWitness(device, item),
  );
  await restore();
  const { epoch } = device;
  const noticed = await handIn(device, ...witnesses);
  expect([noticed.status, noticed.body.code]).toEqual([409, 'epochChanged']);
  expect((await device.open()).epoch).not.toBe(epoch);
  const again = await handIn(device, ...witnesses);
  expect(again.body.results.map(({ result }) => result)).toEqual([
    'known',
    'kept',
  ]);
});

test('what the case has gone past is left to a person, and a case that is not back waits', async () => {
  const { device, caseId, witnesses } = await lostHistory();
  await handIn(device, ...witnesses);
  await decide(platform, caseId, { kind: 'withdrawn', reason: 'x' });
  const { lines } = await adoptOrList(context, { case: caseId, by: '彭示桂' });
  expect(lines.filter((line) => line.includes('别处'))).toHaveLength(2);
  expect((await historyOf(platform, caseId)).at(-1)).toBe('withdrawn');

  const gone = await lostHistory();
  await handIn(gone.device, ...gone.witnesses);
  await loseHistory(sql, async (tx) => {
    await tx`DELETE FROM cases WHERE case_id = ${gone.caseId}`;
  });
  const waiting = await adoptOrList(context, { case: gone.caseId, by: 'x' });
  expect(waiting.lines.join()).toContain('还没从村里传回');
});
