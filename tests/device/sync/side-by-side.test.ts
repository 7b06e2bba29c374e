// Two batches and several photographs are under way at once: the link is not idle
// while an answer travels, and nothing of the order is lost by it.
import { describe, expect, it } from 'vitest';
import { getCounty } from '../../../src/device/database/meta.ts';
import { LARGEST_BATCH } from '../../../src/device/sync/round-context.ts';
import { UPLOAD_HEADERS, uploadName } from '../../../src/protocol/materials.ts';
import type { OperationBatch } from '../../../src/protocol/operations.ts';
import { anEnrolledDevice, must, now, PIN, type Bench } from '../a-device.ts';
import { aCase } from './some-cases.ts';
import { eventually } from '../../support/eventually.ts';

/** What of these requests is under way, by `weigh`, and the most there ever was. */
function watchUnderWay(
  { county }: Bench,
  {
    path,
    weigh,
  }: { path: RegExp; weigh: (request: Request) => Promise<number> },
) {
  const seen = { now: 0, most: 0, requests: 0 };
  county.fault = async (request) => {
    if (!path.test(request.url)) return undefined;
    const weight = await weigh(request);
    seen.requests += 1;
    seen.now += weight;
    seen.most = Math.max(seen.most, seen.now);
    // As long as a round trip: another may be begun meanwhile.
    await new Promise((resolve) => {
      setTimeout(resolve, 20);
    });
    seen.now -= weight;
    return undefined;
  };
  return seen;
}

/** Taken in by a device that has not heard the county since it was unlocked. */
async function someFreshCases(count: number): Promise<Bench> {
  const bench = await anEnrolledDevice();
  const { api, county } = bench;
  await api.device.lock();
  county.fault = () => Promise.reject(new TypeError('no network'));
  must(await api.device.unlock('clerk-1', PIN));
  for (let i = 0; i < count; i += 1) await aCase(bench, 0);
  // The round of the last one would else be the one that is asked for, twice.
  await api.sync.now();
  county.fault = undefined;
  return bench;
}

async function operationsOf(
  request: Request,
): Promise<OperationBatch['operations']> {
  const zipped = request.body?.pipeThrough(new DecompressionStream('gzip'));
  const batch = (await new Response(zipped).json()) as OperationBatch;
  return batch.operations;
}

describe('text', () => {
  it('guarantee 3: of two batches under way the second counts although the first failed, which goes again', async () => {
    const bench = await someFreshCases(16);
    const { county, api, device } = bench;
    const sent: string[][] = [];
    county.fault = async (request) => {
      if (!request.url.endsWith('/operations')) return undefined;
      const operations = await operationsOf(request);
      sent.push(operations.map(({ id }) => id));
      if (sent.length > 1) return undefined;
      throw new TypeError('cut');
    };
    await api.sync.now();
    const [first = [], second = []] = sent;
    expect(first.length).toBeGreaterThan(0);
    expect(second.length).toBeGreaterThan(0);
    const left = await device.store.db.outbox
      .filter(({ state }) => state === 'pending')
      .primaryKeys();
    expect(left).toEqual(expect.arrayContaining(first));
    for (const id of second) expect(left).not.toContain(id);
    await api.sync.now();
    expect((await now(api.outbox.watch)).unsent.operations).toBe(0);
    expect(county.operations.size).toBe(16);
    const times = new Map<string, number>();
    for (const id of sent.flat()) times.set(id, (times.get(id) ?? 0) + 1);
    for (const id of second) expect(times.get(id)).toBe(1);
  });

  it('is never more at once than a cut may cost', async () => {
    const bench = await someFreshCases(40);
    const seen = watchUnderWay(bench, {
      path: /operations$/,
      weigh: async (request) => {
        const operations = await operationsOf(request);
        return operations.reduce(
          (sum, each) => sum + JSON.stringify(each).length,
          0,
        );
      },
    });
    await bench.api.sync.now();
    expect(bench.county.operations.size).toBe(40);
    expect(seen.requests).toBeGreaterThan(2);
    expect(seen.most).toBeLessThanOrEqual(LARGEST_BATCH);
  });
});

describe('photographs', () => {
  it('guarantee 6: text that is saved while they are on a slow line does not wait for them', async () => {
    const bench = await anEnrolledDevice();
    const { api, county } = bench;
    let release: () => void = () => undefined;
    const line = new Promise<void>((resolve) => {
      release = resolve;
    });
    const isHeld = new Promise<void>((resolve) => {
      county.fault = async (request) => {
        if (!request.url.includes('/materials/')) return undefined;
        resolve();
        await line;
        return undefined;
      };
    });
    await aCase(bench, 2);
    await isHeld;
    await aCase(bench, 1);
    // The round that they are on ends without them.
    await api.sync.now();
    const next = api.sync.now();
    await eventually(() => expect(county.operations.size).toBe(2));
    expect(county.uploads.size).toBe(0);
    release();
    await next;
    expect((await now(api.outbox.watch)).unsent.materials).toBe(0);
  });

  it('guarantee 7: several are under way at once, and each arrives byte for byte', async () => {
    const bench = await anEnrolledDevice();
    bench.county.fault = () => Promise.reject(new TypeError('no network'));
    for (let i = 0; i < 4; i += 1) await aCase(bench, 2);
    const seen = watchUnderWay(bench, {
      path: /\/materials\//,
      weigh: () => Promise.resolve(1),
    });
    await bench.api.sync.now();
    await bench.api.sync.now();
    expect(seen.most).toBeGreaterThan(1);
    const { county, device, api } = bench;
    expect((await now(api.outbox.watch)).unsent.materials).toBe(0);
    const stored = await device.store.db.materialBytes.toArray();
    expect(county.uploads.size).toBe(stored.length);
    for (const { sha256, ciphertext } of stored)
      expect(county.uploads.get(sha256)).toEqual(new Uint8Array(ciphertext));
  });

  it(
    'guarantee 10: one that is under way when the time is up is left to the next round, and goes once',
    { timeout: 10_000 },
    async () => {
      const bench = await anEnrolledDevice();
      const { api, county, ports } = bench;
      let monotonicMs = 0;
      ports.clock.monotonicMs = () => monotonicMs;
      ports.clock.after = () => () => undefined;
      county.fault = () => Promise.reject(new TypeError('no network'));
      for (let i = 0; i < 2; i += 1) await aCase(bench, 2);
      await api.sync.now();
      const begun: string[] = [];
      let arrives = (): void => undefined;
      const isSlow = new Promise<undefined>((resolve) => {
        arrives = () => resolve(undefined);
      });
      county.fault = (request) => {
        if (!request.url.includes('/materials/'))
          return Promise.resolve(undefined);
        begun.push(request.url);
        if (begun.length === 1) return isSlow;
        monotonicMs += 31_000;
        return Promise.resolve(undefined);
      };
      await api.sync.now();
      const inTime = begun.length;
      expect(inTime).toBeLessThan(6);
      const next = api.sync.now();
      await expect.poll(() => begun.length).toBeGreaterThan(inTime);
      arrives();
      await next;
      // How many have their time in a round hangs on how they meet.
      await expect
        .poll(async () => {
          await api.sync.now();
          return (await now(api.outbox.watch)).unsent.materials;
        })
        .toBe(0);
      expect(new Set(begun).size).toBe(begun.length);
    },
  );

  it('guarantee 13: one that a county took before it was restored is not called sent to the restored one', async () => {
    const bench = await anEnrolledDevice();
    const { api, county, ports } = bench;
    let monotonicMs = 0;
    ports.clock.monotonicMs = () => monotonicMs;
    county.fault = () => Promise.reject(new TypeError('no network'));
    for (let i = 0; i < 2; i += 1) await aCase(bench, 2);
    await api.sync.now();
    let arrives = (): void => undefined;
    const isSlow = new Promise<void>((resolve) => {
      arrives = resolve;
    });
    const begun: string[] = [];
    county.fault = async ({ url }) => {
      const sha256 = /materials\/(\w{64})/.exec(url)?.[1];
      if (sha256 === undefined) return undefined;
      begun.push(sha256);
      if (begun.length === 2) monotonicMs += 31_000;
      if (begun.length > 1) return undefined;
      // It has taken it, and its answer travels on while it is restored.
      await isSlow;
      const of = { [UPLOAD_HEADERS.of]: uploadName(sha256) };
      return new Response(null, { status: 201, headers: of });
    };
    await api.sync.now();
    county.epoch = 'epoch-2';
    await api.device.lock();
    must(await api.device.unlock('clerk-1', PIN));
    const next = api.sync.now();
    await expect
      .poll(async () => (await getCounty(bench.device.store.db)).epoch)
      .toBe('epoch-2');
    arrives();
    await next;
    await api.sync.now();
    await api.sync.now();
    expect((await now(api.outbox.watch)).unsent.materials).toBe(0);
    expect([...county.uploads.keys()]).toEqual(
      expect.arrayContaining([...new Set(begun)]),
    );
  });
});
