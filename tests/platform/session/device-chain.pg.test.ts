import { randomBytes, randomUUID } from 'node:crypto';
import { expect, test } from 'vitest';
import { LIMITS } from '../../../src/protocol/limits.ts';
import type { Envelope } from '../../../src/protocol/sealed-operation.ts';
import { TestDevice } from '../../support/device-builder.ts';
import { startTestPlatform } from '../../support/test-platform.ts';

const platform = await startTestPlatform();
const { sql } = platform.context;
const STATION = '422825201237';
const aDevice = async () => await TestDevice.ready(platform, STATION);
const aHash = () => randomBytes(32).toString('hex');

async function someSubmits(
  device: TestDevice,
  count: number,
): Promise<Envelope[]> {
  const made: Envelope[] = [];
  for (let i = 0; i < count; i += 1)
    made.push(await device.make(device.submitOperation()));
  return made;
}

test('a session names the gaps in the chain, and the end that the device says it has', async () => {
  const device = await aDevice();
  const [one, , three, , , six] = await someSubmits(device, 7);
  if (!one || !three || !six) throw new Error('seven operations');
  await device.push(one, three, six);
  const missing = [
    [2, 2],
    [4, 5],
    [7, 7],
  ];
  expect((await device.open()).have).toEqual({ seq: 1, missing });
  // Rows and head were taken out of its store: the county remembers the head.
  device.seq = 3;
  expect((await device.open()).have).toEqual({ seq: 1, missing });
});

test('what the device says of itself is kept for people', async () => {
  const device = await aDevice();
  const head = aHash();
  await device.open({ seq: 9, head, lost: [[4, 6]], unreadable: 2 });
  const row = async () =>
    (
      await sql`SELECT reported_seq, reported_head, reported_lost,
        reported_unreadable, reported_at IS NOT NULL AS known
      FROM devices WHERE device_id = ${device.id}`
    )[0];
  const said = {
    reported_seq: 9,
    reported_head: head,
    reported_lost: [[4, 6]],
    reported_unreadable: 2,
    known: true,
  };
  expect(await row()).toEqual(said);
  await device.open({ seq: 5, head: aHash(), lost: [], unreadable: 0 });
  expect(await row()).toEqual({
    ...said,
    reported_lost: [],
    reported_unreadable: 0,
  });
  // An older app says nothing of these, and nonsense is no fault of the county.
  for (const seq of [1e300, -4, 2.5, 2 ** 40]) await device.open({ seq });
});

test('a copied delivery key alone fills no place of the chain and moves no proof', async () => {
  const device = await aDevice();
  const [one, two] = await someSubmits(device, 2);
  if (!one || !two) throw new Error('two operations');
  const first = await device.push(one);
  // The thief knows hashes and ids, and seals noise to a key nobody has.
  const noise = { ...two, jwe: one.jwe.replace(/^[^.]+/, headerTo('no-key')) };
  const beyond = { ...noise, id: randomUUID(), seq: 40 };
  const answer = await device.push(noise, beyond);
  expect(answer.body.results).toMatchObject([
    { result: 'held', code: 'unknownKid' },
    { result: 'held', code: 'unknownKid' },
  ]);
  expect(answer.body.ack).toEqual(first.body.ack);
  expect((await device.open()).have).toEqual({ seq: 1, missing: [[2, 2]] });
  expect((await device.push(two)).body).toMatchObject({
    results: [{ result: 'applied' }],
    ack: { seq: 2, head: two.sha256 },
  });
  // Nor can it make the true one give way again.
  await device.push(noise);
  expect((await device.open()).have).toEqual({ seq: 2, missing: [] });
});

test('a head that contradicts what is stored, or what was said before, is a copy: both enrol again', async () => {
  const isForked = async (device: TestDevice) =>
    (
      await sql`SELECT chain_state FROM devices WHERE device_id = ${device.id}`
    )[0]?.['chain_state'] === 'forked';
  const stored = await aDevice();
  const [one, two] = await someSubmits(stored, 2);
  if (!one || !two) throw new Error('two operations');
  await stored.push(one, two);
  expect((await stored.open({ seq: 2, head: two.sha256 })).control).toEqual([]);
  // Older than what the county has: a page that asked before its worker sent.
  expect((await stored.open({ seq: 1, head: one.sha256 })).control).toEqual([]);
  expect((await stored.open({ seq: 7, head: aHash() })).control).toEqual([]);
  expect(await isForked(stored)).toBe(false);
  const session = await stored.open({ seq: 2, head: aHash() });
  expect(session.control).toEqual([{ kind: 'enrolAgain' }]);
  expect(await isForked(stored)).toBe(true);
  // A place says nothing any more: after a restore both send all they have.
  expect(session.have).toEqual({ seq: 0, missing: [[1, 7]] });

  const unsent = await aDevice();
  await unsent.open({ seq: 5, head: aHash() });
  expect(await isForked(unsent)).toBe(false);
  await unsent.open({ seq: 5, head: aHash() });
  expect(await isForked(unsent)).toBe(true);
});

test('a copied delivery key alone cannot fill the county: what nobody signed waits on the device', async () => {
  const device = await aDevice();
  const [one, two, three] = await someSubmits(device, 3);
  if (!one || !two || !three) throw new Error('three operations');
  const noise = (of: Envelope) => ({
    ...of,
    id: randomUUID(),
    jwe: of.jwe.replace(/^[^.]+/, headerTo(`no-key-${of.seq}`)),
  });
  const known = noise(one);
  await device.push(known);
  const lies = async () =>
    (
      await sql`SELECT count(*)::int AS n FROM envelopes
        WHERE device_id = ${device.id}`
    )[0]?.['n'] as number;
  expect(await lies()).toBe(1);
  await sql`UPDATE unproven_envelopes SET envelopes = ${LIMITS.unprovenEnvelopes}
    WHERE device_id = ${device.id}`;
  const { body } = await device.push(noise(two), known, one);
  expect(body.results).toMatchObject([
    { result: 'later', code: 'busy' },
    { result: 'held', code: 'unknownKid' },
    { result: 'applied' },
  ]);
  expect(await lies()).toBe(2);
  // A person lets it go on, and what waited comes in.
  await sql`UPDATE unproven_envelopes SET envelopes = 0
    WHERE device_id = ${device.id}`;
  expect(
    (await device.push(noise(two), three, two)).body.results,
  ).toMatchObject([
    { result: 'held', code: 'unknownKid' },
    { result: 'applied' },
    { result: 'applied' },
  ]);
  expect(await lies()).toBe(5);
});

test('the same seal written with other last bits is nobody’s word, and counts as that', async () => {
  const device = await aDevice();
  const [one] = await someSubmits(device, 1);
  if (!one) throw new Error('one operation');
  await device.push(one);
  // 40 bytes of a wrapped key leave four bits of its last character to anybody.
  const [header, key = '', ...rest] = one.jwe.split('.');
  const last = { A: 'B', Q: 'R', g: 'h', w: 'x' }[key.slice(-1)] ?? '';
  const again = [header, key.slice(0, -1) + last, ...rest].join('.');
  await device.push({ ...one, jwe: again });
  expect(
    await sql`SELECT envelopes FROM unproven_envelopes
      WHERE device_id = ${device.id}`,
  ).toEqual([{ envelopes: 1 }]);
  expect((await device.push(one)).body.results).toEqual([
    { id: one.id, result: 'duplicate' },
  ]);
});

test('a copied delivery key alone parts no device from its county', async () => {
  const device = await aDevice();
  const [one] = await someSubmits(device, 1);
  if (!one) throw new Error('one operation');
  await device.push(one);
  const lies = [
    { seq: 1, head: aHash() },
    { seq: 2_000_000, head: aHash() },
  ];
  for (const lie of lies)
    expect((await device.open(lie, { locked: true })).control).toEqual([]);
  const { control, have } = await device.open({ seq: 1, head: one.sha256 });
  expect({ control, have }).toEqual({
    control: [],
    have: { seq: 1, missing: [] },
  });
  // Of itself it is told what it asked about.
  expect((await device.open({ seq: 3 }, { locked: true })).have).toEqual({
    seq: 1,
    missing: [[2, 3]],
  });
});

test('a forked operation tells the device so at its next session', async () => {
  const device = await aDevice();
  const [first] = await someSubmits(device, 1);
  if (!first) throw new Error('one operation');
  const copy = await device.make(device.submitOperation(), {
    seq: first.seq,
    prev: first.prev,
  });
  const { body } = await device.push(first, copy);
  expect(body.results).toMatchObject([
    { result: 'applied' },
    { result: 'held', code: 'forked' },
  ]);
  expect((await device.open()).control).toEqual([{ kind: 'enrolAgain' }]);
});

function headerTo(kid: string): string {
  const header = { alg: 'ECDH-ES+A256KW', enc: 'A256GCM', zip: 'DEF', kid };
  return Buffer.from(JSON.stringify(header)).toString('base64url');
}
