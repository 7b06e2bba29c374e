import { describe, expect, it } from 'vitest';
import { aFilledDraft, anEnrolledDevice, must, now } from '../a-device.ts';
import { json, portalPage, problem } from '../fake-county.ts';
import { aCase, correction, someWaitingCases } from './some-cases.ts';

describe('a round', () => {
  it('brings text and photographs to the county, bytes equal', async () => {
    const bench = await anEnrolledDevice();
    const caseId = await aCase(bench, 1);
    await bench.api.sync.now();
    await bench.api.sync.now();
    const { county, device } = bench;
    expect([...county.operations.values()]).toMatchObject([
      { envelope: { caseId }, operation: { kind: 'submit' } },
    ]);
    const stored = await device.store.db.materialBytes.toArray();
    expect(county.uploads.size).toBe(2);
    for (const { sha256, ciphertext } of stored)
      expect(county.uploads.get(sha256)).toEqual(new Uint8Array(ciphertext));
    expect(await now(bench.api.cases.watch)).toMatchObject([
      { display: 'delivered' },
    ]);
    expect(await now(bench.api.sync.watch)).toMatchObject({
      link: 'connected',
      sending: null,
    });
  });

  it('a lost answer leads to a repeat with one effect', async () => {
    const bench = await someWaitingCases(1);
    const { county, api } = bench;
    county.fault = async (request) => {
      if (!request.url.endsWith('/operations')) return undefined;
      county.fault = undefined;
      await county.fetch(request);
      throw new TypeError('cut');
    };
    await api.sync.now();
    expect(county.operations.size).toBe(1);
    expect((await now(api.outbox.watch)).unsent.operations).toBe(1);
    await api.sync.now();
    expect(county.operations.size).toBe(1);
    expect((await now(api.outbox.watch)).unsent.operations).toBe(0);
  });

  it('a portal that answers 200 to everything acknowledges nothing', async () => {
    const { api, county } = await someWaitingCases(2);
    county.fault = () => Promise.resolve(portalPage());
    await api.sync.now();
    const outbox = await now(api.outbox.watch);
    expect(outbox.unsent.operations).toBe(2);
    expect((await now(api.sync.watch)).link).toBe('portal');
  });

  it('a window does not spin while another one holds the lock', async () => {
    let isElsewhere = false;
    let nowMs = 0;
    const timers: { ms: number; task: () => void }[] = [];
    const { api, county } = await anEnrolledDevice({
      clock: {
        wallMs: () => Date.parse('2026-11-25T03:00:00Z') + nowMs,
        monotonicMs: () => nowMs,
        after: (ms, task) => {
          timers.push({ ms, task });
          return () => undefined;
        },
      },
      locks: {
        tryRun: (_name, task) =>
          isElsewhere ? Promise.resolve(undefined) : task(),
      },
    });
    county.fault = () => Promise.reject(new TypeError('no network'));
    await api.sync.now();
    isElsewhere = true;
    nowMs += 600_000;
    timers.length = 0;
    await api.sync.now();
    expect(timers.map(({ ms }) => ms)).toEqual([5000]);
  });

  it('locked, it delivers and does not pull', async () => {
    const { api, county } = await someWaitingCases(1);
    county.say('019ab000-0000-7000-8000-000000000001', correction);
    await api.device.lock();
    county.requests.length = 0;
    await api.sync.now();
    expect(county.operations.size).toBe(1);
    expect(county.requests.some((each) => each.includes('/feed'))).toBe(false);
    const { settled } = await now(api.outbox.watch);
    expect(settled).toMatchObject([
      { number: null, matterShort: null, applicantName: null },
    ]);
  });

  it('a case is not called under way after the line broke', async () => {
    const bench = await anEnrolledDevice();
    const { api, county } = bench;
    await aCase(bench, 0);
    await api.sync.now();
    const seen: string[][] = [];
    const stop = await api.cases.watch((cases) => {
      seen.push(cases.map(({ display }) => display));
    });
    let cut: (() => void) | undefined;
    let isStale = true;
    county.fault = (request) => {
      if (!request.url.endsWith('/operations'))
        return Promise.resolve(undefined);
      // A token that ran out: the county is heard, then the line breaks.
      if (isStale) {
        isStale = false;
        return Promise.resolve(problem(401, 'unauthorized'));
      }
      return new Promise((_answer, reject) => {
        cut = () => reject(new TypeError('cut'));
      });
    };
    await aCase(bench, 0);
    await expect.poll(() => seen.at(-1)).toEqual(['sending', 'delivered']);
    cut?.();
    await expect.poll(() => seen.at(-1)).toEqual(['saved', 'delivered']);
    stop();
  });

  it('a case saved while a round runs goes in the next one, and none is lost', async () => {
    const { api, county } = await someWaitingCases(1);
    const draftId = await aFilledDraft(api, { photographs: 0 });
    county.fault = async (request) => {
      if (!request.url.endsWith('/operations')) return undefined;
      county.fault = undefined;
      must(await api.drafts.submit(draftId));
      return undefined;
    };
    await api.sync.now();
    await api.sync.now();
    expect(county.operations.size).toBe(2);
    expect((await now(api.outbox.watch)).unsent.operations).toBe(0);
  });

  it('an answer from the wrong server is no contact', async () => {
    const { api, county } = await someWaitingCases(1);
    county.fault = () => Promise.resolve(json(200, { hello: 'world' }));
    await api.sync.now();
    expect((await now(api.outbox.watch)).unsent.operations).toBe(1);
  });
});
