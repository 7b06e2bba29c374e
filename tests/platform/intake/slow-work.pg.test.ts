// One operation that fails, or takes long, stops no other one.
import { expect, test } from 'vitest';
import { judgeKept } from '../../../src/platform/intake/judge-kept.ts';
import { runHeld } from '../../../src/platform/intake/settle-held.ts';
import { TestDevice } from '../../support/device-builder.ts';
import { startTestPlatform } from '../../support/test-platform.ts';
import { named } from './named.ts';

const platform = await startTestPlatform();
const { sql } = platform.context;
const STATION = '422825201237';
const aDevice = async () => await TestDevice.ready(platform, STATION);

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

const inMinutes = (minutes: number) =>
  platform.setNow(new Date(Date.now() + minutes * 60_000).toISOString());

test('an operation that takes too long is tried once more behind the others, then in later requests, then held; nothing waits for it', async () => {
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
    { id: stuck.id, result: 'later', code: 'busy' },
    { id: good.id, result: 'applied' },
  ]);
  expect((await device.push(stuck)).body.results).toMatchObject([
    { result: 'later', code: 'busy' },
  ]);
  // Its device does not send again: what was kept is tried by itself.
  inMinutes(11);
  expect(await judgeKept(platform.context)).toBe(1);
  const held = await sql`SELECT result, code FROM operations
    WHERE operation_id = ${stuck.id}`;
  expect(held).toEqual([{ result: 'held', code: 'unprocessable' }]);
  inMinutes(0);
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
  expect(body.results).toEqual(
    stuck.map(({ id }) => ({ id, result: 'later', code: 'busy' })),
  );
  await sql`DROP TRIGGER slow ON cases`;
  expect((await device.push(...stuck)).body.results).toEqual(
    stuck.map(({ id }) => ({ id, result: 'applied' })),
  );
});

test('an engine that does nothing for a while leaves no work to a person', async () => {
  const device = await aDevice();
  const submit = await device.make(device.submitOperation());
  const behind = await device.make(
    { kind: 'supplement', papers: [], signatures: [], madeAt: device.moment() },
    { caseId: submit.caseId, casePrev: submit.id },
  );
  const standstill = await sql.reserve();
  await standstill`BEGIN`;
  await standstill`LOCK TABLE case_secrets IN ACCESS EXCLUSIVE MODE`;
  // As long as it lasts, and however often they are sent.
  for (const attempt of [1, 2]) {
    const { body } = await device.push(submit, behind);
    expect(body.results, `attempt ${attempt}`).toMatchObject([
      { id: submit.id, result: 'later', code: 'busy' },
      { id: behind.id, result: 'later' },
    ]);
  }
  await standstill`ROLLBACK`;
  standstill.release();
  // The same work that was too slow an hour before is quick now.
  inMinutes(60);
  expect(await judgeKept(platform.context)).toBe(2);
  const results = await sql`SELECT result FROM operations
    WHERE case_id = ${submit.caseId}`;
  expect(results).toEqual([{ result: 'applied' }, { result: 'applied' }]);
  inMinutes(0);
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
