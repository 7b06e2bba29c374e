import { describe, expect, it, vi } from 'vitest';
import { StorageGuard } from '../../../src/device/storage/storage-guard.ts';
import { anEnrolledDevice, must, now, PIN, type Bench } from '../a-device.ts';
import { problem } from '../fake-county.ts';
import { aCase, someWaitingCases } from './some-cases.ts';

/** So many more operations like the one that waits; nobody opens them. */
async function multiply({ device }: Bench, count: number): Promise<void> {
  const { db } = device.store;
  const [row] = await db.outbox.toArray();
  const [material] = await db.materials.toArray();
  if (row === undefined || material === undefined) throw new Error('one');
  const places = Array.from({ length: count }, (_each, i) => i + 2);
  const idOf = (seq: number) =>
    `019ab000-0000-7000-8000-${String(seq).padStart(12, '0')}`;
  await db.outbox.bulkPut(
    places.map((seq) => ({
      ...row,
      id: idOf(seq),
      seq,
      caseId: idOf(seq),
      envelope: { ...row.envelope, id: idOf(seq), seq, caseId: idOf(seq) },
    })),
  );
  await db.chain.bulkPut(
    places.map((seq) => ({ seq, id: idOf(seq), sha256: row.envelope.sha256 })),
  );
  await db.materials.bulkPut(
    places.map((seq) => ({
      ...material,
      sha256: seq.toString(16).padStart(64, '0'),
      caseId: idOf(seq),
    })),
  );
}

/** Rows of a store that are loaded from now on. */
function countReads(
  { device }: Bench,
  store: 'outbox' | 'materials',
): () => number {
  let reads = 0;
  device.store.db[store].hook('reading', (row) => {
    reads += 1;
    return row;
  });
  return () => reads;
}

function busy(seconds: number): () => Promise<Response> {
  return () => {
    const answer = problem(503, 'unavailable');
    answer.headers.set('retry-after', String(seconds));
    return Promise.resolve(answer);
  };
}

describe('a queue of thousands', { timeout: 60_000 }, () => {
  it('guarantee 12: a round and the screens load no more rows than of a short one', async () => {
    const bench = await someWaitingCases(1);
    const { api, county } = bench;
    await multiply(bench, 400);
    // Sizes are read once in a start of the worker, a hundred rows at a time.
    await now(api.outbox.watch);
    const texts = countReads(bench, 'outbox');
    const photographs = countReads(bench, 'materials');
    county.fault = (request) =>
      request.url.endsWith('/operations')
        ? busy(60)()
        : Promise.resolve(undefined);
    await api.device.lock();
    await api.sync.now();
    const { unsent, pending } = await now(api.outbox.watch);
    expect(unsent).toMatchObject({ operations: 401, materials: 401 });
    expect(pending).toHaveLength(20);
    // Two batches, and what the screen shows.
    expect(texts()).toBeGreaterThan(20);
    expect(texts()).toBeLessThan(250);
    expect(photographs()).toBeLessThan(100);
  });

  it('guarantee 12: photographs are taken one at a time, and each round asks as much as its time allows', async () => {
    const bench = await someWaitingCases(1);
    const { api, county, device } = bench;
    await api.sync.now();
    await multiply(bench, 100);
    await device.store.db.outbox.where('seq').above(1).modify({
      state: 'settled',
      result: 'applied',
    });
    const { db } = device.store;
    const [bytes] = await db.materialBytes.toArray();
    if (bytes === undefined) throw new Error('bytes');
    await db.materials.toCollection().modify((row) => {
      row.state = 'pending';
      row.turn = `1/${row.sha256}`;
    });
    const photographs = countReads(bench, 'materials');
    county.fault = (request) =>
      request.url.includes('/materials/')
        ? busy(60)()
        : Promise.resolve(undefined);
    await api.device.lock();
    county.requests.length = 0;
    await api.sync.now();
    // Those without their bytes are named damaged as they come, one by one.
    expect(county.requests.length).toBeLessThan(20);
    expect(photographs()).toBeGreaterThan(5);
    expect(photographs()).toBeLessThan(100 * 6);
  });
});

describe('one round', { timeout: 20_000 }, () => {
  it('guarantee 10: begins no request after 30 seconds, and the next one goes on at once', async () => {
    const bench = await someWaitingCases(6);
    const { api, county, ports } = bench;
    let monotonicMs = 0;
    ports.clock.monotonicMs = () => monotonicMs;
    const waits: number[] = [];
    ports.clock.after = (ms) => {
      waits.push(ms);
      return () => undefined;
    };
    // One operation at a time, and each takes 12 seconds.
    county.session = { limits: { batchBytes: 1, batchOperations: 1 } };
    county.fault = (request) => {
      if (request.url.endsWith('/operations')) monotonicMs += 12_000;
      return Promise.resolve(undefined);
    };
    await api.device.lock();
    await api.sync.now();
    const first = county.operations.size;
    expect(first).toBeGreaterThanOrEqual(3);
    expect(first).toBeLessThan(6);
    expect(waits.at(-1)).toBe(0);
    await api.sync.now();
    expect(county.operations.size).toBe(6);
  });

  it('fails with its own tidying alone: the next one tidies and is well', async () => {
    const { api } = await anEnrolledDevice();
    await api.sync.now();
    const look = vi.spyOn(StorageGuard.prototype, 'look');
    look.mockRejectedValueOnce(new Error('once'));
    await expect(api.sync.now()).rejects.toThrow('once');
    look.mockClear();
    await api.sync.now();
    expect(look).toHaveBeenCalled();
    look.mockRestore();
  });

  it('guarantee 10: does nothing while another worker of this device is at it', async () => {
    const bench = await anEnrolledDevice();
    const { api, county, ports } = bench;
    county.fault = () => Promise.reject(new TypeError('no network'));
    await aCase(bench, 0);
    await api.sync.now();
    county.fault = undefined;
    county.requests.length = 0;
    const { locks } = ports;
    ports.locks = { tryRun: () => Promise.resolve(undefined) };
    await api.sync.now();
    expect(county.requests).toEqual([]);
    expect((await now(api.sync.watch)).running).toBe(false);
    ports.locks = locks;
    await api.sync.now();
    expect(county.operations.size).toBe(1);
  });

  it('guarantee 10: without any lock two workers at once have one effect', async () => {
    const bench = await someWaitingCases(3);
    const { createDevice } =
      await import('../../../src/device/create-device.ts');
    const other = createDevice(bench.ports);
    must(await other.api.device.unlock('clerk-1', PIN));
    await Promise.all([
      bench.api.sync.now(),
      other.api.sync.now(),
      bench.api.sync.now(),
    ]);
    expect(bench.county.operations.size).toBe(3);
    const { unsent, settled } = await now(bench.api.outbox.watch);
    expect(unsent.operations).toBe(0);
    expect(settled).toHaveLength(3);
    await other.stop();
  });
});
