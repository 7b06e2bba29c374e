import { describe, expect, it } from 'vitest';
import type { CaseView } from '../../../src/device/device-api.ts';
import type { EventBody } from '../../../src/domain/cases/event.ts';
import { anEnrolledDevice, must, now, type Bench } from '../a-device.ts';
import { problem } from '../fake-county.ts';
import { feedPage } from '../fake-county/feed.ts';
import { aCase, correction, received } from './some-cases.ts';
import { eventually } from '../../support/eventually.ts';

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
});

describe('a case that comes and goes', { timeout: 20_000 }, () => {
  async function aReceivedCase() {
    const bench = await anEnrolledDevice();
    const { api, county } = bench;
    const caseId = await aCase(bench, 0);
    await api.sync.now();
    county.say(caseId, received);
    const last = county.say(caseId, { kind: 'rated' });
    await api.sync.now();
    return { ...bench, caseId, last };
  }

  it('a snapshot is all there is so far, whatever was read before', async () => {
    const { api, county, device, caseId, last } = await aReceivedCase();
    const events = county.feed.flatMap((item) =>
      item.kind === 'event' ? [item.body] : [],
    );
    county.say(caseId, correction);
    await api.sync.now();
    expect((await now(api.cases.watch))[0]?.display).toBe('correcting');
    // The correction is of a life that a restore has ended.
    county.snapshot(caseId, events);
    await api.sync.now();
    expect((await now(api.cases.watch))[0]?.display).toBe('received');
    const rows = await device.store.db.events.toArray();
    expect(rows.map(({ n }) => n)).toEqual([1, last.n]);
  });

  it('one that has left is not kept here', async () => {
    const { api, county, device, caseId } = await aReceivedCase();
    county.leave(caseId);
    await api.sync.now();
    expect(await now(api.cases.watch)).toEqual([]);
    const { db } = device.store;
    expect(await db.events.count()).toBe(0);
    expect(await db.cases.count()).toBe(0);
  });

  /** A case with an answer to its correction that the county puts off. */
  async function anUnsentAnswer() {
    const bench = await aReceivedCase();
    const { api, county, caseId } = bench;
    county.say(caseId, correction);
    await api.sync.now();
    county.judge = ({ envelope: { id } }) => ({
      id,
      result: 'later',
      code: 'busy',
    });
    const draftId = must(await api.drafts.createAnswer(caseId));
    const changes = { applicantPhone: '0718-0000002' };
    must(await api.drafts.saveAnswers(draftId, changes));
    return { ...bench, draftId };
  }
  const shown = ({ api }: Bench, caseId: string) =>
    now<CaseView | null>((told) => api.cases.watchOne(caseId, told));
  const rowsOf = async ({ device: { store } }: Bench) => ({
    cases: await store.db.cases.count(),
    events: await store.db.events.count(),
  });

  it('guarantee 5: one that has left stays whole as long as something of it is unsent, then goes', async () => {
    const bench = await anUnsentAnswer();
    const { api, county, caseId, draftId } = bench;
    must(await api.drafts.submit(draftId));
    county.leave(caseId);
    await api.sync.now();
    expect((await shown(bench, caseId))?.applicantName).toBe('张三');
    expect((await now(api.outbox.watch)).unsent.operations).toBe(1);

    county.judge = ({ envelope: { id } }) => ({ id, result: 'applied' });
    await api.sync.now();
    expect([...county.operations.values()].at(-1)?.operation.kind).toBe(
      'answerCorrection',
    );
    await eventually(async () =>
      expect(await rowsOf(bench)).toEqual({ cases: 0, events: 0 }),
    );
    expect(await shown(bench, caseId)).toBeNull();
  });

  it('guarantee 5: nor does it go over a draft, or over what a person at the county still looks at', async () => {
    const bench = await anUnsentAnswer();
    const { api, county, caseId, draftId } = bench;
    county.leave(caseId);
    await api.sync.now();
    await api.sync.now();
    expect(await shown(bench, caseId)).not.toBeNull();
    county.judge = ({ envelope: { id } }) => ({
      id,
      result: 'held',
      code: 'notAllowedNow',
    });
    const { operationId } = await (async () => {
      must(await api.drafts.submit(draftId));
      await api.sync.now();
      await api.sync.now();
      const [held] = (await now(api.outbox.watch)).held;
      if (held === undefined) throw new Error('not held');
      return held;
    })();
    expect(await shown(bench, caseId)).not.toBeNull();
    county.ask({
      kind: 'operationOutcome',
      operationId,
      result: 'applied',
      code: null,
      reason: null,
    });
    await api.sync.now();
    await eventually(async () => expect((await rowsOf(bench)).cases).toBe(0));
  });

  it('photographs that are still to be sent are sent, though the case has left', async () => {
    const bench = await anEnrolledDevice();
    const { api, county } = bench;
    county.fault = (request) =>
      request.url.includes('/materials/')
        ? Promise.reject(new TypeError('no network'))
        : Promise.resolve(undefined);
    const caseId = await aCase(bench, 1);
    await api.sync.now();
    county.say(caseId, received);
    county.leave(caseId);
    await api.sync.now();
    expect(await shown(bench, caseId)).not.toBeNull();
    county.fault = undefined;
    await api.sync.now();
    expect(county.uploads.size).toBeGreaterThan(0);
    await eventually(async () => expect((await rowsOf(bench)).cases).toBe(0));
  });

  it('one that leaves and comes back on the same page is there with all of its history', async () => {
    const bench = await anUnsentAnswer();
    const { api, county, caseId } = bench;
    const events = county.feed.flatMap((item) =>
      item.kind === 'event' ? [item.body] : [],
    );
    county.leave(caseId);
    county.snapshot(caseId, events);
    await api.sync.now();
    await api.sync.now();
    expect(await shown(bench, caseId)).not.toBeNull();
    expect(await rowsOf(bench)).toEqual({ cases: 1, events: events.length });
  });

  it('what was not sent is not touched by reading from the beginning', async () => {
    const bench = await anUnsentAnswer();
    const { api, county, caseId, draftId } = bench;
    must(await api.drafts.submit(draftId));
    const events = county.feed.flatMap((item) =>
      item.kind === 'event' ? [item.body] : [],
    );
    await api.sync.now();
    // Items were let go: one snapshot stands in their place.
    county.feed.length = 0;
    county.snapshot(caseId, events);
    county.fault = (request) =>
      Promise.resolve(
        /feed\?cursor=[^&]*:[1-9]/.test(request.url)
          ? problem(410, 'cursorExpired')
          : undefined,
      );
    await api.sync.now();
    county.fault = undefined;
    await api.sync.now();
    expect((await now(api.outbox.watch)).unsent.operations).toBe(1);
    county.judge = ({ envelope: { id } }) => ({ id, result: 'applied' });
    await api.sync.now();
    expect([...county.operations.values()].at(-1)?.operation).toMatchObject({
      kind: 'answerCorrection',
      answers: { applicantPhone: '07180000002' },
    });
    expect(await rowsOf(bench)).toEqual({ cases: 1, events: events.length });
  });

  it('a cursor that is too old is read from the beginning, once', async () => {
    const { api, county } = await aReceivedCase();
    let expired = 0;
    county.fault = (request) => {
      const { searchParams, pathname } = new URL(request.url);
      if (!pathname.endsWith('/feed')) return Promise.resolve(undefined);
      if (searchParams.get('cursor')?.endsWith(':0') === true)
        return Promise.resolve(undefined);
      expired += 1;
      return Promise.resolve(problem(410, 'cursorExpired'));
    };
    await api.sync.now();
    expect(expired).toBe(1);
    county.fault = undefined;
    await api.sync.now();
    expect((await now(api.cases.watch))[0]?.display).toBe('received');
  });

  it('a proxy that gives the page of an earlier question hides nothing', async () => {
    const { api, county, device, caseId } = await aReceivedCase();
    const { db } = device.store;
    let former: Response | undefined;
    county.fault = async (request) => {
      const url = new URL(request.url);
      if (!url.pathname.endsWith('/feed')) return undefined;
      const answer = former;
      former = feedPage(county, url);
      return answer?.clone();
    };
    await api.sync.now();
    // As after a new enrolment: nothing has been read.
    await db.transaction('rw', [db.cursors, db.events], async () => {
      await db.cursors.clear();
      await db.events.clear();
    });
    county.say(caseId, correction);
    await api.sync.now();
    expect(await db.events.count()).toBe(0);
    county.fault = undefined;
    await api.sync.now();
    expect((await now(api.cases.watch))[0]?.display).toBe('correcting');
    expect(await db.events.count()).toBe(county.feed.length);
  });

  it('a county that calls every cursor too old is no reason to ask without end', async () => {
    const { api, county } = await aReceivedCase();
    county.fault = (request) =>
      Promise.resolve(
        request.url.includes('/feed')
          ? problem(410, 'cursorExpired')
          : undefined,
      );
    await api.sync.now();
    await api.sync.now();
    expect((await now(api.sync.watch)).nextAttemptAt).not.toBeNull();
  });
});
