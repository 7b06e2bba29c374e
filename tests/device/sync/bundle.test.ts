// Small materials go together to a county that takes them so, and one by one to any
// other; whatever befalls a bundle, each material arrives, whole and once.
import { describe, expect, it } from 'vitest';
import { sha256Hex } from '../../../src/device/bytes.ts';
import { BundleReader } from '../../../src/protocol/material-bundle.ts';
import {
  aDevice,
  must,
  now,
  PIN,
  startedAnew,
  type Bench,
} from '../a-device.ts';
import { FakeCounty, json, portalPage } from '../fake-county.ts';
import { aCase } from './some-cases.ts';

type Hand = Bench & { pass: (ms: number) => void };

/** Cases with two photographs each that nothing of has gone yet. */
async function someCases(cases: number): Promise<Hand> {
  const county = await FakeCounty.open();
  county.opensBundles = true;
  let nowMs = 1_000;
  const clock = {
    wallMs: () => county.nowMs + nowMs,
    monotonicMs: () => nowMs,
    after: () => () => undefined,
  };
  const bench = await aDevice({ clock }, county);
  must(await bench.api.device.readTicket(await county.ticket()));
  must(await bench.api.device.enrol(PIN));
  await bench.api.sync.now();
  county.fault = () => Promise.reject(new TypeError('no network'));
  for (let i = 0; i < cases; i += 1) await aCase(bench, 2);
  await bench.api.sync.now();
  county.fault = undefined;
  county.requests.length = 0;
  const pass = (ms: number) => {
    nowMs += ms;
  };
  return { ...bench, pass };
}

const isBundle = ({ url }: Request) => url.endsWith('/materials/bundle');
const uploads = ({ county }: Bench) =>
  county.requests.filter((each) => each.includes('/materials/'));
const unsent = async ({ api }: Bench) =>
  (await now(api.outbox.watch)).unsent.materials;

/** One that begins by itself, long after the last: nothing is forgiven. */
async function aRound({ api, pass }: Hand): Promise<void> {
  pass(600_000);
  await api.sync.setPolicy({ photographs: 'always', dailyMegabytes: null });
  // Joins the one that has begun.
  await api.sync.now();
}

async function expectAllThere({ county, device }: Bench): Promise<void> {
  const stored = await device.store.db.materialBytes.toArray();
  expect(stored.length).toBeGreaterThan(0);
  expect(county.uploads.size).toBe(stored.length);
  for (const { sha256, ciphertext } of stored)
    expect(county.uploads.get(sha256)).toEqual(new Uint8Array(ciphertext));
}

describe('small materials', () => {
  it('of several cases go in one request', async () => {
    const bench = await someCases(3);
    await bench.api.sync.now();
    expect(await unsent(bench)).toBe(0);
    expect(uploads(bench)).toEqual(['POST /api/v1/materials/bundle']);
    await expectAllThere(bench);
  });

  it('go one by one to a county that says nothing of bundles', async () => {
    const bench = await someCases(2);
    bench.county.opensBundles = false;
    const again = await startedAnew(bench);
    await again.api.sync.now();
    expect(await unsent(again)).toBe(0);
    const asked = uploads(again);
    expect(asked.length).toBeGreaterThan(3);
    expect(asked.some((each) => each.endsWith('bundle'))).toBe(false);
    await expectAllThere(again);
  });

  it('guarantee 7: after a cut are asked for, and only what is not there goes again', async () => {
    const bench = await someCases(3);
    const { county, api, pass } = bench;
    const bodies: number[] = [];
    county.fault = async (request) => {
      if (!isBundle(request)) return undefined;
      const body = new Uint8Array(await request.arrayBuffer());
      bodies.push(body.length);
      if (bodies.length > 1) return undefined;
      // All but the last byte has arrived.
      await county.takeBundled(body.subarray(0, -1));
      pass(5_000);
      throw new TypeError('cut');
    };
    await api.sync.now();
    expect(await unsent(bench)).toBe(0);
    await expectAllThere(bench);
    const [whole = 0, question = 0, rest = 0] = bodies;
    expect(bodies).toHaveLength(3);
    expect(question).toBeLessThan(whole / 2);
    expect(rest).toBeLessThan(whole / 2);
  });

  it('are only as many in a request as a cut may cost, however well the line holds', async () => {
    const bench = await someCases(25);
    const bodies = await sizesOfBundles(bench, () => bench.api.sync.now());
    expect(await unsent(bench)).toBe(0);
    await expectAllThere(bench);
    expect(bodies.length).toBeGreaterThan(2);
    expect(Math.max(...bodies)).toBeLessThan(20 * 1024);
    expect(Math.max(...bodies)).toBeGreaterThan(10 * 1024);
  });

  it('go together also after a long time without a network', async () => {
    const bench = await someCases(3);
    const { county, api } = bench;
    county.fault = () => Promise.reject(new TypeError('no network'));
    for (let i = 0; i < 8; i += 1) await aRound(bench);
    county.fault = undefined;
    county.requests.length = 0;
    await api.sync.now();
    expect(await unsent(bench)).toBe(0);
    for (const each of uploads(bench))
      expect(each).toBe('POST /api/v1/materials/bundle');
    await expectAllThere(bench);
  });

  it('of which one breaks the line each time go one by one in the end, and hold up none behind them', async () => {
    const bench = await someCases(3);
    const { county, api, device } = bench;
    const [poison = ''] = (await device.store.db.materials.toArray()).map(
      ({ sha256 }) => sha256,
    );
    county.fault = (request) =>
      isBundle(request) || request.url.includes(poison)
        ? Promise.reject(new TypeError('reset'))
        : Promise.resolve(undefined);
    for (let i = 0; i < 12; i += 1) await aRound(bench);
    expect(await unsent(bench)).toBe(1);
    county.fault = undefined;
    await api.sync.now();
    expect(await unsent(bench)).toBe(0);
    await expectAllThere(bench);
  });

  it('that a worker ended over are asked for by the next one', async () => {
    const bench = await someCases(2);
    const { county } = bench;
    county.fault = async (request) => {
      if (!isBundle(request)) return undefined;
      await county.takeBundled(new Uint8Array(await request.arrayBuffer()));
      throw new TypeError('the worker ends');
    };
    await bench.api.sync.now();
    expect(await unsent(bench)).toBeGreaterThan(0);
    county.fault = undefined;
    const bytes = await sizesOfBundles(bench, async () => {
      const again = await startedAnew(bench, { isKilled: true });
      await again.api.sync.now();
      expect(await unsent(again)).toBe(0);
    });
    expect(bytes).toHaveLength(1);
    expect(bytes[0]).toBe(36 * county.uploads.size);
  });

  it('of which one has arrived damaged are sent but for that one, which goes again', async () => {
    const bench = await someCases(2);
    const { county, api } = bench;
    let isDone = false;
    county.fault = async (request) => {
      if (isDone || !isBundle(request)) return undefined;
      isDone = true;
      const body = new Uint8Array(await request.arrayBuffer());
      const answer = { sha256: await sha256Hex(body) };
      const [first] = new BundleReader().read(body) ?? [];
      const head = 36 + (first?.bytes?.length ?? 0);
      await county.takeBundled(body.subarray(head));
      const lacking = [{ at: 0, code: 'digestMismatch' }];
      return json(200, { ...answer, lacking });
    };
    await api.sync.now();
    expect(await unsent(bench)).toBe(1);
    await api.sync.now();
    expect(await unsent(bench)).toBe(0);
    await expectAllThere(bench);
  });

  it('which the county stumbles over together go one by one, and one that it cannot take holds up no other', async () => {
    const bench = await someCases(3);
    const { county, api, device } = bench;
    const [poison = ''] = (await device.store.db.materials.toArray()).map(
      ({ sha256 }) => sha256,
    );
    county.fault = (request) => {
      const isPoison = request.url.endsWith(`/${poison}`);
      return Promise.resolve(
        isBundle(request) || isPoison
          ? new Response('<html>500</html>', {
              status: 500,
              headers: { 'content-type': 'text/html' },
            })
          : undefined,
      );
    };
    await api.sync.now();
    await api.sync.now();
    expect(await unsent(bench)).toBe(1);
    expect(county.uploads.has(poison)).toBe(false);
    county.fault = undefined;
    await api.sync.now();
    expect(await unsent(bench)).toBe(0);
    await expectAllThere(bench);
  });

  it.each([
    ['a portal', () => portalPage()],
    [
      "another bundle's answer",
      () => json(200, { sha256: 'a'.repeat(64), lacking: [] }),
    ],
    ['a 200 of something else', () => json(200, { ok: true })],
  ])('are not sent by the word of %s', async (_name, answer) => {
    const bench = await someCases(2);
    const { county, api } = bench;
    county.fault = (request) =>
      Promise.resolve(
        request.url.includes('/materials/') && request.method === 'POST'
          ? answer()
          : undefined,
      );
    const before = (await now(api.outbox.watch)).unsent.materials;
    await api.sync.now();
    expect(await unsent(bench)).toBe(before);
    county.fault = undefined;
    await api.sync.now();
    expect(await unsent(bench)).toBe(0);
    await expectAllThere(bench);
  });
});

async function sizesOfBundles(
  { county }: Bench,
  task: () => Promise<void>,
): Promise<number[]> {
  const sizes: number[] = [];
  county.fault = async (request) => {
    if (isBundle(request)) sizes.push((await request.arrayBuffer()).byteLength);
    return undefined;
  };
  await task();
  return sizes;
}
