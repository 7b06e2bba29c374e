import { describe, expect, it } from 'vitest';
import type { CaseView } from '../../../src/device/device-api.ts';
import type { EventBody } from '../../../src/domain/cases/event.ts';
import { anEnrolledDevice, must, now } from '../a-device.ts';
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
