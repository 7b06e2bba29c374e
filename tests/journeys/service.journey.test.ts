// The platform as a service: run as the printed unit says, and stopped as systemd does,
// by a signal to it alone, while a village is sending.
import { execFileSync, spawn, type ChildProcess } from 'node:child_process';
import { existsSync, mkdtempSync, rmSync } from 'node:fs';
import { request } from 'node:http';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, expect, test } from 'vitest';
import { connectBeside } from '../../src/platform/commands/connect-beside.ts';
import { readConfig } from '../../src/platform/config.ts';
import type { PlatformContext } from '../../src/platform/context.ts';
import { TestDevice } from '../support/device-builder.ts';
import { freePort, until } from '../support/platform-process.ts';
import {
  aMaterial,
  citing,
  headersOf,
  urlOf,
} from '../platform/materials/a-material.ts';

const root = mkdtempSync(join(tmpdir(), 'vsp-service-'));
const dataDir = join(root, 'data');
let service: ChildProcess | undefined;

afterAll(async () => {
  if (service !== undefined) await stop(service);
  rmSync(root, { recursive: true, force: true });
});

const unit = execFileSync(
  process.execPath,
  ['dist/platform/admin.js', 'service-unit'],
  { encoding: 'utf8', env: { ...process.env, DATA_DIR: dataDir } },
);

/** The values of a key, in order. */
function valuesOf(key: string): string[] {
  return [...unit.matchAll(new RegExp(`^${key}="?(.*?)"?$`, 'gm'))].map(
    ([, value = '']) => value,
  );
}

/** As systemd does: nothing of our own environment but what the unit says. */
async function start(port: number): Promise<ChildProcess> {
  const [program = '', ...args] = valuesOf('ExecStart')[0]?.split(' ') ?? [];
  const child = spawn(program, args, {
    cwd: valuesOf('WorkingDirectory')[0],
    env: {
      PATH: '/usr/bin:/bin',
      ...Object.fromEntries(
        valuesOf('Environment').map(
          (each) => each.split('=') as [string, string],
        ),
      ),
      PORT: String(port),
    },
    stdio: 'ignore',
  });
  await until(async () => {
    expect(child.exitCode).toBe(null);
    const answer = await fetch(`http://127.0.0.1:${port}/readyz`).catch(
      () => undefined,
    );
    return answer?.ok === true;
  }, 60_000);
  return child;
}

async function stop(child: ChildProcess): Promise<number | null> {
  if (child.exitCode !== null) return child.exitCode;
  const ended = new Promise<number | null>((resolve) => {
    child.once('exit', resolve);
  });
  child.kill('SIGTERM');
  return await ended;
}

async function beside<Value>(
  look: (context: PlatformContext) => Promise<Value>,
): Promise<Value> {
  const config = readConfig({ DATA_DIR: dataDir });
  if (!config.ok) throw new Error(config.problems.join());
  const found = await connectBeside(config.value);
  if (!found.ok) throw new Error('no platform runs there');
  try {
    return await look(found.value);
  } finally {
    await found.close();
  }
}

test('the printed unit runs the platform, and a stop lets a village finish what it is sending', async () => {
  const port = await freePort();
  service = await start(port);
  const material = aMaterial(200_000);
  const device = await beside(async (context) => {
    const [row] = await context.sql<{ version: string }[]>`
      SELECT version FROM catalogues`;
    return await TestDevice.ready(
      {
        context,
        address: `http://127.0.0.1:${port}`,
        catalogueVersion: row?.version ?? '',
      },
      '422825201237',
    );
  });
  expect((await device.push(await citing(device, material.ref))).status).toBe(
    200,
  );

  // Half of the photograph is here when the service is told to stop.
  const upload = request(urlOf(device, material), {
    method: 'POST',
    headers: headersOf(device, material),
  });
  const answered = new Promise<number | undefined>((resolve, reject) => {
    upload.once('response', (answer) => resolve(answer.statusCode));
    upload.once('error', reject);
  });
  upload.write(material.content.subarray(0, 100_000));
  await until(
    async () =>
      await beside(async ({ sql }) => {
        const [row] = await sql<{ bytes: number }[]>`
          SELECT received_bytes AS bytes FROM materials`;
        return (row?.bytes ?? 0) > 0;
      }),
    30_000,
  );
  const ended = stop(service);
  await until(async () => {
    const taken = await fetch(`http://127.0.0.1:${port}/healthz`).catch(
      () => undefined,
    );
    return taken === undefined;
  }, 30_000);
  upload.end(material.content.subarray(100_000));
  expect(await answered).toBe(201);
  expect(await ended).toBe(0);
  expect(existsSync(join(dataDir, 'platform.lock'))).toBe(false);
  expect(existsSync(join(dataDir, 'postgres/postmaster.pid'))).toBe(false);

  service = await start(port);
  const complete = await beside(
    async ({ sql }) =>
      await sql`SELECT sha256 FROM materials WHERE complete_at IS NOT NULL`,
  );
  expect(complete).toEqual([{ sha256: material.ref.sha256 }]);
});
