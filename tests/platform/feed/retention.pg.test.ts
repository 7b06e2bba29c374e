// Feed items older than the county keeps are let go; what was missed comes as one
// snapshot a case.
import { decodeJwt, type JWTPayload } from 'jose';
import { beforeEach, expect, test } from 'vitest';
import { letGoOfFeed } from '../../../src/platform/feed/let-go-of-feed.ts';
import { importFile } from '../../../src/platform/imports/import-file.ts';
import { makeReply } from '../../../src/platform/imports/make-reply.ts';
import { settleHeld } from '../../../src/platform/intake/settle-held.ts';
import type { Principal } from '../../../src/platform/people/permissions.ts';
import { StickReader } from '../../../src/protocol/read-stick.ts';
import { STICK_TYPES } from '../../../src/protocol/stick-records.ts';
import { TestDevice } from '../../support/device-builder.ts';
import { digest, stickRecords, toFile } from '../../support/stick-builder.ts';
import { startTestPlatform } from '../../support/test-platform.ts';
import { aCase, aReader, happen, held, pull, STATION } from './some-feed.ts';

const platform = await startTestPlatform();
const { context } = platform;
const { sql } = context;
const AUDIENCE = `station:${STATION}`;
let day = Date.parse('2026-01-05T02:00:00Z');
const pass = (days: number) => {
  day += days * 86_400_000;
  platform.setNow(new Date(day).toISOString());
};

let device: TestDevice;
beforeEach(async () => {
  await sql`TRUNCATE feed_items, feed_heads, feed_let_go`;
  pass(1);
  device = await TestDevice.ready(platform, STATION);
});

const kept = async () =>
  (
    await sql<{ pos: number }[]>`
      SELECT pos FROM feed_items WHERE audience = ${AUDIENCE} ORDER BY pos`
  ).map(({ pos }) => pos);

const versions = async () =>
  Object.fromEntries(
    (
      await sql<{ id: string; version: number }[]>`
        SELECT DISTINCT case_id AS id, version FROM cases
        JOIN feed_items USING (county, case_id)
        WHERE audience = ${AUDIENCE}`
    ).map(({ id, version }) => [
      id,
      Array.from({ length: version }, (_, i) => i + 1),
    ]),
  );

test('what is older than 180 days goes, and nothing that is younger; the last one stays however old', async () => {
  const one = await aCase(device);
  await happen(platform, one);
  pass(100);
  await happen(platform, one);
  expect(await letGoOfFeed(context)).toBe(0);
  pass(81);
  // Of two audiences: the station's and the township's.
  expect(await letGoOfFeed(context)).toBe(4);
  expect(await kept()).toEqual([3]);
  pass(1000);
  expect(await letGoOfFeed(context)).toBe(0);
  expect(await kept()).toEqual([3]);
  await happen(platform, one);
  expect(await kept()).toEqual([3, 4]);
});

test('a cursor older than what is kept is expired; from the beginning come snapshots of its cases, then what is kept', async () => {
  const [one, two] = [await aCase(device), await aCase(device)];
  for (let i = 0; i < 4; i += 1) await happen(platform, two);
  const early = aReader();
  await pull(device, early);
  early.pos = 3;
  pass(200);
  await device.open();
  await happen(platform, one);
  await letGoOfFeed(context);

  const get = await device.get<{ code: string }>(
    `/api/v1/feed?cursor=${AUDIENCE}:3`,
  );
  expect([get.status, get.body.code]).toEqual([410, 'cursorExpired']);
  const { expired } = await pull(device, early);
  expect(expired).toBe(1);
  expect(early.items.slice(-3)).toMatchObject([
    { kind: 'snapshot', caseId: one, pos: 1 },
    { kind: 'snapshot', caseId: two, pos: 6 },
    { kind: 'event', caseId: one, pos: 7 },
  ]);
  expect(held(early.items.slice(-3))).toEqual({
    [one]: [1, 2],
    [two]: [1, 2, 3, 4, 5],
  });
});

test('who has read to the last place has nothing expired, and nothing is said to have been lost', async () => {
  const one = await aCase(device);
  await happen(platform, one);
  const reader = aReader();
  await pull(device, reader);
  const { epoch } = device;
  pass(500);
  await letGoOfFeed(context);
  const cursors = [{ audience: AUDIENCE, pos: reader.pos, mac: reader.mac }];
  await device.open({ cursors });
  expect(device.epoch).toBe(epoch);
  expect(await pull(device, reader)).toEqual({ expired: 0 });
});

test('a proof of an item that was let go is no sign of a restore', async () => {
  const one = await aCase(device);
  const reader = aReader();
  await pull(device, reader);
  const { epoch } = device;
  await happen(platform, one);
  pass(500);
  await letGoOfFeed(context);
  expect(await kept()).toEqual([2]);
  const cursors = [{ audience: AUDIENCE, pos: reader.pos, mac: reader.mac }];
  expect((await device.open({ cursors })).epoch).toBe(epoch);
});

test('snapshots come in small pages that go on where they were cut', async () => {
  for (let i = 0; i < 12; i += 1) await aCase(device);
  pass(500);
  await device.open();
  await happen(platform, await aCase(device));
  await letGoOfFeed(context);
  const reader = aReader();
  expect(await pull(device, reader, 3000)).toEqual({ expired: 0 });
  expect(reader.items.map(({ pos }) => pos)).toEqual(
    Array.from({ length: 14 }, (_, i) => i + 1),
  );
  expect(reader.items.filter(({ kind }) => kind === 'snapshot')).toHaveLength(
    12,
  );
});

test('invariant 10: whatever is let go between two pages, every reader comes to hold what the county has', async () => {
  // A fixed seed: the same cases, ages and pages in every run.
  let seed = 7;
  const below = (n: number) => {
    seed = (seed * 1_103_515_245 + 12_345) % 2_147_483_648;
    return seed % n;
  };
  const cases: string[] = [];
  const readers = Array.from({ length: 4 }, aReader);
  for (let turn = 0; turn < 36; turn += 1) {
    const some = cases[below(cases.length || 1)];
    if (some === undefined || below(4) === 0) cases.push(await aCase(device));
    else await happen(platform, some);
    // Never none: a device opens no two sessions in one millisecond.
    pass(1 + below(40));
    await device.open();
    const reader = readers[below(8)];
    if (reader !== undefined) await pull(device, reader, 1500);
    if (below(3) === 0) await letGoOfFeed(context);
  }
  const county = await versions();
  for (const reader of readers) {
    await pull(device, reader, 1500);
    expect(held(reader.items)).toMatchObject(county);
  }
  const [head] = await sql`
    SELECT pos, kept_after AS kept FROM feed_heads WHERE audience = ${AUDIENCE}`;
  expect(await kept()).toEqual(
    Array.from(
      { length: head?.['pos'] - head?.['kept'] },
      (_, i) => head?.['kept'] + i + 1,
    ),
  );
});

test('what became of held work is told however late, though its item is old', async () => {
  const submit = await device.make(device.submitOperation());
  await device.push(submit);
  const taken = await device.make(
    { ...device.submitOperation(), number: '0'.repeat(27) },
    { caseId: submit.caseId, casePrev: submit.id },
  );
  const { body } = await device.push(taken);
  expect(body.results).toMatchObject([{ result: 'held' }]);
  const settled = await settleHeld(context, {
    operationId: taken.id,
    by: '覃示平',
    decision: 'refuse',
    reason: '重复',
  });
  expect(settled.ok).toBe(true);
  pass(500);
  await device.open();
  await happen(platform, submit.caseId ?? '');
  await letGoOfFeed(context);
  const reader = aReader();
  await pull(device, reader);
  expect(reader.items).toContainEqual(
    expect.objectContaining({
      kind: 'control',
      body: expect.objectContaining({
        kind: 'operationOutcome',
        operationId: taken.id,
      }),
    }),
  );
});

test('of a case that ended so long ago that no device may keep it, nothing goes out', async () => {
  const [old, young] = [await aCase(device), await aCase(device)];
  for (const caseId of [old, young])
    await happen(platform, caseId, { kind: 'withdrawn', reason: '不办了' });
  pass(205);
  await device.open();
  await happen(platform, await aCase(device));
  await letGoOfFeed(context);
  const at = async () => {
    const reader = aReader();
    await pull(device, reader);
    return reader.items
      .filter(({ caseId }) => caseId === old)
      .map(({ kind }) => kind);
  };
  expect(await at()).toEqual(['snapshot']);
  pass(10);
  await device.open();
  expect(await at()).toEqual(['left']);
});

test('the database itself refuses to lose an item that nobody has let go of', async () => {
  await aCase(device);
  await expect(sql`DELETE FROM feed_items`).rejects.toThrow('history');
  await expect(sql`UPDATE feed_items SET pos = 9`).rejects.toThrow('history');
});

test('a stick from a village older than what is kept brings snapshots back, as the network does', async () => {
  const [one, two] = [await aCase(device), await aCase(device)];
  await happen(platform, two);
  pass(200);
  await device.open();
  await happen(platform, one);
  await letGoOfFeed(context);
  const cursors = [{ audience: AUDIENCE, pos: 2, mac: null }];
  const have = { epoch: device.epoch, ack: null, cursors, seq: 0, head: null };
  const answered = await answersTo(
    await stickRecords(device, { manifest: { have } }),
  );
  const notices = answered.filter(({ kind }) => kind === 'notices');
  expect(notices).toMatchObject([
    {
      from: [{ audience: AUDIENCE, pos: 0 }],
      next: [{ audience: AUDIENCE, pos: 4 }],
    },
  ]);
});

/** What the county says to the device whose stick that is. */
async function answersTo(
  records: Parameters<typeof toFile>,
): Promise<JWTPayload[]> {
  const principal: Principal = {
    accountId: 'S11',
    name: '舒示贵',
    roles: [{ role: 'reviewer', audience: 'township:422825201' }],
  };
  const file = await toFile(...records);
  async function* whole() {
    yield await Promise.resolve(file);
  }
  const taken = await importFile(context, principal, whole());
  if (!taken.ok) throw new Error(taken.code);
  const { importId } = taken.value;
  const wish = { importId, deviceId: device.id };
  const reply = await makeReply(context, principal, wish);
  if (!reply.ok) throw new Error(reply.code);
  const said: JWTPayload[] = [];
  for await (const piece of new StickReader(reply.value, digest).pieces())
    if (piece.kind === 'record' && piece.type === STICK_TYPES.reply)
      said.push(decodeJwt(Buffer.from(piece.bytes).toString()));
  return said;
}
