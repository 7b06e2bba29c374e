import { describe, expect, it } from 'vitest';
import { write } from '../../../src/device/database/write.ts';
import {
  ACT_STORES,
  recordAct,
} from '../../../src/device/journal/record-act.ts';
import type { OperationBatch } from '../../../src/protocol/operations.ts';
import { anEnrolledDevice, must, now, PIN, type Bench } from '../a-device.ts';
import { problem, readJson } from '../fake-county.ts';

const AT = '2026-11-25T02:00:00.000Z';

async function done(
  { device }: Bench,
  given: { count?: number; clerkId?: string | null } = {},
): Promise<void> {
  const { store } = device;
  const { count = 1, clerkId = 'clerk-1' } = given;
  await write(store, ACT_STORES, async () => {
    for (let i = 0; i < count; i += 1)
      await recordAct(store.db, {
        act: 'exported',
        caseId: null,
        at: AT,
        clerkId,
      });
  });
}

function journals({ county }: Bench): number[] {
  return [...county.operations.values()].flatMap(({ operation, envelope }) =>
    operation.kind === 'journal' && envelope.caseId === null
      ? [operation.acts.length]
      : [],
  );
}

describe('journal', () => {
  it('acts without a case go to the county as one operation a round', async () => {
    const bench = await anEnrolledDevice();
    await done(bench, { count: 3 });
    await bench.api.sync.now();
    expect(journals(bench)).toEqual([3]);
    await bench.api.sync.now();
    expect(journals(bench)).toEqual([3]);
    const [sent] = bench.county.operations.values();
    expect(sent?.operation).toMatchObject({
      acts: [{ act: 'exported', caseId: null, at: AT }, {}, {}],
    });
  });

  it('while the device is locked they wait for a clerk', async () => {
    const bench = await anEnrolledDevice();
    await done(bench);
    await bench.api.device.lock();
    await bench.api.sync.now();
    expect(journals(bench)).toEqual([]);
    // And the screen says so.
    expect(await now(bench.api.outbox.watch)).toMatchObject({ acts: 1 });
    must(await bench.api.device.unlock('clerk-1', PIN));
    await bench.api.sync.now();
    expect(journals(bench)).toEqual([1]);
  });

  it('more than 500 acts go with more than one round', async () => {
    const bench = await anEnrolledDevice();
    await done(bench, { count: 501 });
    await bench.api.sync.now();
    await bench.api.sync.now();
    expect(journals(bench)).toEqual([500, 1]);
    // They stay until the county has them.
    await bench.api.sync.now();
    expect(await bench.device.store.db.acts.count()).toBe(0);
  });

  it('nobody signs what another clerk of this device did', async () => {
    const bench = await anEnrolledDevice();
    const { db } = bench.device.store;
    const [own] = await db.clerks.toArray();
    if (own === undefined) throw new Error('no clerk');
    await db.clerks.add({ ...own, id: 'clerk-2' });
    await done(bench, { clerkId: 'clerk-2' });
    await done(bench, { clerkId: 'gone' });
    await done(bench, { clerkId: null });
    await bench.api.sync.now();
    expect(journals(bench)).toEqual([2]);
    await bench.api.sync.now();
    expect(await db.acts.count()).toBe(1);
  });

  it('guarantee 2: acts that the county had all the same are not written down twice', async () => {
    const bench = await anEnrolledDevice();
    const { county, api } = bench;
    // The county takes it in, its answer is lost, and then a proxy is in the way.
    let isLost = false;
    const proxy = async (request: Request) => {
      if (!request.url.endsWith('/operations')) return undefined;
      if (isLost) return problem(413, 'payloadTooLarge');
      isLost = true;
      const { operations } = (await readJson(request)) as OperationBatch;
      for (const envelope of operations)
        county.operations.set(envelope.id, {
          envelope,
          operation: await county.open(envelope),
        });
      throw new TypeError('cut');
    };
    county.fault = async (request) =>
      request.url.endsWith('/unreadable')
        ? problem(503, 'unavailable')
        : proxy(request);
    await done(bench, { count: 2 });
    await api.sync.now();
    await api.sync.now();
    const [row] = (await now(api.outbox.watch)).attention;
    must(await api.outbox.sendAgain(row?.operationId ?? ''));
    county.fault = undefined;
    for (let i = 0; i < 3; i += 1) await api.sync.now();
    expect(journals(bench)).toEqual([2]);
    expect(await bench.device.store.db.acts.count()).toBe(0);
    expect((await now(api.outbox.watch)).attention).toEqual([]);
  });

  it('guarantee 5: a refused journal is made anew of the acts that were in it', async () => {
    const bench = await anEnrolledDevice();
    const { county, api } = bench;
    county.judge = ({ envelope }) => ({
      id: envelope.id,
      result: 'refused',
      code: 'badSignature',
    });
    await done(bench, { count: 2 });
    await api.sync.now();
    const [row] = (await now(api.outbox.watch)).attention;
    expect(row).toMatchObject({ kind: 'journal', remedy: 'sendAgain' });
    county.judge = ({ envelope }) => ({ id: envelope.id, result: 'applied' });
    must(await api.outbox.sendAgain(row?.operationId ?? ''));
    await api.sync.now();
    expect(journals(bench)).toEqual([2]);
    expect((await now(api.outbox.watch)).attention).toEqual([]);
  });
});
