import { expect, test } from 'vitest';
import { withdrawCatalogue } from '../../../src/platform/commands/withdraw-catalogue.ts';
import { ANSWERS, TestDevice } from '../../support/device-builder.ts';
import {
  startTestPlatform,
  type TestPlatform,
} from '../../support/test-platform.ts';
import { aCase, anAct, send, supplement } from './a-case.ts';

const STATION = '422825201237';
const at = (minute: number) =>
  new Date(Date.parse('2026-12-01T02:00:00Z') + minute * 60_000).toISOString();
const made = (minute: number) => ({
  madeAt: {
    wallTime: at(minute),
    monotonicMs: 1,
    bootId: '019b0000-0000-7000-8000-000000000000',
    lastHeardAt: null,
  },
});
const heldSo = [{ result: 'held', code: 'catalogueWithdrawn' }];
const applied = [{ result: 'applied' }];

async function withdrawn(mode: string): Promise<{
  platform: TestPlatform;
  device: TestDevice;
  before: Awaited<ReturnType<typeof aCase>>;
}> {
  const platform = await startTestPlatform();
  platform.setNow(at(0));
  const device = await TestDevice.ready(platform, STATION);
  const before = await aCase(device, made(0));
  platform.setNow(at(5));
  const { catalogueVersion: version } = platform;
  const done = await withdrawCatalogue(platform.context, { version, mode });
  expect(done.ok).toBe(true);
  platform.setNow(at(10));
  return { platform, device, before };
}

test('a version withdrawn for intake: what was made before is taken in, what was made after is held', async () => {
  const { device, before } = await withdrawn('stopIntake');
  const early = await device.make(device.submitOperation(made(4)));
  const after = await device.make(device.submitOperation(made(6)));
  // A clock that runs ahead does not count past the arrival.
  const ahead = await device.make(device.submitOperation(made(600)));
  expect(await send(device, early, after, ahead)).toMatchObject([
    ...applied,
    ...heldSo,
    ...heldSo,
  ]);
  const act = await anAct(device, before, { ...supplement, ...made(6) });
  expect(await send(device, act)).toMatchObject(applied);
});

test('a version withdrawn altogether holds what is done on its cases after that', async () => {
  const { device, before } = await withdrawn('stopAll');
  const early = await anAct(device, before, { ...supplement, ...made(4) });
  const after = await anAct(device, early, { ...supplement, ...made(6) });
  expect(await send(device, early, after)).toMatchObject([
    ...applied,
    ...heldSo,
  ]);
});

test('the command knows its versions and modes', async () => {
  const { platform } = await withdrawn('stopIntake');
  const { catalogueVersion: version, context } = platform;
  for (const bad of [
    { version, mode: 'stop' },
    { version: 'none', mode: 'stopAll' },
    { mode: 'stopAll' },
  ])
    expect((await withdrawCatalogue(context, bad)).ok).toBe(false);
});

test('the same matter of the same person at two villages: both are taken in, the later one says so', async () => {
  const platform = await startTestPlatform();
  const one = await TestDevice.ready(platform, STATION);
  const two = await TestDevice.ready(platform, '422825102206');
  const findings = async (caseId: string) =>
    (
      await platform.context.sql<{ findings: { code: string }[] }[]>`
        SELECT body->'findings' AS findings FROM events
        WHERE case_id = ${caseId} AND kind = 'received'`
    )[0]?.findings.filter(({ code }) => code === 'duplicate');
  const first = one.submitOperation();
  const envelope = await one.make(first);
  expect(await send(one, envelope)).toMatchObject(applied);
  expect(await findings(envelope.caseId ?? '')).toEqual([]);
  const second = await aCase(two);
  expect(await findings(second.caseId)).toEqual([
    { code: 'duplicate', path: first.number },
  ]);
  // Another person, and one whose case has ended, are none.
  const other = await aCase(two, {
    answers: { ...ANSWERS, applicantIdNo: '000000198001050023' },
  });
  expect(await findings(other.caseId)).toEqual([]);
  for (const id of [envelope.caseId, second.caseId])
    await platform.context
      .sql`UPDATE cases SET status = 'concluded' WHERE case_id = ${id}`;
  expect(await findings((await aCase(one)).caseId)).toEqual([]);
});

test('two villages at the same moment see each other', async () => {
  const platform = await startTestPlatform();
  const devices = await Promise.all(
    [STATION, '422825102206', '422825201237'].map(
      async (station) => await TestDevice.ready(platform, station),
    ),
  );
  await Promise.all(devices.map(async (device) => await aCase(device)));
  const rows = await platform.context.sql<{ duplicate: boolean }[]>`
    SELECT body->'findings' @> '[{"code": "duplicate"}]' AS duplicate
    FROM events WHERE kind = 'received'`;
  expect(rows.filter(({ duplicate }) => duplicate)).toHaveLength(2);
});
