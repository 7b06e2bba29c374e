import { describe, expect, it } from 'vitest';
import { anEnrolledDevice, now } from '../a-device.ts';
import { aCase, correction, received, someWaitingCases } from './some-cases.ts';

describe('a county restored from a backup', () => {
  it('a county that was restored gets back what it lost', async () => {
    const { api, county } = await someWaitingCases(2);
    await api.sync.now();
    expect(county.operations.size).toBe(2);
    county.operations.clear();
    county.epoch = 'epoch-2';
    await api.sync.now();
    await api.sync.now();
    expect(county.operations.size).toBe(2);
  });

  it('photographs that a restored county lost are sent again', async () => {
    const bench = await anEnrolledDevice();
    const { api, county, device } = bench;
    await aCase(bench, 1);
    await api.sync.now();
    await api.sync.now();
    expect(await device.store.db.materials.toArray()).toMatchObject([
      { state: 'sent' },
      { state: 'sent' },
    ]);
    const lost = [...county.uploads.keys()];
    county.wanted = lost.map((sha256) => ({ sha256, offset: 0 }));
    county.uploads.clear();
    county.operations.clear();
    county.epoch = 'epoch-2';
    await api.sync.now();
    await api.sync.now();
    expect([...county.uploads.keys()].sort()).toEqual(lost.sort());
    const stored = await device.store.db.materials.toArray();
    expect(stored.map(({ state }) => state)).toEqual(['sent', 'sent']);
  });

  it('a restored county is read from the beginning, for its numbers have been given anew', async () => {
    const bench = await anEnrolledDevice();
    const { api, county, device } = bench;
    const caseId = await aCase(bench, 0);
    await api.sync.now();
    county.say(caseId, received);
    county.say(caseId, { kind: 'rated' });
    await api.sync.now();
    // A restore loses the second event; two others take its place and the next.
    county.feed.pop();
    county.epoch = 'epoch-2';
    county.say(caseId, correction);
    county.say(caseId, { kind: 'rated' });
    await api.sync.now();
    await api.sync.now();
    expect(await now(api.cases.watch)).toMatchObject([
      { display: 'correcting' },
    ]);
    expect(await device.store.db.events.count()).toBe(3);
  });
});
