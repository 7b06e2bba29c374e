import { describe, expect, it } from 'vitest';
import { afterFailure, atLoad } from '../../../src/device/sync/retry-clock.ts';
import type { CaseView } from '../../../src/device/device-api.ts';
import type { EventBody } from '../../../src/domain/cases/event.ts';
import {
  aFilledDraft,
  anEnrolledDevice,
  must,
  now,
  PIN,
  type Bench,
} from '../a-device.ts';
import { json, portalPage, problem } from '../fake-county.ts';

async function aCase({ api }: Bench, photographs = 1): Promise<string> {
  const draftId = await aFilledDraft(api, { photographs });
  return must(await api.drafts.submit(draftId)).caseId;
}

/** A county that answers nothing: cases pile up. */
async function someWaitingCases(count: number): Promise<Bench> {
  const bench = await anEnrolledDevice();
  bench.county.fault = () => Promise.reject(new TypeError('no network'));
  for (let i = 0; i < count; i += 1) await aCase(bench, 0);
  await bench.api.sync.now();
  bench.county.fault = undefined;
  return bench;
}

const received: EventBody = {
  kind: 'received',
  operationId: 'x',
  number: '422825102205261125002000714',
  stationCode: '422825102205',
  township: '422825102',
  matterCode: 'V02',
  matterRevision: 1,
  catalogueVersion: 'test-1',
  applicantMasked: '张*',
  intake: {
    from: null,
    device: '2026-11-25T02:00:00.000Z',
    to: '2026-11-25T02:00:01.000Z',
  },
  noticeBy: { date: '2026-12-02', provisional: false },
  findings: [],
};
const correction: EventBody = {
  kind: 'correctionRequested',
  items: [
    { about: 'applicantPhone', target: 'field', reason: '空号', fix: '写对' },
  ],
  dueOn: { date: '2026-12-09', provisional: false },
};

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

  it('one bad operation of many is found and goes to the tray alone', async () => {
    const { api, county, device } = await someWaitingCases(6);
    const rows = await device.store.db.outbox.orderBy('seq').toArray();
    const bad = rows[3]?.id;
    county.fault = async (request) => {
      if (!request.url.endsWith('/operations')) return undefined;
      const zipped = request.headers.get('content-encoding') === 'gzip';
      const blob = await request.blob();
      const text = zipped
        ? await new Response(
            blob.stream().pipeThrough(new DecompressionStream('gzip')),
          ).text()
        : await blob.text();
      return text.includes(`"id":"${bad}"`)
        ? problem(400, 'badRequest')
        : undefined;
    };
    await api.sync.now();
    const outbox = await now(api.outbox.watch);
    expect(outbox.attention.map(({ operationId }) => operationId)).toEqual([
      bad,
    ]);
    expect(outbox.unsent.operations).toBe(0);
    expect(county.operations.size).toBe(5);
  });

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

  it('a cut upload asks the offset and sends the rest', async () => {
    const bench = await anEnrolledDevice();
    const { county, api } = bench;
    let isCut = false;
    county.fault = async (request) => {
      if (isCut || request.method !== 'POST') return undefined;
      const sha256 = /materials\/([0-9a-f]{64})$/.exec(request.url)?.[1];
      if (sha256 === undefined) return undefined;
      isCut = true;
      const bytes = new Uint8Array(await request.arrayBuffer());
      county.uploads.set(sha256, bytes.slice(0, 17));
      throw new TypeError('cut');
    };
    await aCase(bench, 1);
    await api.sync.now();
    await api.sync.now();
    await api.sync.now();
    expect(isCut).toBe(true);
    expect(county.requests.some((each) => each.startsWith('HEAD'))).toBe(true);
    expect(county.requests.some((each) => each.startsWith('PATCH'))).toBe(true);
    const stored = await bench.device.store.db.materialBytes.toArray();
    for (const { sha256, ciphertext } of stored)
      expect(county.uploads.get(sha256)).toEqual(new Uint8Array(ciphertext));
  });

  it('a photograph that a proxy does not let through holds up no other', async () => {
    const bench = await anEnrolledDevice();
    const { county, api } = bench;
    let tooLarge: string | undefined;
    county.fault = (request) => {
      const sha256 = /materials\/([0-9a-f]{64})$/.exec(request.url)?.[1];
      tooLarge ??= sha256;
      return Promise.resolve(
        sha256 !== undefined && sha256 === tooLarge
          ? new Response('<html>413</html>', { status: 413 })
          : undefined,
      );
    };
    await aCase(bench, 2);
    await api.sync.now();
    await api.sync.now();
    expect(county.uploads.size).toBe(2);
    expect((await now(api.outbox.watch)).unsent.materials).toBe(1);
    // It goes on being tried: whoever mends the proxy need not come here.
    county.fault = undefined;
    await api.sync.now();
    expect(county.uploads.size).toBe(3);
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
});

describe('back from the county', () => {
  it('a correction is shown, answered offline and goes round again', async () => {
    const bench = await anEnrolledDevice();
    const { api, county } = bench;
    const caseId = await aCase(bench, 0);
    await api.sync.now();
    county.say(caseId, received);
    county.say(caseId, correction);
    await api.sync.now();
    expect(await now(api.cases.watch)).toMatchObject([
      { display: 'correcting', correctionDueOn: '2026-12-09' },
    ]);

    county.fault = () => Promise.reject(new TypeError('no network'));
    const draftId = must(await api.drafts.createAnswer(caseId));
    expect(must(await api.drafts.createAnswer(caseId))).toBe(draftId);
    const changes = { applicantPhone: '0718-0000002' };
    must(await api.drafts.saveAnswers(draftId, changes));
    must(await api.drafts.submit(draftId));
    expect(await now(api.cases.watch)).toMatchObject([
      { display: 'received', unsentLater: 1, correctionDueOn: null },
    ]);

    // The round that the submit began has no network; it ends first.
    await api.sync.now();
    county.fault = undefined;
    await api.sync.now();
    const sent = [...county.operations.values()].at(-1);
    expect(sent?.operation).toMatchObject({
      kind: 'answerCorrection',
      correctionEvent: 2,
      answers: { applicantPhone: '07180000002' },
    });
    expect(sent?.envelope).toMatchObject({ seen: 2, seq: 2 });
    const [submit] = county.operations.values();
    expect(sent?.envelope.casePrev).toBe(submit?.envelope.id);
  });

  it('answers of two cases at once stand in one chain', async () => {
    const bench = await anEnrolledDevice();
    const { api, county, device } = bench;
    const drafts = [];
    for (const caseId of [await aCase(bench, 0), await aCase(bench, 0)]) {
      await api.sync.now();
      county.say(caseId, received);
      county.say(caseId, correction);
      await api.sync.now();
      drafts.push(must(await api.drafts.createAnswer(caseId)));
    }
    county.fault = () => Promise.reject(new TypeError('no network'));
    const answered = await Promise.all(
      drafts.map((draftId) => api.drafts.submit(draftId)),
    );
    expect(answered.every(({ ok }) => ok)).toBe(true);
    const rows = await device.store.db.outbox.orderBy('seq').toArray();
    expect(rows.map(({ seq }) => seq)).toEqual([1, 2, 3, 4]);
    expect(rows.map(({ envelope }) => envelope.prev)).toEqual([
      null,
      ...rows.slice(0, -1).map(({ envelope }) => envelope.sha256),
    ]);
  });

  it('items that come twice change nothing, and pages are followed to the end', async () => {
    const bench = await anEnrolledDevice();
    const { api, county, device } = bench;
    const caseId = await aCase(bench, 0);
    await api.sync.now();
    for (let i = 0; i < 5; i += 1) county.say(caseId, { kind: 'rated' });
    await api.sync.now();
    expect(await device.store.db.events.count()).toBe(5);
    await device.store.db.cursors.clear();
    await api.sync.now();
    expect(await device.store.db.events.count()).toBe(5);
    expect(await device.store.db.cursors.toArray()).toMatchObject([
      { pos: 5, mac: 'mac-5' },
    ]);
  });

  it('an event that this version cannot read is shown as such, and the cursor moves on', async () => {
    const bench = await anEnrolledDevice();
    const { api, county, device } = bench;
    const caseId = await aCase(bench, 0);
    await api.sync.now();
    county.say(caseId, { kind: 'newerThanUs' } as unknown as EventBody);
    const other = await aCase(bench, 0);
    county.say(other, received);
    await api.sync.now();
    const view = await now<CaseView | null>((told) =>
      api.cases.watchOne(caseId, told),
    );
    expect(view).toMatchObject({
      display: 'held',
      trouble: { code: 'unprocessable' },
    });
    expect(await device.store.db.cursors.toArray()).toMatchObject([{ pos: 2 }]);
  });

  it('one press of the button without a network says so and locks nobody out', async () => {
    const { api, county } = await anEnrolledDevice();
    county.fault = () => Promise.reject(new TypeError('no network'));
    await api.sync.now();
    expect((await now(api.sync.watch)).link).toBe('offline');
    expect((await now(api.device.watchState)).clerk).not.toBeNull();
    must(await api.device.unlock('clerk-1', PIN));
  });

  it('an answer from the wrong server is no contact', async () => {
    const { api, county } = await someWaitingCases(1);
    county.fault = () => Promise.resolve(json(200, { hello: 'world' }));
    await api.sync.now();
    expect((await now(api.outbox.watch)).unsent.operations).toBe(1);
  });
});

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
  it('never lies further ahead than five minutes after a restart', () => {
    const kept = { failures: 3, nextAt: Date.parse('2031-01-01') };
    expect(atLoad(kept, 1000).nextAt).toBe(301_000);
  });
});
