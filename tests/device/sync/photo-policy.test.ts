import { describe, expect, it } from 'vitest';
import {
  aFilledDraft,
  anEnrolledDevice,
  aPhotograph,
  must,
  now,
  type Bench,
} from '../a-device.ts';

const MB = 1024 * 1024;

/** A case with a photograph of so many bytes. */
async function aCaseOf({ api }: Bench, bytes: number): Promise<void> {
  const draftId = await aFilledDraft(api, { photographs: 0 });
  must(await api.drafts.addPhotograph(draftId, 'p', aPhotograph(bytes)));
  must(await api.drafts.submit(draftId));
}

/** Enrolled, with this many cases waiting, on a link of that kind. */
async function waiting(
  cases: number,
  { isMetered, bytes = 400 * 1024 }: { isMetered: boolean; bytes?: number },
): Promise<Bench> {
  const bench = await anEnrolledDevice();
  const { county, ports } = bench;
  ports.isMetered = () => isMetered;
  county.fault = () => Promise.reject(new TypeError('no network'));
  for (let i = 0; i < cases; i += 1) await aCaseOf(bench, bytes);
  await bench.api.sync.now();
  county.fault = undefined;
  return bench;
}

const viewOf = async ({ api }: Bench) =>
  (await now(api.sync.watch)).photographs;
const sentBytes = ({ county }: Bench) =>
  [...county.uploads.values()].reduce((sum, { length }) => sum + length, 0);

describe('photographs and the link', { timeout: 30_000 }, () => {
  it('go on any link while nothing was chosen', async () => {
    const bench = await waiting(2, { isMetered: true });
    await bench.api.sync.now();
    expect(bench.county.uploads.size).toBe(4);
    expect(await viewOf(bench)).toMatchObject({
      photographs: 'always',
      dailyMegabytes: null,
      waitingFor: null,
      spentToday: sentBytes(bench),
    });
  });

  it('wait for a good link when the clerk chose so; text goes', async () => {
    const bench = await waiting(2, { isMetered: true });
    const { api, county, ports } = bench;
    must(
      await api.sync.setPolicy({
        photographs: 'goodLink',
        dailyMegabytes: null,
      }),
    );
    await api.sync.now();
    expect(county.operations.size).toBe(2);
    expect(county.uploads.size).toBe(0);
    expect(await viewOf(bench)).toMatchObject({ waitingFor: 'goodLink' });
    ports.isMetered = () => false;
    await api.sync.now();
    expect(county.uploads.size).toBe(4);
    expect(await viewOf(bench)).toMatchObject({ waitingFor: null });
  });

  it('go once on the spot when the clerk says so', async () => {
    const bench = await waiting(1, { isMetered: true });
    const { api, county } = bench;
    const chosen = { photographs: 'goodLink', dailyMegabytes: null } as const;
    must(await api.sync.setPolicy(chosen));
    await api.sync.now();
    expect(county.uploads.size).toBe(0);
    await api.sync.photographsNow();
    expect(county.uploads.size).toBe(2);
    await aCaseOf(bench, 1000);
    await api.sync.now();
    await api.sync.now();
    expect(county.operations.size).toBe(2);
    expect(county.uploads.size).toBe(2);
  });

  it('on a metered link keep within the day, and go on the next one; text is not counted', async () => {
    const bench = await waiting(5, { isMetered: true });
    const { api, county, passMs } = bench;
    must(
      await api.sync.setPolicy({ photographs: 'always', dailyMegabytes: 1 }),
    );
    await api.sync.now();
    await api.sync.now();
    expect(county.operations.size).toBe(5);
    expect(sentBytes(bench)).toBeLessThanOrEqual(MB);
    expect(sentBytes(bench)).toBeGreaterThan(MB / 2);
    const view = await viewOf(bench);
    expect(view).toMatchObject({ waitingFor: 'budget', dailyMegabytes: 1 });
    expect(view.spentToday).toBe(sentBytes(bench));
    passMs(24 * 3_600_000);
    await api.sync.now();
    expect(sentBytes(bench)).toBeGreaterThan(MB);
    expect(sentBytes(bench)).toBeLessThanOrEqual(2 * MB);
  });

  it('on a link that nobody pays by the byte know no budget', async () => {
    const bench = await waiting(4, { isMetered: false });
    const { api, county } = bench;
    must(
      await api.sync.setPolicy({ photographs: 'always', dailyMegabytes: 1 }),
    );
    await api.sync.now();
    expect(county.uploads.size).toBe(8);
    expect((await viewOf(bench)).spentToday).toBe(0);
  });

  it('a photograph larger than a day goes first on a day, alone', async () => {
    const bench = await waiting(1, { isMetered: true, bytes: 2 * MB });
    const { api, county } = bench;
    must(
      await api.sync.setPolicy({ photographs: 'always', dailyMegabytes: 1 }),
    );
    for (let i = 0; i < 3; i += 1) {
      await api.sync.now();
      bench.passMs(24 * 3_600_000);
    }
    expect(county.uploads.size).toBe(2);
  });

  it('the choice and the bytes of the day outlive a restart', async () => {
    const bench = await waiting(1, { isMetered: true });
    const { api, device, ports } = bench;
    const chosen = { photographs: 'always', dailyMegabytes: 50 } as const;
    must(await api.sync.setPolicy(chosen));
    await api.sync.now();
    const before = await viewOf(bench);
    expect(before.spentToday).toBeGreaterThan(0);
    await device.stop();
    const { createDevice } =
      await import('../../../src/device/create-device.ts');
    const again = createDevice(ports);
    await again.start();
    const { photographs } = await now(again.api.sync.watch);
    expect(photographs).toMatchObject(before);
    await again.stop();
  });
});
