import { describe, expect, it } from 'vitest';
import type { CaseView } from '../../../src/device/device-api.ts';
import type { EventBody } from '../../../src/domain/cases/event.ts';
import { anEnrolledDevice, must, now } from '../a-device.ts';
import { problem } from '../fake-county.ts';
import { aCase, correction, received } from './some-cases.ts';

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

  it('guarantee 5: one that has left stays as long as something of it is unsent', async () => {
    const { api, county, device, caseId } = await aReceivedCase();
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
    must(await api.drafts.submit(draftId));
    county.leave(caseId);
    await api.sync.now();
    expect(await device.store.db.cases.count()).toBe(1);
    expect((await now(api.outbox.watch)).unsent.operations).toBe(1);
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
