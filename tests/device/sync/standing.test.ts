// What the county lets this device do: a revoked one, and one whose app is too old,
// deliver on and read nothing.
import { describe, expect, it } from 'vitest';
import { createDevice } from '../../../src/device/create-device.ts';
import { openSession } from '../../../src/device/sync/session.ts';
import { anEnrolledDevice, must, now, PIN } from '../a-device.ts';
import { problem } from '../fake-county.ts';
import { aCase, received } from './some-cases.ts';

const asksFeed = (requests: readonly string[]) =>
  requests.filter((each) => each.includes('/feed')).length;

describe('a device that may deliver only', { timeout: 20_000 }, () => {
  it('guarantee 5: told so by any route it delivers on, reads no more and says so', async () => {
    const bench = await anEnrolledDevice();
    const { api, county } = bench;
    county.session = { scope: ['deliver', 'read'] };
    county.fault = (request) =>
      Promise.resolve(
        request.url.includes('/feed')
          ? problem(403, 'deviceRevoked')
          : undefined,
      );
    await aCase(bench, 1);
    await api.sync.now();
    await api.sync.now();
    expect((await now(api.sync.watch)).deviceRevoked).toBe(true);
    expect(county.operations.size).toBe(1);
    expect(county.uploads.size).toBe(2);
  });

  it('told so in the middle of a round, is locked in the same round', async () => {
    const bench = await anEnrolledDevice();
    const { api, county } = bench;
    county.session = { scope: ['deliver', 'read'] };
    await aCase(bench, 1);
    county.fault = (request) => {
      if (!request.url.includes('/feed')) return Promise.resolve(undefined);
      county.session = { device: 'suspended', scope: ['deliver'] };
      return Promise.resolve(problem(403, 'deviceRevoked'));
    };
    await api.sync.now();
    expect((await now(api.device.watchState)).clerk).toBeNull();
    expect(await api.device.unlock('clerk-1', PIN)).toMatchObject({
      code: 'deviceRevoked',
    });
    expect(county.operations.size).toBe(1);
    expect(county.uploads.size).toBe(2);
  });

  it('a restart knows it, before any contact', async () => {
    const bench = await anEnrolledDevice();
    const { api, county, device, ports } = bench;
    county.session = { device: 'suspended', scope: ['deliver'] };
    await api.device.lock();
    await api.sync.now();
    expect((await now(api.sync.watch)).deviceRevoked).toBe(true);
    await device.stop();
    county.fault = () => Promise.reject(new TypeError('no network'));
    const again = createDevice(ports);
    await again.start();
    expect((await now(again.api.sync.watch)).deviceRevoked).toBe(true);
    // Taken back by the county, it says so itself at the next contact.
    county.fault = undefined;
    county.session = { device: 'active' };
    await again.api.sync.now();
    expect((await now(again.api.sync.watch)).deviceRevoked).toBe(false);
    await again.stop();
  });

  it('asks whether it may again also when the courier has heard it', async () => {
    const bench = await anEnrolledDevice();
    const { api, county, device, ports } = bench;
    await api.device.lock();
    await api.sync.now();
    county.session = { device: 'suspended', scope: ['deliver'] };
    await openSession({ ports, store: device.store });
    county.session = { device: 'active' };
    county.requests.length = 0;
    await api.sync.now();
    expect(county.requests).toEqual(['POST /api/v1/session']);
    expect((await now(api.sync.watch)).deviceRevoked).toBe(false);
    must(await api.device.unlock('clerk-1', PIN));
  });

  it('each round asks only whether it may again, and nothing of what it may not read', async () => {
    const bench = await anEnrolledDevice();
    const { api, county } = bench;
    county.session = { device: 'suspended', scope: ['deliver'] };
    await api.device.lock();
    await api.sync.now();
    county.requests.length = 0;
    for (let i = 0; i < 3; i += 1) await api.sync.now();
    expect(new Set(county.requests)).toEqual(new Set(['POST /api/v1/session']));
    expect(county.requests).toHaveLength(3);
  });
});

describe('a county that asks for a newer app', { timeout: 20_000 }, () => {
  it('is read no more and is delivered to; the screen says so', async () => {
    const bench = await anEnrolledDevice();
    const { api, county } = bench;
    const caseId = await aCase(bench, 1);
    await api.sync.now();
    county.session = { protocol: { min: 2, max: 3 } };
    await api.device.lock();
    await api.sync.now();
    must(await api.device.unlock('clerk-1', PIN));
    county.say(caseId, received);
    county.requests.length = 0;
    await aCase(bench, 1);
    await api.sync.now();
    await api.sync.now();
    expect(county.operations.size).toBe(2);
    expect(county.uploads.size).toBe(4);
    expect(asksFeed(county.requests)).toBe(0);
    expect((await now(api.sync.watch)).appTooOld).toBe(true);
    // Updated, or the county thinks better of it.
    county.session = {};
    await api.device.lock();
    must(await api.device.unlock('clerk-1', PIN));
    await api.sync.now();
    await api.sync.now();
    expect((await now(api.sync.watch)).appTooOld).toBe(false);
    expect(asksFeed(county.requests)).toBeGreaterThan(0);
  });
});
