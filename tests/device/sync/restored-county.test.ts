import { describe, expect, it } from 'vitest';
import { anEnrolledDevice, must, now, PIN } from '../a-device.ts';
import { AUDIENCE, problem } from '../fake-county.ts';
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

  it('gets back also what a device whose chain was forked has told it', async () => {
    const { api, county } = await someWaitingCases(2);
    county.session = { control: [{ kind: 'enrolAgain' }] };
    await api.device.lock();
    await api.sync.now();
    await api.sync.now();
    expect(county.operations.size).toBe(2);
    county.operations.clear();
    county.epoch = 'epoch-2';
    // Another copy's work may stand under every place: it says of none that it lacks.
    county.session = { have: { seq: 99, missing: [] } };
    await api.device.lock();
    await api.sync.now();
    await api.sync.now();
    expect(county.operations.size).toBe(2);
  });

  it('a county that has lost the very device takes it in again, with its work', async () => {
    const { api, county } = await someWaitingCases(1);
    await api.sync.now();
    expect(county.operations.size).toBe(1);
    county.operations.clear();
    county.enrolments.length = 0;
    county.epoch = 'epoch-2';
    await api.sync.now();
    await api.sync.now();
    expect(county.enrolments).toHaveLength(1);
    expect(county.operations.size).toBe(1);
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

describe('a page of the feed from before the restore', () => {
  it('guarantee 13: that comes late, or from a proxy, is not taken for one of now', async () => {
    const bench = await anEnrolledDevice();
    const { api, county, device } = bench;
    const caseId = await aCase(bench, 0);
    await api.sync.now();
    county.say(caseId, received);
    let old: Response | undefined;
    county.fault = async (request) => {
      if (!request.url.includes('/feed')) return undefined;
      county.fault = undefined;
      const answer = await county.fetch(request);
      old = answer.clone();
      return answer;
    };
    await api.sync.now();
    // The restored county has another event in the place of that one.
    county.feed.length = 0;
    county.epoch = 'epoch-2';
    county.say(caseId, correction);
    county.fault = (request) => {
      if (!request.url.includes('/feed') || county.sessions.length < 2)
        return Promise.resolve(undefined);
      county.fault = undefined;
      return Promise.resolve(old);
    };
    await api.device.lock();
    must(await api.device.unlock('clerk-1', PIN));
    for (let i = 0; i < 3; i += 1) await api.sync.now();
    expect(await now(api.cases.watch)).toMatchObject([
      { display: 'correcting' },
    ]);
    expect(await device.store.db.events.toArray()).toMatchObject([
      { n: 1, epoch: 'epoch-2' },
    ]);
  });
});

describe('what a restored county can prove', { timeout: 20_000 }, () => {
  /** A case with so many events pulled in the first epoch. */
  async function aReadCase(events: number) {
    const bench = await anEnrolledDevice();
    const { api, county } = bench;
    const caseId = await aCase(bench, 0);
    await api.sync.now();
    county.say(caseId, received);
    for (let i = 1; i < events; i += 1) county.say(caseId, { kind: 'rated' });
    await api.sync.now();
    county.requests.length = 0;
    return { ...bench, caseId };
  }

  it('is gone on from, without reading anything twice', async () => {
    const { api, county, device } = await aReadCase(5);
    county.epoch = 'epoch-2';
    county.session = {
      proven: [{ audience: AUDIENCE, pos: 5, mac: 'mac-5-2' }],
    };
    await api.sync.now();
    expect(await device.store.db.cursors.toArray()).toEqual([
      { audience: AUDIENCE, pos: 5, mac: 'mac-5-2' },
    ]);
    expect(county.cursorsAsked.at(-1)).toBe(`${AUDIENCE}:5`);
  });

  it('is looked for by earlier positions when the last one cannot be proved', async () => {
    const { api, county, device } = await aReadCase(10);
    county.epoch = 'epoch-2';
    // It has lost the last four; of 8, 6 and 2 the second is the latest it has.
    county.feed.length = 6;
    county.prove = true;
    await api.sync.now();
    const asked = county.sessions.at(-1)?.cursors.map(({ pos }) => pos);
    expect(asked).toEqual([10, 9, 8, 6, 2]);
    expect(county.cursorsAsked.at(-1)).toBe(`${AUDIENCE}:6`);
    expect(await device.store.db.cursors.toArray()).toMatchObject([{ pos: 6 }]);
  });

  it('beyond it a case is 待县里确认 until the county says it again', async () => {
    const bench = await aReadCase(3);
    const { api, county, caseId } = bench;
    county.epoch = 'epoch-2';
    county.feed.length = 2;
    county.prove = true;
    await api.sync.now();
    const display = async () => (await now(api.cases.watch))[0]?.display;
    expect(await display()).toBe('unconfirmed');
    county.say(caseId, { kind: 'rated' });
    await api.sync.now();
    expect(await display()).toBe('received');
  });

  it('beyond it events are offered to the county, before anything is pulled over them', async () => {
    const bench = await aReadCase(3);
    const { api, county, caseId } = bench;
    const lost = county.feed[2];
    county.epoch = 'epoch-2';
    county.feed.length = 2;
    county.prove = true;
    // Another event has taken the place meanwhile.
    county.say(caseId, correction);
    await api.sync.now();
    expect(county.witnesses).toEqual([
      {
        epoch: 'epoch-1',
        audience: AUDIENCE,
        pos: 3,
        caseId,
        body: lost?.body,
        mac: 'mac-3',
      },
    ]);
    expect((await now(api.cases.watch))[0]?.display).toBe('correcting');
    await api.sync.now();
    expect(county.witnesses).toHaveLength(1);
  });

  it('an older county without a place for witnesses is read on all the same', async () => {
    const bench = await aReadCase(3);
    const { api, county, caseId } = bench;
    county.fault = (request) =>
      Promise.resolve(
        request.url.endsWith('/witnesses')
          ? problem(404, 'notFound')
          : undefined,
      );
    county.epoch = 'epoch-2';
    county.feed.length = 0;
    county.say(caseId, received);
    county.say(caseId, correction);
    await api.sync.now();
    await api.sync.now();
    expect(county.cursorsAsked.at(-1)).toBe(`${AUDIENCE}:2`);
  });

  it('work that it has lost is 待县里确认 until it is there again', async () => {
    const bench = await anEnrolledDevice();
    const { api, county } = bench;
    await aCase(bench, 0);
    await api.sync.now();
    county.operations.clear();
    county.epoch = 'epoch-2';
    county.fault = (request) =>
      Promise.resolve(
        request.url.endsWith('/operations')
          ? problem(500, 'internal')
          : undefined,
      );
    await api.sync.now();
    expect((await now(api.cases.watch))[0]?.display).toBe('unconfirmed');
    county.fault = undefined;
    await api.sync.now();
    expect((await now(api.cases.watch))[0]?.display).toBe('delivered');
  });
});
