// The platform in this process, over the test's own database, behind a real port:
// a published catalogue, the demo county's stations, keys and materials in a
// folder that goes with the test.
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { serve } from '@hono/node-server';
import { pino } from 'pino';
import type { Sql } from 'postgres';
import { afterAll } from 'vitest';
import { publishCatalogue } from '../../src/platform/catalogue/publish-catalogue.ts';
import type { PlatformContext } from '../../src/platform/context.ts';
import { saveStation } from '../../src/platform/database/queries/stations.ts';
import { demoStations } from '../../src/platform/demo/demo-county.ts';
import { createApp } from '../../src/platform/http/app.ts';
import { loadCountyKeys } from '../../src/platform/keys/county-keys.ts';
import { storeFolder } from '../../src/platform/materials/store-folder.ts';
import { rememberEpoch } from '../../src/platform/session/epoch.ts';
import { createTestDatabase } from './postgres.ts';

export const COUNTY = '422825';
const DATA = 'src/domain/catalogue/data';

/** Sessions refused one after the other. */
const STILL_LONG_ENOUGH = 30;

export type TestPlatform = {
  context: PlatformContext;
  /** `http://localhost:…` */
  address: string;
  port: number;
  folder: string;
  catalogueVersion: string;
  setNow: (instant: string) => void;
  /** Lines of the log so far. */
  log: string[];
};

export async function startTestPlatform(): Promise<TestPlatform> {
  const { sql } = await createTestDatabase();
  const folder = mkdtempSync(join(tmpdir(), 'vsp-platform-'));
  const { close, ...platform } = await openPlatform({ sql, folder });
  afterAll(async () => {
    await close();
    rmSync(folder, { recursive: true, force: true });
  });
  return platform;
}

/**
 * The same over a database and a folder of the caller's; `close` cuts what is
 * open, as the end of a process does.
 */
export async function openPlatform({
  sql,
  folder,
  port: wished = 0,
}: {
  sql: Sql;
  folder: string;
  port?: number;
}): Promise<TestPlatform & { close: () => Promise<void> }> {
  const log: string[] = [];
  let now: Date | undefined;
  const context: PlatformContext = {
    sql,
    config: { county: COUNTY, demo: true, address: 'http://localhost' },
    keys: await loadCountyKeys(join(folder, 'keys'), COUNTY),
    store: storeFolder(join(folder, 'materials')),
    clock: () => now ?? new Date(),
    log: pino({}, { write: (line: string) => log.push(line) }),
  };
  await rememberEpoch(context);
  for (const station of demoStations) await saveStation(sql, COUNTY, station);
  const catalogueVersion = await publishCatalogue(
    context,
    readJson('matters.json'),
    readJson('calendar.json'),
  );
  const app = createApp(context);
  let refused = 0;
  const server = serve({
    fetch: async (request, env) => {
      const answer = await app.fetch(request, env);
      if (request.url.endsWith('/api/v1/session')) {
        refused = answer.status === 401 ? refused + 1 : 0;
        // Each nonce is later than the one used last, by draws of microseconds: in a
        // clock that stands still there may be none left.
        if (refused > STILL_LONG_ENOUGH && now !== undefined)
          now = new Date(now.getTime() + 1);
      }
      return answer;
    },
    port: wished,
    hostname: '127.0.0.1',
  });
  // A machine under load comes back to a connection later than Node's five seconds.
  if ('keepAliveTimeout' in server) server.keepAliveTimeout = 120_000;
  await new Promise<void>((resolve) => {
    if (server.listening) resolve();
    else server.once('listening', resolve);
  });
  const { port } = server.address() as AddressInfo;
  return {
    context,
    address: `http://127.0.0.1:${port}`,
    port,
    folder,
    catalogueVersion,
    setNow: (instant) => {
      now = new Date(instant);
    },
    log,
    close: async () => {
      if ('closeAllConnections' in server) server.closeAllConnections();
      await new Promise((resolve) => server.close(resolve));
    },
  };
}

function readJson(name: string): unknown {
  return JSON.parse(readFileSync(`${DATA}/${name}`, 'utf8'));
}
