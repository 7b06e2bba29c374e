// What was kept when a process died before it was judged, and its telephone is lost.
import { expect, test } from 'vitest';
import { judgeKept } from '../../../src/platform/intake/judge-kept.ts';
import { storeEnvelopes } from '../../../src/platform/intake/store-envelopes.ts';
import type { Envelope } from '../../../src/protocol/sealed-operation.ts';
import { TestDevice } from '../../support/device-builder.ts';
import { startTestPlatform } from '../../support/test-platform.ts';

const platform = await startTestPlatform();
const { context } = platform;
const { sql } = context;
const device = await TestDevice.ready(platform, '422825201237');

/** As far as the first of intake's two transactions. */
async function keep(...envelopes: Envelope[]): Promise<void> {
  await storeEnvelopes(context, {
    deviceId: envelopes[0]?.deviceId ?? '',
    at: new Date().toISOString(),
    envelopes,
  });
}

const resultsOf = async (...envelopes: Envelope[]) =>
  await sql`SELECT result FROM operations
    WHERE operation_id = ANY(${envelopes.map(({ id }) => id)}) ORDER BY seq`;

test('guarantee 1: what was kept and not judged takes effect though its device never sends again', async () => {
  const submit = await device.make(device.submitOperation());
  const follower = await device.make(
    { kind: 'supplement', papers: [], signatures: [], madeAt: device.moment() },
    { caseId: submit.caseId, casePrev: submit.id },
  );
  await keep(follower, submit);
  // The device's own next round has its time first.
  expect(await judgeKept(context)).toBe(0);
  expect(await resultsOf(submit, follower)).toEqual([]);
  expect(await judgeKept(context, 0)).toBe(2);
  expect(await resultsOf(submit, follower)).toEqual([
    { result: 'applied' },
    { result: 'applied' },
  ]);
  expect(await judgeKept(context, 0)).toBe(0);
});

test('guarantee 2: it has one effect when its device sends it all the same', async () => {
  const submit = await device.make(device.submitOperation());
  await keep(submit);
  const [{ body }] = await Promise.all([
    device.push(submit),
    judgeKept(context, 0),
  ]);
  expect(body.results[0]?.result).toMatch(/applied|duplicate/);
  const events = await sql`
    SELECT 1 FROM events WHERE case_id = ${submit.caseId}`;
  expect(events).toHaveLength(1);
});

test('what waits for another one is looked at again, and what nobody proved to have made is not', async () => {
  const submit = await device.make(device.submitOperation());
  const follower = await device.make(
    { kind: 'supplement', papers: [], signatures: [], madeAt: device.moment() },
    { caseId: submit.caseId, casePrev: submit.id },
  );
  const bent = { ...(await device.make(device.submitOperation())), seen: 7 };
  await keep(follower, bent);
  expect(await judgeKept(context, 0)).toBe(2);
  expect(await judgeKept(context, 0)).toBe(1);
  await device.push(submit);
  expect(await judgeKept(context, 0)).toBe(1);
  expect(await resultsOf(submit, follower)).toEqual([
    { result: 'applied' },
    { result: 'applied' },
  ]);
});

test('nothing is left over of what was judged when it came', async () => {
  await device.push(
    await device.make(device.submitOperation()),
    await device.make(device.submitOperation({ answers: {} })),
  );
  expect(await judgeKept(context, 0)).toBe(0);
});
