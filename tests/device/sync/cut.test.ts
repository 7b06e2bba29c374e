// A line that breaks while something is moving is tried again at once; one on which
// nothing moves waits by the retry clock.
import { describe, expect, it } from 'vitest';
import { anEnrolledDevice, now, type Bench } from '../a-device.ts';
import { aCase } from './some-cases.ts';

/** A device whose clock goes on only by what the test says. */
async function atHand(): Promise<{ bench: Bench; pass: (ms: number) => void }> {
  let nowMs = 1_000;
  const bench = await anEnrolledDevice({
    clock: {
      wallMs: () => Date.UTC(2026, 10, 25, 2) + nowMs,
      monotonicMs: () => nowMs,
      after: () => () => undefined,
    },
  });
  const pass = (ms: number) => {
    nowMs += ms;
  };
  return { bench, pass };
}

/** The first request of this kind breaks after so long; the county has 17 bytes. */
function cutFirst(
  { county }: Bench,
  { method, path }: { method: string; path: RegExp },
  pass: () => void,
): void {
  let isCut = false;
  county.fault = async (request) => {
    if (isCut || request.method !== method || !path.test(request.url))
      return undefined;
    isCut = true;
    const sha256 = /materials\/([0-9a-f]{64})$/.exec(request.url)?.[1];
    const bytes = new Uint8Array(await request.arrayBuffer());
    if (sha256 !== undefined) county.uploads.set(sha256, bytes.slice(0, 17));
    pass();
    throw new TypeError('cut');
  };
}

describe('a cut', () => {
  it('guarantee 7: under a photograph costs no pause: the rest goes in the same round', async () => {
    const { bench, pass } = await atHand();
    const { county, api, device } = bench;
    await aCase(bench, 1);
    await api.sync.now();
    await device.store.db.materials
      .toCollection()
      .modify({ state: 'pending', isBegun: false });
    county.uploads.clear();
    county.requests.length = 0;
    cutFirst(bench, { method: 'POST', path: /materials/ }, () => pass(5_000));
    await api.sync.now();
    expect((await now(api.outbox.watch)).unsent.materials).toBe(0);
    const ways = county.requests.map((each) => each.split(' ', 1)[0]);
    expect(ways.filter((way) => way === 'HEAD')).toHaveLength(1);
    expect(ways.filter((way) => way === 'PATCH')).toHaveLength(1);
  });

  it('under text costs no pause either', async () => {
    const { bench, pass } = await atHand();
    const { county, api } = bench;
    cutFirst(bench, { method: 'POST', path: /operations/ }, () => pass(5_000));
    await aCase(bench, 0);
    await api.sync.now();
    expect((await now(api.outbox.watch)).unsent.operations).toBe(0);
    expect(county.operations.size).toBe(1);
    expect((await now(api.sync.watch)).nextAttemptAt).toBeNull();
  });

  it('at once is no cut: it waits', async () => {
    const { bench, pass } = await atHand();
    const { county, api } = bench;
    cutFirst(bench, { method: 'POST', path: /operations/ }, () => pass(100));
    // No press: that would try once more.
    await aCase(bench, 0);
    await expect
      .poll(async () => (await now(api.sync.watch)).nextAttemptAt)
      .not.toBeNull();
    expect((await now(api.outbox.watch)).unsent.operations).toBe(1);
    expect(county.operations.size).toBe(0);
  });
});
