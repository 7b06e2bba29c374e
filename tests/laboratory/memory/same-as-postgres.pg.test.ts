// The laboratory's county in memory must answer as PostgreSQL does: the same drawn
// statements run on both, in transactions that commit or are undone, and after each
// step both must have said the same.
import { describe, expect, test } from 'vitest';
import { connect } from '../../../src/platform/database/connect.ts';
import * as sqlDevices from '../../../src/platform/database/queries/devices.ts';
import type { Envelope } from '../../../src/protocol/sealed-operation.ts';
import * as sqlEnvelopes from '../../../src/platform/database/queries/envelopes.ts';
import * as sqlFeed from '../../../src/platform/database/queries/feed.ts';
import * as sqlMaterials from '../../../src/platform/database/queries/materials.ts';
import * as sqlOperations from '../../../src/platform/database/queries/operations.ts';
import * as sqlStations from '../../../src/platform/database/queries/stations.ts';
import {
  transact as sqlTransact,
  type Work,
} from '../../../src/platform/database/transaction.ts';
import { demoStations } from '../../../src/platform/demo/demo-county.ts';
import { createTestDatabase } from '../../support/postgres.ts';
import { Random } from '../scheduler/random.ts';
import { MemorySql } from './memory-sql.ts';
import * as memoryDevices from './queries/devices.ts';
import * as memoryEnvelopes from './queries/envelopes.ts';
import * as memoryFeed from './queries/feed.ts';
import * as memoryMaterials from './queries/materials.ts';
import * as memoryOperations from './queries/operations.ts';
import * as memoryStations from './queries/stations.ts';
import { MemoryStore } from './store.ts';
import { transact as memoryTransact } from './transaction.ts';

/** What the memory has of what PostgreSQL is asked. */
type Queries = Shared<typeof memoryDevices, typeof sqlDevices> &
  Shared<typeof memoryEnvelopes, typeof sqlEnvelopes> &
  Shared<typeof memoryFeed, typeof sqlFeed> &
  Shared<typeof memoryMaterials, typeof sqlMaterials> &
  Shared<typeof memoryOperations, typeof sqlOperations>;
type Shared<Memory, Sql> = Pick<Sql, keyof Sql & keyof Memory>;

const county = '422825';
const [station] = demoStations;
if (station === undefined) throw new Error('the demo has no station');
const AUDIENCES = [`station:${station.code}`, 'township:422825102'];
const id = (kind: number, n: number) =>
  `019ab000-0000-7000-8000-${String(kind * 100 + n).padStart(12, '0')}`;
const hash = (n: number) => String(n).repeat(64).slice(0, 64);
const minute = (n: number) =>
  new Date(Date.UTC(2026, 10, 25, 2, n)).toISOString();

const anEnvelope = (n: number): Envelope => ({
  id: id(3, n),
  deviceId: id(1, 0),
  seq: 1 + n,
  prev: null,
  caseId: null,
  casePrev: null,
  seen: 0,
  schema: 'journal@1',
  sha256: hash(n),
  jwe: 'a.b.c.d.e',
});

/** One statement: the same on both stores. */
type Step = (q: Queries, work: Work) => Promise<unknown>;

function drawStep(random: Random): Step {
  const n = random.below(4);
  const device = { county, deviceId: id(1, random.below(2)) };
  const key = { county, sha256: hash(n) };
  const at = minute(random.below(50));
  // Everything is drawn here: a step runs twice.
  const issuedUs = random.below(9);
  const start = 4 * random.below(3);
  const citation = cited(random, key, device.deviceId, at);
  const operation = anOperation(random, at);
  const audience = random.pick(AUDIENCES);
  const steps: Step[] = [
    (q, { tx }) =>
      q.addDevice(tx, {
        ...device,
        stationCode: station?.code ?? '',
        deviceNumber: 1 + n,
        deliveryJwk: { kty: 'EC', crv: 'P-256', x: 'x', y: 'y' },
        enrolledAt: new Date(at),
        vaultEscrow: 'sealed',
      }),
    (q, { tx }) => q.findDevice(tx, device),
    (q, { tx }) =>
      q.findDeviceByNumber(tx, {
        county: device.county,
        stationCode: station?.code ?? '',
        deviceNumber: 1 + n,
      }),
    (q, { tx }) => q.lockDevice(tx, device),
    (q, { tx }) =>
      q.saveChain(tx, device, {
        knownSeq: n,
        head: n === 0 ? null : hash(n),
        highestSeq: n + 1,
        ackSeq: n,
        ackHead: null,
      }),
    (q, { tx }) =>
      q.saveReport(tx, device, {
        seq: n,
        head: hash(n),
        lost: [[1, 2]],
        unreadable: 0,
        at: new Date(at),
      }),
    (q, { tx }) => q.markForked(tx, device),
    (q, { tx }) => q.findUnproven(tx, device),
    (q, { tx }) => q.addUnproven(tx, { ...device, envelopes: n, bytes: 8 }),
    (q, { tx }) =>
      q.addEnvelopes(tx, {
        ...device,
        at,
        envelopes: [{ envelopeSha256: hash(n), envelope: anEnvelope(n) }],
      }),
    // Only of what is there: PostgreSQL has a foreign key.
    async (q, { tx }) =>
      (await q.findEnvelope(tx, { county, envelopeSha256: hash(n) })) &&
      (await q.noteTooSlow(tx, { county, envelopeSha256: hash(n), at })),
    (q, { tx }) =>
      q.readUnjudged(tx, {
        county,
        after: { arrivedAt: minute(n), envelopeSha256: hash(n) },
        before: minute(49),
        limit: 2,
      }),
    (q, { tx }) => q.noteJudged(tx, { county, envelopes: [hash(n)] }),
    (q, { tx }) => q.useNonce(tx, { ...device, issuedUs, at: new Date(at) }),
    (q, { tx }) => q.citeMaterial(tx, citation),
    (q, { tx }) =>
      q.beginMaterial(tx, { ...key, ...device, bytes: 8 + 4 * n, at }),
    (q, { tx }) => q.findMaterial(tx, key),
    (q, { tx }) => q.lockMaterial(tx, key),
    (q, { tx }) =>
      q.appendChunk(tx, {
        ...key,
        ...device,
        start,
        bytes: Uint8Array.of(n, 1, 2, 3),
      }),
    async (q, { tx }) => {
      const bytes: number[] = [];
      for await (const chunk of q.readChunks(tx, key)) bytes.push(...chunk);
      return bytes;
    },
    (q, { tx }) => q.dropChunks(tx, key),
    (q, { tx }) => q.markWhole(tx, { ...key, bytes: 99, at }),
    (q, { tx }) =>
      q.saveKey(tx, {
        ...key,
        wrappedKey: `key ${n}`,
        mediaType: 'image/png',
        opens: n > 1,
      }),
    (q, { tx }) => q.reopenMaterial(tx, key),
    (q, { tx }) => q.resetUpload(tx, key),
    (q, { tx }) =>
      q.countUncited(tx, { ...device, except: key.sha256, least: 5 }),
    (q, { tx }) =>
      q.readForgotten(tx, { county, before: new Date(at), limit: 3 }),
    (q, { tx }) => q.removeMaterial(tx, key),
    (q, { tx }) => q.addOperation(tx, operation),
    (q, { tx }) => q.addOperation(tx, operation),
    (q, { tx }) => q.findOperation(tx, { county, operationId: id(2, n) }),
    (q, { tx }) => q.findPredecessor(tx, { ...device, operationId: id(2, n) }),
    (q, { tx }) => q.readChainAfter(tx, { ...device, after: n }),
    async (q, { tx }) =>
      unordered(await q.readChainAround(tx, { ...device, seq: n })),
    async (q, { tx }) =>
      unordered(await q.readChainAt(tx, { ...device, seq: n })),
    async (q, { tx }) =>
      unordered(await q.readHeldIds(tx, { county, code: 'notAllowedNow' })),
    async (q, { tx }) =>
      unordered(await q.readHeldIdsOfCase(tx, { county, caseId: id(3, 0) })),
    (q, { tx }) =>
      q.changeResult(tx, {
        county,
        operationId: id(2, n),
        result: 'applied',
        code: null,
        paths: null,
        authorKid: 'kid',
        number: null,
      }),
    // As appendFeed does, which is bound to the one or the other.
    async (q, { tx }) => {
      const pos = await q.advanceFeedHead(tx, { county, audience, by: 1 });
      const body = { notice: 'materialFirst', caseId: id(3, n) } as never;
      const row = { county, audience, pos, caseId: null, body, at };
      await q.addFeedItems(tx, [{ ...row, kind: 'control' }]);
      return await q.findFeedItem(tx, { county, audience, pos });
    },
    (q, { tx }) =>
      q.readFeedItems(tx, {
        county,
        audience: AUDIENCES[0] ?? '',
        after: n,
        limit: 3,
      }),
    (q, { tx }) => q.readFeedHead(tx, { county, audience: AUDIENCES[1] ?? '' }),
  ];
  return random.pick(steps);
}

const unordered = (rows: readonly unknown[]) =>
  rows.map((row) => JSON.stringify(row)).toSorted();

function cited(
  random: Random,
  key: { county: string; sha256: string },
  deviceId: string,
  at: string,
) {
  return {
    ...key,
    deviceId,
    bytes: 12,
    wrappedKey: `key ${random.below(3)}`,
    mediaType: 'image/jpeg',
    at,
  };
}

function anOperation(
  random: Random,
  arrivedAt: string,
): sqlOperations.OperationRow {
  const results = [
    { result: 'applied', code: null },
    { result: 'held', code: 'notAllowedNow' },
    { result: 'held', code: 'forked' },
    { result: 'refused', code: 'invalid' },
  ] as const;
  const n = random.below(4);
  const { result, code } = random.pick(results);
  return {
    county,
    operationId: id(2, n),
    sha256: hash(random.below(9)),
    envelopeSha256: hash(n),
    deviceId: id(1, random.below(2)),
    seq: random.below(4),
    prev: null,
    caseId: id(3, 0),
    casePrev: random.chance(0.5) ? null : id(2, random.below(4)),
    schema: 'supplement@1',
    authorKid: random.chance(0.5) ? 'kid' : null,
    result,
    code,
    paths: random.chance(0.3) ? ['answers.a'] : null,
    number: null,
    replaces: null,
    arrivedAt,
    givenUp: random.chance(0.2),
  };
}

class Undone extends Error {}

/** What a transaction of these steps says; the last word is whether it counts. */
async function run(
  transact: typeof sqlTransact,
  on: Parameters<typeof sqlTransact>[0],
  queries: Queries,
  { steps, isUndone }: { steps: Step[]; isUndone: boolean },
): Promise<unknown[]> {
  const said: unknown[] = [];
  try {
    await transact(on, async (work) => {
      said.length = 0;
      for (const step of steps) said.push(await step(queries, work));
      if (isUndone) throw new Undone();
    });
  } catch (error) {
    if (!(error instanceof Undone)) throw error;
  }
  return said;
}

const { connection } = await createTestDatabase();

describe('the county in memory', () => {
  test.each([1, 2, 3, 4, 5])(
    'answers every drawn statement as PostgreSQL does (seed %i)',
    async (seed) => {
      const random = new Random(seed);
      const sql = connect(connection, { max: 1 });
      const memory = new MemorySql(new MemoryStore(), () => Promise.resolve())
        .asSql;
      const overSql = {
        ...sqlDevices,
        ...sqlEnvelopes,
        ...sqlFeed,
        ...sqlMaterials,
      };
      const overMemory = {
        ...memoryDevices,
        ...memoryEnvelopes,
        ...memoryFeed,
        ...memoryMaterials,
      };
      try {
        await sql`TRUNCATE stations, devices, envelopes, unproven_envelopes, operations, materials,
          upload_chunks, feed_heads, feed_items CASCADE`;
        await sqlStations.saveStation(sql, county, station);
        await memoryStations.saveStation(memory, county, station);
        for (let i = 0; i < 40; i += 1) {
          const drawn = {
            steps: Array.from({ length: 6 }, () => drawStep(random)),
            isUndone: random.chance(0.2),
          };
          const bySql = await run(
            sqlTransact,
            sql,
            { ...overSql, ...sqlOperations },
            drawn,
          );
          const byMemory = await run(
            memoryTransact,
            memory,
            { ...overMemory, ...memoryOperations },
            drawn,
          );
          expect(byMemory, `transaction ${i}`).toEqual(bySql);
        }
      } finally {
        await sql.end({ timeout: 5 });
      }
    },
  );
});
