// The county's platform with its private PostgreSQL, as large as a county gets, while
// villages send and staff work. README.md says what each figure is.
import { randomBytes } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { pino } from 'pino';
import { getCurrentCatalogue } from '../../../src/platform/catalogue/pinned-catalogue.ts';
import { countDueDays } from '../../../src/platform/clocks/count-due-days.ts';
import type { PlatformContext } from '../../../src/platform/context.ts';
import { connect, disconnect } from '../../../src/platform/database/connect.ts';
import { findStation } from '../../../src/platform/database/queries/stations.ts';
import { rollUp } from '../../../src/platform/figures/roll-up.ts';
import { loadCountyKeys } from '../../../src/platform/keys/county-keys.ts';
import { storeFolder } from '../../../src/platform/materials/store-folder.ts';
import { saveCountyStations } from '../../../src/platform/people/save-county-stations.ts';
import { readPostmasterFile } from '../../../src/platform/postgres/postmaster-file.ts';
import {
  aPlatform,
  type PlatformProcess,
} from '../../support/platform-process.ts';
import { compareWithBooks } from './books.ts';
import { readCpu } from './cpu.ts';
import { hurry, settleDown, writeCases } from './data-set.ts';
import { p95 } from './percentile.ts';
import { Staff, type Latencies } from './staff.ts';
import { saveSecretsOf } from './sealed-secrets.ts';
import { Village } from './village.ts';

export type Wish = {
  /** In the data set before anything is measured. */
  cases: number;
  /** Of the sustained intake, and of the storm: 1 = all that is described. */
  part: number;
  photographBytes: number;
};

export type PlatformResult = {
  cases: number;
  operationsPerS: number;
  /** Processor time of one operation, without what the bench itself takes. */
  platformMs: number;
  engineMs: number;
  /** From a device's return to the answer to its texts. */
  stormP95AckMs: number;
  stormErrors: number;
  /** Operations that the county asked for once more, in the storm. */
  stormLater: number;
  stormS: number;
  lost: number;
  doubled: number;
  /** While villages send, first steadily and then in the storm. */
  worklistP95Ms: number;
  searchP95Ms: number;
  caseP95Ms: number;
  figuresP95Ms: number;
  /** The same in the storm alone, and with nobody else there. */
  storm: Latencies;
  quiet: Latencies;
  /** Nobody else there: at all cases against at 10,000. */
  growth: Latencies | null;
  staffErrors: number;
  /** Resident memory of the platform's process at most. */
  rssMB: number;
  /** Making the data set, counting its figures for the first time. */
  dataSetS: number;
  rollUpS: number;
};

const FEW = 10_000;
const AT_ONCE = 20_000;
const DEVICES = 500;
const STEADY = { devices: 40, operations: 20_000, batch: 25 };
const STORM = { cases: 5000, photographs: 3, withinMs: 60_000 };
/** Uploads of one device beside one another. */
const LANES = 2;
const STAFF = { people: 4, pauseMs: 1000, quietRounds: 150 };
const MB = 1024 * 1024;

export async function measurePlatform(
  wish: Wish,
  say: (line: string) => void,
): Promise<PlatformResult> {
  const platform = await aPlatform();
  try {
    await platform.start();
    const context = await contextBeside(platform);
    try {
      return await measure(wish, { platform, context, say });
    } finally {
      await disconnect(context.sql);
    }
  } finally {
    await platform.remove();
  }
}

type Bench = {
  platform: PlatformProcess;
  context: PlatformContext;
  say: (line: string) => void;
};

async function measure(wish: Wish, bench: Bench): Promise<PlatformResult> {
  const { platform, context, say } = bench;
  const origin = `http://127.0.0.1:${platform.port}`;
  const published = await getCurrentCatalogue(context);
  await saveCountyStations(context, published.catalogue);
  const catalogueVersion = published.version;
  const fleet = await makeFleet(wish, bench, origin, catalogueVersion);
  const memory = watchMemory(platform.pid());

  const begun = performance.now();
  const grow = async (from: number, to: number) => {
    await hurry(context.sql);
    for (let at = from; at < to; at += AT_ONCE) {
      const end = Math.min(at + AT_ONCE, to);
      await writeCases(context.sql, { from: at, to: end, catalogueVersion });
      if (end % 100_000 === 0) say(`${end} cases written`);
    }
    await countDueDays(context);
    await saveSecretsOf(context);
    await settleDown(context.sql);
  };
  const few = Math.min(FEW, wish.cases);
  await grow(0, few);
  await rollUp(context);
  const staff = await Staff.signedIn(
    origin,
    await platform.demo(),
    await searchesOf(context),
  );
  const rounds = Math.max(Math.round(wish.part * STAFF.quietRounds), 20);
  const small = await staff.quietly(rounds);
  say(`at ${few}: ${show(small)}`);
  await grow(few, wish.cases);
  const dataSetS = seconds(begun);
  const rolling = performance.now();
  await rollUp(context);
  const rollUpS = seconds(rolling);
  await settleDown(context.sql);
  const quiet = await staff.quietly(rounds);
  say(`at ${wish.cases}: ${show(quiet)}`);

  const asking = staff.keepAsking(STAFF.people, STAFF.pauseMs);
  const before = readCpu(platform.pid());
  const { count, operationsPerS } = await sendSteadily(fleet.steady);
  const after = readCpu(platform.pid());
  await asking.end();
  const steady = staff.latencies();
  say(`${operationsPerS.toFixed(0)} operations/s; ${show(steady)}`);

  const askingInStorm = staff.keepAsking(STAFF.people, STAFF.pauseMs);
  const storm = await letStormIn(fleet.storm);
  await askingInStorm.end();
  const inStorm = staff.latencies();
  say(`storm ${storm.seconds.toFixed(0)} s; ${show(inStorm)}`);

  const villages = [...fleet.steady, ...fleet.storm];
  return {
    cases: wish.cases,
    operationsPerS,
    platformMs: ((after.platformS - before.platformS) * 1000) / count,
    engineMs: ((after.engineS - before.engineS) * 1000) / count,
    stormP95AckMs: p95(storm.acks),
    stormErrors: storm.errors,
    stormLater: storm.later,
    stormS: storm.seconds,
    ...(await compareWithBooks(context.sql, platform.dataDir, villages)),
    worklistP95Ms: Math.max(steady.worklist, inStorm.worklist),
    searchP95Ms: Math.max(steady.search, inStorm.search),
    caseP95Ms: Math.max(steady.case, inStorm.case),
    figuresP95Ms: Math.max(steady.figures, inStorm.figures),
    storm: inStorm,
    quiet,
    growth: wish.cases > FEW ? ratio(quiet, small) : null,
    staffErrors: staff.errors,
    rssMB: memory.peak() / MB,
    dataSetS,
    rollUpS,
  };
}

/** The platform's own code on its database, beside its process. */
async function contextBeside({
  dataDir,
}: PlatformProcess): Promise<PlatformContext> {
  const file = readPostmasterFile(join(dataDir, 'postgres'));
  if (file === undefined) throw new Error('no private database runs there');
  const county = '422825';
  return {
    sql: connect(
      {
        host: file.socketFolder,
        port: 5432,
        user: 'platform',
        database: 'platform',
      },
      { max: 4 },
    ),
    config: { county, demo: true, address: 'http://localhost' },
    keys: await loadCountyKeys(join(dataDir, 'keys'), county),
    store: storeFolder(join(dataDir, 'materials')),
    clock: () => new Date(),
    log: pino({ level: 'silent' }),
  };
}

/** All of it is signed and sealed here, before any clock runs. */
async function makeFleet(
  { part, photographBytes }: Wish,
  { context, say }: Bench,
  address: string,
  catalogueVersion: string,
): Promise<{ steady: Village[]; storm: Village[] }> {
  const plain = randomBytes(photographBytes);
  const codes = await context.sql<{ code: string }[]>`
    SELECT code FROM stations WHERE kind = 'village' ORDER BY code`;
  const make = async (count: number, cases: number, photographs: number) => {
    const villages: Village[] = [];
    for (let i = 0; i < count; i += 1) {
      const { code = '' } = codes[i % codes.length] ?? {};
      const station = await findStation(context.sql, {
        county: context.config.county,
        code,
      });
      if (station === undefined) throw new Error('no such station');
      const where = { context, address, catalogueVersion };
      const village = await Village.enrolled(where, station, plain);
      await village.prepare(Math.round(cases / count), photographs);
      villages.push(village);
    }
    return villages;
  };
  const senders = Math.max(Math.round(part * STEADY.devices), 1);
  const steady = await make(senders, part * STEADY.operations, 0);
  say(`${senders} devices with ${part * STEADY.operations} operations`);
  const count = Math.max(Math.round(part * DEVICES), 1);
  const storm = await make(count, part * STORM.cases, STORM.photographs);
  say(`${count} devices with ${part * STORM.cases} cases and photographs`);
  return { steady, storm };
}

/** Each device one batch after the other. */
async function sendSteadily(
  villages: readonly Village[],
): Promise<{ count: number; operationsPerS: number }> {
  const begun = performance.now();
  await Promise.all(
    villages.map(async (village) => {
      let sent;
      do sent = await village.push(STEADY.batch);
      while (sent !== undefined);
    }),
  );
  const count = villages.reduce((sum, { cases }) => sum + cases.length, 0);
  return { count, operationsPerS: count / seconds(begun) };
}

/** All come back within a minute: texts first, then their photographs. */
async function letStormIn(
  villages: readonly Village[],
): Promise<{ acks: number[]; errors: number; later: number; seconds: number }> {
  const begun = performance.now();
  const acks: number[] = [];
  let errors = 0;
  let later = 0;
  await Promise.all(
    villages.map(async (village, at) => {
      await new Promise((resolve) => {
        setTimeout(resolve, (at * STORM.withinMs) / villages.length);
      });
      const back = performance.now();
      try {
        await village.device.open();
      } catch {
        errors += 1;
      }
      for (;;) {
        const sent = await village.push(STEADY.batch);
        if (sent === undefined) break;
        errors += sent.errors;
        later += sent.later;
      }
      acks.push(performance.now() - back);
      const lane = async () => {
        for (;;) {
          const sent = await village.upload();
          if (sent === undefined) return;
          errors += sent.errors;
        }
      };
      await Promise.all(Array.from({ length: LANES }, lane));
    }),
  );
  return { acks, errors, later, seconds: seconds(begun) };
}

/** Names in part and whole, a village, a number, its end: as a reviewer types them. */
async function searchesOf({ sql }: PlatformContext): Promise<string[]> {
  const [village] = await sql<{ name: string }[]>`
    SELECT village_name AS name FROM stations WHERE kind = 'village' LIMIT 1`;
  const rows = await sql<{ number: string; name: string }[]>`
    SELECT number, applicant_name AS name FROM cases
    ORDER BY case_id LIMIT 12`;
  return rows.flatMap(({ number, name }, at) => [
    name,
    number.slice(-9),
    name.slice(1),
    ...(at % 4 === 0 ? [number, village?.name ?? ''] : []),
  ]);
}

function watchMemory(pid: number): { peak: () => number } {
  const used = () => {
    const [, kb] =
      /VmRSS:\s+(\d+) kB/.exec(readFileSync(`/proc/${pid}/status`, 'utf8')) ??
      [];
    return Number(kb) * 1024;
  };
  let most = used();
  const timer = setInterval(() => {
    most = Math.max(most, used());
  }, 100);
  return {
    peak: () => {
      clearInterval(timer);
      return most;
    },
  };
}

function seconds(since: number): number {
  return (performance.now() - since) / 1000;
}

function ratio(many: Latencies, few: Latencies): Latencies {
  return {
    worklist: many.worklist / few.worklist,
    search: many.search / few.search,
    case: many.case / few.case,
    figures: many.figures / few.figures,
  };
}

function show(latencies: Latencies): string {
  return Object.entries(latencies)
    .map(([name, ms]) => `${name} ${ms.toFixed(1)} ms`)
    .join(', ');
}

/** A line a figure. */
export function platformTable(result: PlatformResult): string {
  const line = (name: string, value: unknown) =>
    `${name.padEnd(20)} ${typeof value === 'number' && !Number.isInteger(value) ? value.toFixed(1) : String(value)}`;
  return Object.entries(result)
    .flatMap(([name, value]) =>
      typeof value === 'object' && value !== null
        ? Object.entries(value).map(([of, each]) => line(`${name} ${of}`, each))
        : line(name, value),
    )
    .join('\n');
}
