import { describe, expect, it } from 'vitest';
import { createDevice } from '../../../src/device/create-device.ts';
import { afterFailure, atLoad } from '../../../src/device/sync/retry-clock.ts';
import { anEnrolledDevice, must, now, PIN } from '../a-device.ts';
import { aCase } from './some-cases.ts';

describe('the retry clock', () => {
  const given = { nowMs: 0, chance: 1, progressed: false, retryAfterS: null };
  it('doubles to five minutes and starts again after progress', () => {
    let retry = { failures: 0, nextAt: 0 };
    const pauses = [];
    for (let i = 0; i < 12; i += 1) {
      ({ retry } = afterFailure(retry, given));
      pauses.push(retry.nextAt);
    }
    expect(pauses.slice(0, 4)).toEqual([1000, 2000, 4000, 8000]);
    expect(pauses.at(-1)).toBe(300_000);
    expect(afterFailure(retry, { ...given, progressed: true }).pauseMs).toBe(
      1000,
    );
  });
  it('gives way to Retry-After', () => {
    const before = { failures: 0, nextAt: 0 };
    const asked = (retryAfterS: number) =>
      afterFailure(before, { ...given, retryAfterS }).pauseMs;
    expect(asked(40)).toBeGreaterThanOrEqual(40_000);
    // Of a broken proxy: an hour at most, not thirty years.
    expect(asked(999_999_999)).toBeLessThanOrEqual(3_601_000);
  });
  it('waits by the clock that cannot be set back', async () => {
    let monotonicMs = 0;
    const waits: number[] = [];
    const bench = await anEnrolledDevice();
    const { clock } = bench.ports;
    clock.monotonicMs = () => monotonicMs;
    clock.after = (ms) => {
      waits.push(ms);
      return () => undefined;
    };
    bench.county.fault = () => Promise.reject(new TypeError('no network'));
    await bench.api.sync.now();
    bench.county.fault = undefined;
    // Somebody sets the date right: it was a year ahead.
    bench.passMs(-365 * 86_400_000);
    monotonicMs += 1000;
    bench.county.requests.length = 0;
    await aCase(bench, 0);
    await expect.poll(() => bench.county.operations.size).toBe(1);
    expect(Math.max(...waits)).toBeLessThanOrEqual(300_000);
  });
  it('has full jitter: any part of the pause that is due', () => {
    const before = { failures: 5, nextAt: 0 };
    const pauses = [0, 0.5, 1].map(
      (chance) => afterFailure(before, { ...given, chance }).pauseMs,
    );
    expect(pauses).toEqual([0, 16_000, 32_000]);
  });
  it('guarantee 9: is kept over a restart, which does not begin from nothing', async () => {
    const bench = await anEnrolledDevice();
    const { api, county, device, ports } = bench;
    ports.randomBytes = (count) => new Uint8Array(count).fill(240);
    county.fault = () => Promise.reject(new TypeError('no network'));
    await api.sync.now();
    await api.sync.now();
    await device.stop();
    const waits: number[] = [];
    ports.clock.after = (ms) => {
      waits.push(ms);
      return () => undefined;
    };
    county.requests.length = 0;
    const again = createDevice(ports);
    await again.start();
    expect(county.requests).toEqual([]);
    expect(waits.at(-1)).toBeGreaterThan(500);
    expect(waits.at(-1)).toBeLessThanOrEqual(2_000);
    await again.stop();
  });
  it('guarantee 9: never lies further ahead than five minutes after a restart', () => {
    const kept = { failures: 3, nextAt: Date.parse('2031-01-01') };
    expect(atLoad(kept, 1000).nextAt).toBe(301_000);
  });
});

describe('the button', () => {
  it('one press of the button without a network says so and locks nobody out', async () => {
    const { api, county } = await anEnrolledDevice();
    county.fault = () => Promise.reject(new TypeError('no network'));
    await api.sync.now();
    expect((await now(api.sync.watch)).link).toBe('offline');
    expect((await now(api.device.watchState)).clerk).not.toBeNull();
    must(await api.device.unlock('clerk-1', PIN));
  });

  it('a press while a round is failing tries once more at once', async () => {
    const bench = await anEnrolledDevice();
    const { api, county } = bench;
    await aCase(bench, 0);
    await api.sync.now();
    let breaks: ((error: Error) => void) | undefined;
    county.fault = () =>
      new Promise((_, reject) => {
        breaks = reject;
      });
    await aCase(bench, 0);
    const failing = api.sync.now();
    await expect
      .poll(() => now(api.sync.watch))
      .toMatchObject({ running: true });
    const pressed = api.sync.now();
    county.fault = undefined;
    breaks?.(new TypeError('no network'));
    await Promise.all([failing, pressed]);
    expect(county.operations.size).toBe(2);
  });
});
