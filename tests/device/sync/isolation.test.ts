import { describe, expect, it } from 'vitest';
import type { OperationBatch } from '../../../src/protocol/operations.ts';
import { now, type Bench } from '../a-device.ts';
import { json, problem, readJson } from '../fake-county.ts';
import { aCase, someWaitingCases } from './some-cases.ts';

/** Ids of the operations by their places in the chain. */
async function idsOf({ device }: Bench): Promise<string[]> {
  const rows = await device.store.db.outbox.orderBy('seq').toArray();
  return rows.map(({ id }) => id);
}

/** A county that fails on each batch with one of these, as `fail` says. */
function failOn(
  { county }: Bench,
  bad: readonly (string | undefined)[],
  fail: () => Response,
): void {
  county.fault = async (request) => {
    if (!request.url.endsWith('/operations')) return undefined;
    const { operations } = (await readJson(request)) as OperationBatch;
    return operations.some(({ id }) => bad.includes(id)) ? fail() : undefined;
  };
}

async function pendingIds({ api }: Bench): Promise<string[]> {
  const { pending } = await now(api.outbox.watch);
  return pending.map(({ operationId }) => operationId);
}

const html = (status: number) => () =>
  new Response('<html>no</html>', {
    status,
    headers: { 'content-type': 'text/html' },
  });

describe('an operation on which the county fails', { timeout: 20_000 }, () => {
  it.each([
    ['500', () => problem(500, 'internal')],
    ['502 of a proxy', html(502)],
    ['403 of a firewall that reads along', html(403)],
    ['400 of a proxy', html(400)],
  ])(
    'guarantee 3: %s on three of them, two side by side: all others go in the same round',
    async (_name, fail) => {
      const bench = await someWaitingCases(12);
      const ids = await idsOf(bench);
      const bad = [ids[2], ids[9], ids[10]];
      failOn(bench, bad, fail);
      await bench.api.sync.now();
      expect(await pendingIds(bench)).toEqual(bad);
      expect(bench.county.operations.size).toBe(9);
      expect((await now(bench.api.outbox.watch)).attention).toEqual([]);
    },
  );

  it.each([
    ['400', () => problem(400, 'badRequest'), 'invalid'],
    ['415', () => problem(415, 'unsupportedMediaType'), 'invalid'],
    ['422', () => problem(422, 'unprocessable'), 'invalid'],
    ['413', () => problem(413, 'payloadTooLarge'), 'tooLarge'],
    ['a bare 413', html(413), 'tooLarge'],
  ])(
    'guarantee 5: %s on one of many: it goes to the tray alone, with its reason',
    async (_name, fail, code) => {
      const bench = await someWaitingCases(6);
      const ids = await idsOf(bench);
      failOn(bench, [ids[3]], fail);
      await bench.api.sync.now();
      const outbox = await now(bench.api.outbox.watch);
      expect(outbox.attention).toMatchObject([{ operationId: ids[3], code }]);
      expect(outbox.unsent.operations).toBe(0);
      expect(bench.county.operations.size).toBe(5);
    },
  );

  it('waits by a growing pause of its own, after all others, and goes at last', async () => {
    const bench = await someWaitingCases(3);
    const { api, county, device } = bench;
    let monotonicMs = 0;
    bench.ports.clock.monotonicMs = () => monotonicMs;
    bench.ports.randomBytes = (count) => new Uint8Array(count).fill(240);
    const [bad] = await idsOf(bench);
    failOn(bench, [bad], () => problem(500, 'internal'));
    await api.sync.now();
    expect(await pendingIds(bench)).toEqual([bad]);
    // A case taken in meanwhile goes at once; the bad one is not tried before it.
    county.batchSizes.length = 0;
    const next = await aCase(bench, 0);
    await expect.poll(() => county.operations.size).toBe(3);
    expect([...county.operations.values()].at(-1)?.envelope.caseId).toBe(next);
    expect(county.batchSizes).toEqual([1]);
    // The county is mended; nobody need do anything.
    county.fault = undefined;
    monotonicMs += 10_000;
    await aCase(bench, 0);
    await expect.poll(() => county.operations.size).toBe(5);
    expect(await device.store.db.outbox.where({ state: 'x' }).count()).toBe(0);
  });

  it('whose connection breaks off each time holds up no other for long', async () => {
    const bench = await someWaitingCases(12);
    const ids = await idsOf(bench);
    failOn(bench, [ids[4]], () => {
      throw new TypeError('reset');
    });
    for (let i = 0; i < 12; i += 1) await bench.api.sync.now();
    expect(await pendingIds(bench)).toEqual([ids[4]]);
  });

  it('a result that this version cannot read leaves that one pending alone', async () => {
    const bench = await someWaitingCases(3);
    const ids = await idsOf(bench);
    bench.county.judge = ({ envelope: { id } }) =>
      id === ids[1]
        ? ({ id, result: 'newerThanUs' } as never)
        : { id, result: 'applied' };
    await bench.api.sync.now();
    expect(await pendingIds(bench)).toEqual([ids[1]]);
  });

  it('an operation that the answer does not name stays pending', async () => {
    const bench = await someWaitingCases(3);
    const ids = await idsOf(bench);
    bench.county.judge = ({ envelope: { id } }) =>
      id === ids[1]
        ? ({ id: ids[0], result: 'applied' } as never)
        : { id, result: 'applied' };
    await bench.api.sync.now();
    expect(await pendingIds(bench)).toEqual([ids[1]]);
  });

  it('the answer to another batch counts for nothing', async () => {
    const bench = await someWaitingCases(2);
    const ids = await idsOf(bench);
    const { county } = bench;
    county.fault = async (request) => {
      if (!request.url.endsWith('/operations')) return undefined;
      county.fault = undefined;
      const answer = await (await county.fetch(request)).json();
      return json(200, {
        ...(answer as object),
        batchId: '019ab000-0000-7000-8000-000000000001',
      });
    };
    await bench.api.sync.now();
    expect(await pendingIds(bench)).toEqual(ids);
  });
});

describe('a county that fails on everything', { timeout: 20_000 }, () => {
  it('is asked a few times, and gets all in one round when it is back', async () => {
    const bench = await someWaitingCases(14);
    const { api, county } = bench;
    const down = () => Promise.resolve(problem(502, 'unavailable'));
    await api.sync.now();
    await aCase(bench, 0);
    county.operations.clear();
    await bench.device.store.db.outbox
      .toCollection()
      .modify({ state: 'pending', result: null });
    county.fault = (request) =>
      request.url.endsWith('/operations') ? down() : Promise.resolve(undefined);
    const pushes = () =>
      county.requests.filter((each) => each.endsWith('/operations')).length;
    county.requests.length = 0;
    await api.sync.now();
    expect(pushes()).toBeLessThan(16);
    county.requests.length = 0;
    await api.sync.now();
    expect(pushes()).toBeLessThan(3);
    county.fault = undefined;
    await api.sync.now();
    expect(county.operations.size).toBe(15);
    expect((await now(api.outbox.watch)).unsent.operations).toBe(0);
  });

  it('that says when to come back is left alone until then', async () => {
    const bench = await someWaitingCases(5);
    const { api, county } = bench;
    county.fault = (request) => {
      if (!request.url.endsWith('/operations'))
        return Promise.resolve(undefined);
      const busy = problem(503, 'unavailable');
      busy.headers.set('retry-after', '20');
      return Promise.resolve(busy);
    };
    county.requests.length = 0;
    await api.sync.now();
    expect(
      county.requests.filter((each) => each.endsWith('/operations')),
    ).toHaveLength(1);
    expect(county.requests.some((each) => each.includes('/feed'))).toBe(false);
  });
});

describe('what the county decided', () => {
  it('held and refused operations are shown with their code, and hold up none', async () => {
    const { api, county } = await someWaitingCases(3);
    county.judge = ({ envelope }) => {
      const { id, seq } = envelope;
      if (seq === 1) return { id, result: 'held', code: 'forked' };
      if (seq === 2)
        return { id, result: 'refused', code: 'invalid', paths: ['answers.x'] };
      return { id, result: 'applied' };
    };
    await api.sync.now();
    const outbox = await now(api.outbox.watch);
    expect(outbox.held).toMatchObject([{ code: 'forked' }]);
    expect(outbox.attention).toMatchObject([
      { code: 'invalid', paths: ['answers.x'] },
    ]);
    expect(outbox.settled).toHaveLength(1);
    const displays = (await now(api.cases.watch)).map((each) => each.display);
    expect(new Set(displays)).toEqual(
      new Set(['held', 'needsAttention', 'delivered']),
    );
  });

  it('guarantee 3: what the county puts off holds up no other', async () => {
    const bench = await someWaitingCases(5);
    const ids = await idsOf(bench);
    bench.county.judge = ({ envelope: { id } }) =>
      id === ids[0]
        ? { id, result: 'later', code: 'busy' }
        : { id, result: 'applied' };
    await bench.api.sync.now();
    expect(await pendingIds(bench)).toEqual([ids[0]]);
  });
});
