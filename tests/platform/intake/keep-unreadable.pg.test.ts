import { randomUUID } from 'node:crypto';
import { expect, test } from 'vitest';
import type { Envelope } from '../../../src/protocol/sealed-operation.ts';
import {
  runHeld,
  settleHeld,
} from '../../../src/platform/intake/settle-held.ts';
import { sign, TestDevice } from '../../support/device-builder.ts';
import { startTestPlatform } from '../../support/test-platform.ts';

const platform = await startTestPlatform();
const { sql } = platform.context;
const aDevice = async () => await TestDevice.ready(platform, '422825201237');

async function tell(
  device: TestDevice,
  envelope: Envelope,
  changes: Record<string, unknown> = {},
): Promise<Response> {
  const { id, deviceId, seq, sha256 } = envelope;
  return await fetch(`${device.address}/api/v1/operations/unreadable`, {
    method: 'POST',
    headers: {
      Authorization: `Bearer ${device.token}`,
      'Content-Type': 'application/json',
    },
    body: JSON.stringify({
      id,
      deviceId,
      seq,
      sha256,
      code: 'invalid',
      envelope: JSON.stringify(envelope),
      ...changes,
    }),
  });
}

const supplement = (device: TestDevice) => ({
  kind: 'supplement',
  papers: [],
  signatures: [],
  madeAt: device.moment(),
});

async function missingOf(device: TestDevice) {
  const { have } = await device.open();
  return have;
}

test('a proven copy takes its place in the chain as refused, and has no effect', async () => {
  const device = await aDevice();
  const first = await device.make(device.submitOperation());
  const inTray = await device.make(device.submitOperation());
  const third = await device.make(device.submitOperation());
  await device.push(first, third);
  expect(await missingOf(device)).toEqual({ seq: 1, missing: [[2, 2]] });
  const answer = await tell(device, inTray);
  expect(await answer.json()).toMatchObject({ id: inTray.id });
  expect(await missingOf(device)).toEqual({ seq: 3, missing: [] });
  const cases = await sql`SELECT 1 FROM cases WHERE case_id = ${inTray.caseId}`;
  expect(cases).toHaveLength(0);
});

test('one that is only told of shows that its device was copied, as one that comes itself does', async () => {
  const device = await aDevice();
  const first = await device.make(device.submitOperation());
  const { seq, prev } = first;
  const ofTheCopy = await device.make(device.submitOperation(), { seq, prev });
  await device.push(first);
  expect((await device.open()).control).toEqual([]);
  await tell(device, ofTheCopy);
  expect((await device.open()).control).toEqual([{ kind: 'enrolAgain' }]);
});

test('a copied delivery key cannot have the queue held by telling of it: what comes itself takes effect', async () => {
  const device = await aDevice();
  const submit = await device.make(device.submitOperation());
  const follower = await device.make(supplement(device), {
    caseId: submit.caseId,
    casePrev: submit.id,
  });
  await device.open({}, { locked: true });
  for (const each of [submit, follower])
    expect((await tell(device, each)).status).toBe(200);
  const { body } = await device.push(submit, follower);
  expect(body.results).toMatchObject([
    { result: 'applied' },
    { result: 'applied' },
  ]);
  expect(await missingOf(device)).toEqual({ seq: 2, missing: [] });
});

test('what follows one that was only told of waits for it, and is not refused with it', async () => {
  const device = await aDevice();
  const submit = await device.make(device.submitOperation());
  const follower = await device.make(supplement(device), {
    caseId: submit.caseId,
    casePrev: submit.id,
  });
  await tell(device, submit);
  expect((await device.push(follower)).body.results).toMatchObject([
    { result: 'later', code: 'predecessorMissing' },
  ]);
});

test('one that was told of and comes before what it follows keeps its place until that is there', async () => {
  const device = await aDevice();
  const submit = await device.make(device.submitOperation());
  const follower = await device.make(supplement(device), {
    caseId: submit.caseId,
    casePrev: submit.id,
  });
  for (const each of [submit, follower]) await tell(device, each);
  expect((await device.push(follower)).body.results).toMatchObject([
    { result: 'later', code: 'predecessorMissing' },
  ]);
  expect(await missingOf(device)).toEqual({ seq: 2, missing: [] });
  const rows = await sql`SELECT 1 FROM operations
    WHERE device_id = ${follower.deviceId} AND seq = 2`;
  expect(rows).toHaveLength(1);
  const { body } = await device.push(submit, follower);
  expect(body.results).toMatchObject([
    { result: 'applied' },
    { result: 'applied' },
  ]);
});

test('one that had come already is answered by what was decided, with its text or without', async () => {
  const device = await aDevice();
  const applied = await device.make(device.submitOperation());
  const refused = await device.make(device.submitOperation({ answers: {} }));
  const held = await device.make(supplement(device));
  await device.push(applied, refused, held);
  const resultOf = async (...of: Parameters<typeof tell>) =>
    ((await (await tell(...of)).json()) as { result?: unknown }).result;
  expect(await resultOf(device, applied)).toMatchObject({
    id: applied.id,
    result: 'duplicate',
  });
  expect(
    await resultOf(device, applied, { code: 'tooLarge', envelope: null }),
  ).toMatchObject({ result: 'duplicate' });
  expect(await resultOf(device, refused)).toMatchObject({
    result: 'refused',
    code: 'invalid',
  });
  expect(await resultOf(device, held)).toMatchObject({
    result: 'held',
    code: 'notAllowedNow',
  });
  // Of other content under the same id nothing was decided.
  const sha256 = 'f'.repeat(64);
  expect(
    await resultOf(device, applied, { sha256, envelope: null }),
  ).toBeUndefined();
  const unknown = await device.make(device.submitOperation());
  expect(await resultOf(device, unknown)).toBeUndefined();
});

test('an act that was mended though it had taken effect is not done twice: a person looks at it', async () => {
  const device = await aDevice();
  const submit = await device.make(device.submitOperation());
  const act = { caseId: submit.caseId, casePrev: submit.id };
  // The answer to the first is lost; the device holds it for refused and mends it.
  const first = await device.make(supplement(device), act);
  const mended = await device.make(supplement(device), act);
  await device.push(submit, first);
  expect((await device.push(mended)).body.results).toMatchObject([
    { result: 'held', code: 'notAllowedNow' },
  ]);
  const done = async () =>
    (
      await sql`SELECT 1 FROM events WHERE case_id = ${submit.caseId}
        AND body->>'kind' = 'supplemented'`
    ).length;
  expect(await done()).toBe(1);
  const settled = await settleHeld(platform.context, {
    operationId: mended.id,
    by: '覃审核',
    decision: 'apply',
    reason: '另一份材料',
  });
  expect(settled.ok).toBe(true);
  expect(await done()).toBe(2);
});

test('one that was mended and comes by an old stick after all is not done beside the mended one', async () => {
  const device = await aDevice();
  const submit = await device.make(device.submitOperation());
  const act = { caseId: submit.caseId, casePrev: submit.id };
  const first = await device.make(supplement(device), act);
  const mended = await device.make(supplement(device), act);
  await device.push(submit);
  await tell(device, first);
  expect((await device.push(mended)).body.results).toMatchObject([
    { result: 'applied' },
  ]);
  expect((await device.push(first)).body.results).toMatchObject([
    { result: 'held', code: 'notAllowedNow' },
  ]);
});

test("what a clerk took back in his own word is held when it comes after all; a delivery key's word is none", async () => {
  const device = await aDevice();
  const wordOf = async ({ id, sha256 }: Envelope, key: 'author' | 'delivery') =>
    await sign(device.keys[key], 'taken-back+jwt', { operationId: id, sha256 });
  const [one, two, three] = [
    await device.make(device.submitOperation()),
    await device.make(device.submitOperation()),
    await device.make(device.submitOperation()),
  ];
  await tell(device, one, { takenBack: await wordOf(one, 'author') });
  // A proxy that stopped the operation may stop its text, too.
  const alone = { takenBack: await wordOf(two, 'author'), envelope: null };
  await tell(device, two, alone);
  await tell(device, three, { takenBack: await wordOf(three, 'delivery') });
  await tell(device, three, { takenBack: await wordOf(one, 'author') });
  expect((await device.push(one, two, three)).body.results).toMatchObject([
    { result: 'held', code: 'notAllowedNow' },
    { result: 'held', code: 'notAllowedNow' },
    { result: 'applied' },
  ]);
});

test('a copied delivery key can leave only so much that nobody proved to have made', async () => {
  const device = await aDevice();
  const envelope = await device.make(device.submitOperation());
  await sql`
    INSERT INTO unreadable_operations (county, device_id, operation_id, seq,
      sha256, code, envelope, arrived_at)
    SELECT '422825', ${device.id}, gen_random_uuid(), n, ${'a'.repeat(64)},
      'invalid', '{}', now() FROM generate_series(1, 200) n`;
  const kept = async (id: string) =>
    (await sql`SELECT 1 FROM unreadable_operations WHERE operation_id = ${id}`)
      .length;
  const noise = { envelope: '{"no', id: randomUUID() };
  expect((await tell(device, envelope, noise)).status).toBe(200);
  expect(await kept(noise.id)).toBe(0);
  await tell(device, envelope);
  expect(await kept(envelope.id)).toBe(1);
});

test('one that was told of and is a poison when it comes itself is held, and runs when that is mended', async () => {
  const device = await aDevice();
  const operation = device.submitOperation();
  const poison = await device.make({
    ...operation,
    answers: { ...operation.answers, applicantName: 'Told' },
  });
  await tell(device, poison);
  await sql.unsafe(`
    CREATE FUNCTION told() RETURNS trigger LANGUAGE plpgsql AS
      $$ BEGIN RAISE EXCEPTION 'told'; END $$;
    CREATE TRIGGER told BEFORE INSERT ON cases FOR EACH ROW
      WHEN (NEW.applicant_name = 'Told') EXECUTE FUNCTION told()`);
  expect((await device.push(poison)).body.results).toMatchObject([
    { result: 'held', code: 'unprocessable' },
  ]);
  await sql`DROP TRIGGER told ON cases`;
  await runHeld(platform.context, { code: 'unprocessable', by: '彭示桂' });
  expect((await device.push(poison)).body.results).toMatchObject([
    { result: 'duplicate' },
  ]);
});

test('what is held behind a copy that nobody can open runs when the true one comes, told of or not', async () => {
  const device = await aDevice();
  const operation = device.submitOperation();
  const submit = await device.make(operation);
  const behind = await device.make(supplement(device), {
    caseId: submit.caseId,
    casePrev: submit.id,
  });
  const { sha256 } = submit;
  const copy = await device.make(operation, {
    ...submit,
    sealKid: 'no-such-key',
  });
  const { body } = await device.push({ ...copy, sha256 }, behind);
  expect(body.results).toMatchObject([
    { result: 'held', code: 'unknownKid' },
    { result: 'held', code: 'predecessorHeld' },
  ]);
  await tell(device, submit);
  expect((await device.push(submit, behind)).body.results).toMatchObject([
    { result: 'applied' },
    { result: 'duplicate' },
  ]);
});

test('what is held and could not be opened then stays held, whatever is told of it, and runs when its clerk is known', async () => {
  const device = await aDevice();
  const submit = await device.make(device.submitOperation());
  const { kid } = device.keys.author;
  // A restore has lost the clerk, and brings him back later.
  const clerk = await sql`DELETE FROM author_keys WHERE kid = ${kid}
    RETURNING *`;
  expect((await device.push(submit)).body.results).toMatchObject([
    { result: 'held', code: 'unknownKid' },
  ]);
  await sql`INSERT INTO author_keys ${sql(clerk)}`;
  const answer = await tell(device, submit);
  expect(await answer.json()).toMatchObject({
    result: { result: 'held', code: 'unknownKid' },
  });
  await runHeld(platform.context, { code: 'unknownKid', by: '彭示桂' });
  expect((await device.push(submit)).body.results).toMatchObject([
    { result: 'duplicate' },
  ]);
});

test('an operation that took effect keeps it, whatever is told of it later', async () => {
  const device = await aDevice();
  const envelope = await device.make(device.submitOperation());
  await device.push(envelope);
  expect((await tell(device, envelope)).status).toBe(200);
  const { body } = await device.push(envelope);
  expect(body.results).toMatchObject([{ result: 'duplicate' }]);
});

test('what cannot be read is kept as evidence and takes no place', async () => {
  const device = await aDevice();
  const envelope = await device.make(device.submitOperation());
  expect((await tell(device, envelope, { envelope: '{"no' })).status).toBe(200);
  expect((await tell(device, envelope, { envelope: null })).status).toBe(200);
  const rows = await sql`
    SELECT envelope FROM unreadable_operations
    WHERE operation_id = ${envelope.id}`;
  expect(rows).toEqual([{ envelope: '{"no' }]);
  expect(await missingOf(device)).toMatchObject({ seq: 0 });
});

test('nobody tells of the operations of another device', async () => {
  const [device, other] = [await aDevice(), await aDevice()];
  const envelope = await other.make(other.submitOperation());
  expect((await tell(device, envelope)).status).toBe(400);
});
