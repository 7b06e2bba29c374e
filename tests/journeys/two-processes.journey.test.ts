// Two processes of one county on one PostgreSQL and one folder: villages and the console
// speak with either, one is killed in the middle, and nothing is lost or doubled.
import { chmodSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { pino } from 'pino';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { getCurrentCatalogue } from '../../src/platform/catalogue/pinned-catalogue.ts';
import type { PlatformContext } from '../../src/platform/context.ts';
import { connect, disconnect } from '../../src/platform/database/connect.ts';
import { loadCountyKeys } from '../../src/platform/keys/county-keys.ts';
import { storeFolder } from '../../src/platform/materials/store-folder.ts';
import {
  startPostgres,
  type RunningPostgres,
} from '../../src/platform/postgres/start-postgres.ts';
import { TestDevice } from '../support/device-builder.ts';
import { expectWhole, rest, run } from '../support/fleet.ts';
import { FleetDevice } from '../support/fleet-device.ts';
import {
  aPlatform,
  type PlatformProcess,
} from '../support/platform-process.ts';

const COUNTY = '422825';
const STATION = '422825201237';
const OURS = { 'Sec-Fetch-Site': 'same-origin' };

const engineDir = mkdtempSync(join(tmpdir(), 'vsp-engine-'));
const dataDir = mkdtempSync(join(tmpdir(), 'vsp-shared-'));
let engine: RunningPostgres;
let one: PlatformProcess;
let two: PlatformProcess;
let context: PlatformContext;
let catalogueVersion = '';

const originOf = ({ port }: PlatformProcess) => `http://localhost:${port}`;

beforeAll(async () => {
  chmodSync(engineDir, 0o755);
  engine = await startPostgres({ dataDir: engineDir, log: () => undefined });
  const { host, port, user, database } = engine.connection;
  const settings = {
    DATABASE_URL: `postgres:///${database}`,
    PGHOST: host,
    PGPORT: String(port),
    PGUSER: user,
  };
  one = await aPlatform(undefined, dataDir);
  two = await aPlatform(undefined, dataDir);
  await one.start(undefined, settings);
  await two.start(undefined, settings);
  context = {
    sql: connect(engine.connection, { max: 2 }),
    config: { county: COUNTY, demo: true, address: originOf(one) },
    keys: await loadCountyKeys(join(dataDir, 'keys'), COUNTY),
    store: storeFolder(join(dataDir, 'materials')),
    clock: () => new Date(),
    log: pino({ level: 'silent' }),
  };
  catalogueVersion = (await getCurrentCatalogue(context)).version;
});

afterAll(async () => {
  await one.stop();
  await two.remove();
  await disconnect(context.sql);
  await engine.stop();
  rmSync(engineDir, { recursive: true, force: true });
});

const aDevice = async (process: PlatformProcess) =>
  new FleetDevice(
    await TestDevice.ready(
      { context, address: originOf(process), catalogueVersion },
      STATION,
    ),
  );

async function signIn(): Promise<string> {
  const { accounts } = await one.demo();
  // Of the township in which the device's cases are decided.
  const reviewer = accounts.find(({ login }) => login === 'demo-reviewer-03');
  const answer = await fetch(`${originOf(one)}/api/v1/review/session`, {
    method: 'POST',
    headers: { ...OURS, 'Content-Type': 'application/json' },
    body: JSON.stringify({
      login: reviewer?.login,
      password: reviewer?.password,
    }),
  });
  return answer.headers.getSetCookie()[0]?.split(';')[0] ?? '';
}

test('villages and console over both, one killed: nothing lost or doubled, and each hears of the other', async () => {
  const fleet = [
    await aDevice(one),
    await aDevice(one),
    await aDevice(two),
    await aDevice(two),
  ];
  // Signed in at the one, the console works with the other.
  const cookie = await signIn();
  const arrivals = await fetch(`${originOf(two)}/api/v1/review/arrivals`, {
    headers: { ...OURS, Cookie: cookie, Accept: 'text/event-stream' },
  });
  expect(arrivals.status).toBe(200);
  const reader = arrivals.body?.getReader();
  const heard = async (word: string) => {
    for (let text = ''; !text.includes(word);) {
      const part = await reader?.read();
      if (part?.value === undefined) throw new Error(`closed before ${word}`);
      text += new TextDecoder().decode(part.value);
    }
  };
  await heard('retry');
  const [first, second] = fleet;
  if (first === undefined || second === undefined) throw new Error('no fleet');
  const { caseId } = await first.submit(0);
  await first.round();
  await heard('changed');
  await reader?.cancel();

  const decided = await fetch(
    `${originOf(two)}/api/v1/review/cases/${caseId}/decisions`,
    {
      method: 'POST',
      headers: { ...OURS, Cookie: cookie, 'Content-Type': 'application/json' },
      body: JSON.stringify({
        act: 'refuse',
        version: 1,
        reason: '未满八十周岁，不符合条件',
        authority: '',
      }),
    },
  );
  expect(decided.status).toBe(200);

  for (const each of fleet)
    for (let i = 0; i < 8; i += 1) await each.submit(i % 3);
  const running = run(fleet);
  await expect
    .poll(() => first.acknowledged.size + second.acknowledged.size, {
      timeout: 60_000,
      interval: 5,
    })
    .toBeGreaterThan(2);
  await one.kill();
  // Whatever stands before them sends the villages to the process that lives.
  for (const { device } of fleet)
    Object.assign(device, { address: originOf(two) });
  await running.end();
  await rest(fleet);
  await expectWhole(context, fleet);
});
