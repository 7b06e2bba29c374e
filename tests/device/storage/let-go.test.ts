// What leaves the device, and what never does, with the device's whole code and a
// county that can be restored.
import { describe, expect, it } from 'vitest';
import type { CaseView } from '../../../src/device/device-api.ts';
import { read } from '../../../src/device/database/write.ts';
import {
  aFilledDraft,
  anEnrolledDevice,
  must,
  now,
  PIN,
  type Bench,
} from '../a-device.ts';

const DAY = 86_400_000;

/** A device that has delivered one case with two photographs. */
async function aDeliveredCase() {
  const bench = await anEnrolledDevice();
  const { api } = bench;
  const draftId = await aFilledDraft(api, { photographs: 2 });
  const { caseId } = must(await api.drafts.submit(draftId));
  await api.sync.now();
  await api.sync.now();
  return { ...bench, caseId };
}

/** Days pass at both ends; a backup finishes each night unless it is told not to. */
async function days(
  { api, county }: Bench,
  count: number,
  { backups = true } = {},
): Promise<void> {
  for (let i = 0; i < count; i += 1) {
    county.nowMs += DAY;
    if (backups)
      county.safeThrough = new Date(county.nowMs - DAY / 2).toISOString();
    await contact(api);
  }
}

/** As every morning: unlocked, which opens a session, and a minute later again. */
async function contact(api: Bench['api']): Promise<void> {
  await api.device.lock();
  must(await api.device.unlock('clerk-1', PIN));
  await api.sync.now();
  await api.sync.now();
}

const held = ({ device }: Bench) =>
  read(device.store, (db) => db.materialBytes.count());
const envelopes = ({ device }: Bench) =>
  read(device.store, (db) => db.outbox.count());

describe('guarantee 4: photographs and envelopes', () => {
  it('leave the device 7 days after they are known to be in a backup', async () => {
    const bench = await aDeliveredCase();
    expect(await held(bench)).toBe(3);
    await days(bench, 8);
    expect(await held(bench)).toBe(3);
    await days(bench, 2);
    expect(await held(bench)).toBe(0);
    // The journal's own operation about it is the one that is still here.
    const left = await read(bench.device.store, (db) => db.outbox.toArray());
    expect(left.map(({ envelope }) => envelope.schema)).toEqual(['journal@1']);
  });

  it('of a refused operation that was mended leave like others, and are no predecessor', async () => {
    const bench = await anEnrolledDevice();
    const { api, county, device } = bench;
    county.judge = ({ envelope: { id } }) => ({
      id,
      result: 'refused',
      code: 'badSignature',
    });
    const draftId = await aFilledDraft(api, { photographs: 1 });
    const { caseId } = must(await api.drafts.submit(draftId));
    await contact(api);
    const [refused] = (await now(api.outbox.watch)).attention;
    await days(bench, 11);
    // A person has not decided yet.
    expect((await now(api.outbox.watch)).attention).toHaveLength(1);
    county.judge = ({ envelope: { id } }) => ({ id, result: 'applied' });
    must(await api.outbox.sendAgain(refused?.operationId ?? ''));
    await days(bench, 11);
    const { db } = device.store;
    expect(await db.outbox.where({ caseId }).count()).toBe(0);
    const { settled } = await now(api.outbox.watch);
    const ofCase = settled.filter((row) => row.caseId === caseId);
    expect(ofCase.map(({ operationId }) => operationId)).not.toContain(
      refused?.operationId,
    );
    must(
      await api.cases.act(caseId, {
        kind: 'updateContact',
        answers: { applicantPhone: '0718-0000002' },
      }),
    );
    const [later] = await db.outbox.where({ caseId }).toArray();
    expect(later?.envelope.casePrev).toBe(ofCase[0]?.operationId);
  });

  it('never leave while the county has no backup, however long it takes', async () => {
    const bench = await aDeliveredCase();
    await days(bench, 25, { backups: false });
    expect(await held(bench)).toBe(3);
    expect(must(await bench.api.storage.release()).materials).toBe(0);
  });

  it('never leave by the clock of the device', async () => {
    const bench = await aDeliveredCase();
    bench.passMs(5 * 365 * DAY);
    await contact(bench.api);
    must(await bench.api.storage.release());
    expect(await held(bench)).toBe(3);
    bench.passMs(-10 * 365 * DAY);
    await days(bench, 3);
    expect(await held(bench)).toBe(3);
    await days(bench, 7);
    expect(await held(bench)).toBe(0);
  });

  it('stay after a restore until they are proven safe in the new epoch; each is asked for', async () => {
    const bench = await aDeliveredCase();
    const { county, api } = bench;
    await days(bench, 5);
    const [lost] = county.uploads.keys();
    county.uploads.delete(lost ?? '');
    county.epoch = 'epoch-2';
    county.safeThrough = '2026-11-01T00:00:00.000Z';
    await contact(api);
    expect(county.uploads.size).toBe(3);
    await days(bench, 6);
    expect(await held(bench)).toBe(3);
    await days(bench, 4);
    expect(await held(bench)).toBe(0);
  });

  it('stay while the case waits for the county or for a person', async () => {
    const bench = await anEnrolledDevice();
    const { api, county } = bench;
    county.judge = ({ envelope }) => ({
      id: envelope.id,
      result: 'held',
      code: 'unprocessable',
    });
    must(await api.drafts.submit(await aFilledDraft(api, { photographs: 1 })));
    await api.sync.now();
    await api.sync.now();
    await days(bench, 16);
    expect(await held(bench)).toBe(2);
    expect(await envelopes(bench)).toBe(1);
    expect((await now(api.outbox.watch)).held).toHaveLength(1);
  });

  it('that a draft shows stay', async () => {
    const bench = await aDeliveredCase();
    const { device } = bench;
    const [sha256 = ''] = await read(device.store, (db) =>
      db.materials.toCollection().primaryKeys(),
    );
    await device.store.db.materials.update(sha256, { draftId: 'draft-1' });
    await days(bench, 12);
    expect(await held(bench)).toBe(1);
  });
});

describe('what has left', () => {
  it('is written down, once a case, and goes to the county', async () => {
    const bench = await aDeliveredCase();
    await days(bench, 12);
    const journals = [...bench.county.operations.values()].flatMap(
      ({ operation }) => (operation.kind === 'journal' ? [operation] : []),
    );
    expect(journals.flatMap(({ acts }) => acts)).toMatchObject([
      { act: 'materialsErased', caseId: bench.caseId },
    ]);
  });

  it('is still named by the case: the pages are the county’s, the arrival is known', async () => {
    const bench = await aDeliveredCase();
    const { api, caseId } = bench;
    const view = () =>
      now<CaseView | null>((callback) => api.cases.watchOne(caseId, callback));
    const before = await view();
    await days(bench, 12);
    const after = await view();
    if (before === null || after === null) throw new Error('no case');
    expect(after.arrivedAt).toBe(before.arrivedAt);
    expect(after.arrivedAt).not.toBeNull();
    const states = after.papers.flatMap((paper) =>
      paper.how === 'photo' ? paper.pages.map(({ state }) => state) : [],
    );
    expect(new Set(states)).toEqual(new Set(['released']));
    expect(after.display).toBe(before.display);
    const { settled } = await now(api.outbox.watch);
    expect(settled.map(({ caseId }) => caseId)).toContain(caseId);
  });

  it('has a follower all the same: a later operation names the one before it', async () => {
    const bench = await aDeliveredCase();
    const { api, county, caseId } = bench;
    const [submit] = [...county.operations.keys()];
    await days(bench, 12);
    county.say(caseId, {
      kind: 'correctionRequested',
      items: [
        {
          target: 'field',
          about: 'applicantPhone',
          reason: 'x',
          fix: 'x',
        },
      ],
      dueOn: { date: '2027-01-30', provisional: false },
    });
    await contact(api);
    const draftId = must(await api.drafts.createAnswer(caseId));
    must(
      await api.drafts.saveAnswers(draftId, {
        applicantPhone: '0718-0000009',
      }),
    );
    must(
      await api.drafts.saveSignature(
        draftId,
        new Blob([new Uint8Array([0x89, 0x50, 0x4e, 0x47, 1])]),
      ),
    );
    must(await api.drafts.saveConsents(draftId, ['sensitiveData', 'readBack']));
    must(await api.drafts.submit(draftId));
    await api.sync.now();
    const answer = [...county.operations.values()].find(
      ({ operation }) => operation.kind === 'answerCorrection',
    );
    expect(answer?.envelope.casePrev).toBe(submit);
  });
});

describe('the button', () => {
  it('says first how much, lets go of it all at once, and then has nothing', async () => {
    const bench = await aDeliveredCase();
    const { api, county, device } = bench;
    await days(bench, 8);
    // The county is heard again by a round that lets go of nothing itself.
    county.nowMs += 2 * DAY;
    await device.store.db.meta.put({
      name: 'letGo',
      value: { epoch: county.epoch, at: county.nowMs, isWaiting: false },
    });
    await contact(api);
    const told = must(await api.storage.releasable());
    expect(told.materials).toBe(3);
    expect(must(await api.storage.release())).toEqual(told);
    expect(await held(bench)).toBe(0);
    expect(must(await api.storage.releasable())).toEqual({
      materials: 0,
      bytes: 0,
    });
  });
});
