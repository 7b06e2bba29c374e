import { createHmac } from 'node:crypto';
import { expect, test } from 'vitest';
import type { FeedItem, FeedPage } from '../../../src/protocol/feed.ts';
import type { Envelope } from '../../../src/protocol/sealed-operation.ts';
import type { SessionRequest } from '../../../src/protocol/session.ts';
import { transact } from '../../../src/platform/database/transaction.ts';
import { TestDevice } from '../../support/device-builder.ts';
import { loseHistory } from '../../support/postgres.ts';
import { COUNTY, startTestPlatform } from '../../support/test-platform.ts';

const platform = await startTestPlatform();
const { sql } = platform.context;
const STATION = '422825201237';
const AUDIENCE = `station:${STATION}`;
const aDevice = async () => await TestDevice.ready(platform, STATION);

type Have = Partial<SessionRequest['have']>;

async function someSubmits(
  device: TestDevice,
  count: number,
): Promise<Envelope[]> {
  const made: Envelope[] = [];
  for (let i = 0; i < count; i += 1)
    made.push(await device.make(device.submitOperation()));
  return made;
}

const pull = async (device: TestDevice): Promise<FeedItem[]> =>
  (await device.get<FeedPage>(`/api/v1/feed?cursor=${AUDIENCE}:0`)).body.items;

const cursorOf = ({ audience, pos, mac }: FeedItem) => ({ audience, pos, mac });

/** Whether showing these proofs begins a new epoch, for everyone. */
async function isNoticed(device: TestDevice, have: Have): Promise<boolean> {
  const before = await (await aDevice()).open();
  const after = await device.open(have);
  expect((await (await aDevice()).open()).epoch).toBe(after.epoch);
  return before.epoch !== after.epoch;
}

const lose = async ({ id }: Envelope) =>
  await sql`DELETE FROM operations WHERE operation_id = ${id}`;

test('an acknowledged operation that is not there is a restore: the epoch moves on, and old tokens end', async () => {
  const device = await aDevice();
  const [one] = await someSubmits(device, 1);
  if (!one) throw new Error('one operation');
  const { body } = await device.push(one);
  const { token } = device;
  const forged = { ...body.ack, seq: 99 };
  expect(await isNoticed(device, { ack: body.ack })).toBe(false);
  await lose(one);
  expect(await isNoticed(device, { ack: forged })).toBe(false);
  expect(await isNoticed(device, { ack: body.ack })).toBe(true);
  // Each proof does so once; the epoch it was made in has passed.
  expect(await isNoticed(device, { ack: body.ack })).toBe(false);
  device.token = token;
  const old = await device.push(one);
  expect([old.status, old.body.code]).toEqual([409, 'epochChanged']);
});

test('a gap in the chain hides no restore, nor do operations that come late', async () => {
  const device = await aDevice();
  const made = await someSubmits(device, 6);
  const [one, , three, four, five, six] = made;
  if (!one || !three || !four || !five || !six) throw new Error('six');
  // 2 stays in the tray of the device for ever; 3 comes last, from a stick.
  await device.push(one, four, five, six);
  const { body } = await device.push(three);
  expect(body.ack).toMatchObject({ seq: 3, head: three.sha256 });
  expect(await isNoticed(device, { ack: body.ack })).toBe(false);
  await lose(three);
  expect(await isNoticed(device, { ack: body.ack })).toBe(true);
  const { have } = await device.open();
  expect(have).toEqual({ seq: 1, missing: [[2, 3]] });
});

test('what a session confirms is a proof in its epoch, so that a second restore is noticed without new work', async () => {
  const device = await aDevice();
  const [one, two] = await someSubmits(device, 2);
  if (!one || !two) throw new Error('two operations');
  await device.push(one);
  const { body } = await device.push(two);
  await lose(two);
  await device.open({ ack: body.ack });
  await device.push(two);
  const { ack } = await device.open();
  expect(ack).toMatchObject({ seq: 2, head: two.sha256 });
  await lose(two);
  expect(await isNoticed(device, ack === undefined ? {} : { ack })).toBe(true);
});

test('an event that was pulled and is not there, or is another one now, is a restore', async () => {
  for (const change of ['lost', 'replaced'] as const) {
    const device = await aDevice();
    await device.push(...(await someSubmits(device, 3)));
    const items = await pull(device);
    const last = items.at(-1);
    if (!last) throw new Error('items');
    const forged = { ...cursorOf(last), mac: `${last.mac.slice(0, -2)}AA` };
    const cursors = [cursorOf(last)];
    expect(await isNoticed(device, { cursors })).toBe(false);
    await loseHistory(sql, async (tx) => {
      if (change === 'lost')
        await tx`DELETE FROM feed_items WHERE audience = ${AUDIENCE} AND pos = ${last.pos}`;
      else
        await tx`UPDATE feed_items SET body = jsonb_set(body, '{at}', '"2020-01-01T00:00:00.000Z"')
          WHERE audience = ${AUDIENCE} AND pos = ${last.pos}`;
    });
    expect(await isNoticed(device, { cursors: [forged] })).toBe(false);
    const elsewhere = { ...cursorOf(last), audience: 'station:422825102206' };
    expect(await isNoticed(device, { cursors: [elsewhere] })).toBe(false);
    expect(await isNoticed(device, { cursors })).toBe(true);
    expect(await isNoticed(device, { cursors })).toBe(false);
    await loseHistory(sql, async (tx) => {
      await tx`DELETE FROM feed_items`;
      await tx`DELETE FROM feed_heads`;
    });
  }
});

test('after a restore a device goes on from the latest cursor that both sides can prove', async () => {
  const device = await aDevice();
  await device.push(...(await someSubmits(device, 4)));
  const items = await pull(device);
  const [, second, , fourth] = items;
  if (!second || !fourth) throw new Error('four items');
  await loseHistory(
    sql,
    (tx) => tx`DELETE FROM feed_items WHERE audience = ${AUDIENCE} AND pos > 2`,
  );
  const { epoch, proven } = await device.open({
    cursors: [second, fourth].map(cursorOf),
  });
  expect(proven).toMatchObject([{ audience: AUDIENCE, pos: 2 }]);
  // Its MAC is one of the new epoch, and is good there.
  const again = await device.open({
    cursors: [{ audience: AUDIENCE, pos: 2, mac: proven?.[0]?.mac ?? '' }],
  });
  expect(again.epoch).toBe(epoch);
  expect(again.proven).toBeUndefined();
  const none = await device.open({ epoch: 'x', cursors: [cursorOf(fourth)] });
  expect(none.proven).toEqual([]);
});

test('what was asked of the device proves nothing, for a restored county may have asked the same again behind other events', async () => {
  const device = await aDevice();
  const [one] = await someSubmits(device, 1);
  if (!one) throw new Error('one operation');
  const { body } = await device.push(one);
  const event = (await pull(device)).at(-1);
  await transact(sql, async ({ feed }) => {
    feed.push({
      county: COUNTY,
      audience: AUDIENCE,
      caseId: null,
      kind: 'control',
      body: { kind: 'materialFirst', sha256: 'a'.repeat(64) },
      at: new Date().toISOString(),
    });
  });
  const asked = (await pull(device)).at(-1);
  if (!event || asked?.kind !== 'control') throw new Error('two items');
  await lose(one);
  const { proven } = await device.open({
    ack: body.ack,
    cursors: [cursorOf(asked)],
  });
  expect(proven).toEqual([]);
  // An event before it does.
  const again = await device.open({
    epoch: body.epoch,
    cursors: [asked, event].map(cursorOf),
  });
  expect(again.proven).toMatchObject([{ pos: event.pos }]);
});

test('a restore to a time before the epoch began is noticed by who has seen it, once for the whole fleet, and no epoch comes twice', async () => {
  const [first, second] = [await aDevice(), await aDevice()];
  const [one] = await someSubmits(first, 1);
  if (!one) throw new Error('one operation');
  const { body } = await first.push(one);
  const epochs = [(await first.open()).epoch];
  await lose(one);
  epochs.push((await first.open({ ack: body.ack })).epoch);
  const proofs = [];
  for (const device of [first, second]) {
    await device.push(...(await someSubmits(device, 1)));
    const { epoch, ack } = await device.open();
    if (ack === undefined) throw new Error('no proof');
    proofs.push({ epoch, ack });
  }
  // Both proofs' rows are here; the epoch alone is lost, and so comes back.
  for (let restore = 0; restore < 2; restore += 1) {
    await loseHistory(sql, async (tx) => {
      await tx`DELETE FROM epochs WHERE n = (SELECT max(n) FROM epochs)`;
      await tx`DELETE FROM epoch_names WHERE name <> ${epochs[0] ?? ''}`;
    });
    const [mine, other] = proofs;
    if (!mine || !other) throw new Error('two proofs');
    const noticed = await first.open(mine);
    epochs.push(noticed.epoch);
    expect((await second.open(other)).epoch).toBe(noticed.epoch);
  }
  expect(new Set(epochs).size).toBe(epochs.length);
});

test('an epoch that somebody made up begins none', async () => {
  const device = await aDevice();
  const { body } = await device.push(...(await someSubmits(device, 1)));
  const mac = createHmac('sha256', 'x').update('y').digest('base64url');
  const before = await device.open();
  for (const ack of [body.ack, { ...body.ack, mac }])
    expect((await device.open({ epoch: 'made-up', ack })).epoch).toBe(
      before.epoch,
    );
});

test('after the engine was started anew, or its tables were loaded anew, a session has to be opened again', async () => {
  const device = await aDevice();
  const push = async () =>
    await device.push(await device.make(device.submitOperation()));
  expect((await push()).status).toBe(200);
  await sql`VACUUM FULL operations`;
  const refused = await push();
  expect([refused.status, refused.body.code]).toEqual([401, 'unauthorized']);
  await device.open();
  expect((await push()).status).toBe(200);
});

test('device numbers that may have been given in a lost life are passed over', async () => {
  const next = async () =>
    (
      await sql<{ next: number }[]>`
        SELECT next_device_number AS next FROM stations
        WHERE code = ${STATION}`
    )[0]?.next ?? 0;
  const device = await aDevice();
  const [one] = await someSubmits(device, 1);
  if (!one) throw new Error('one operation');
  const { body } = await device.push(one);
  const before = await next();
  await lose(one);
  await device.open({ ack: body.ack });
  expect(await next()).toBe(before + 20);
});
