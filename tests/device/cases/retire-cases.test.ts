// Readable text leaves the device 30 days after the end of a case; a line stays.
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

async function aConcludedCase() {
  const bench = await anEnrolledDevice();
  const { api, county } = bench;
  const draftId = await aFilledDraft(api, { photographs: 1 });
  const { caseId, number } = must(await api.drafts.submit(draftId));
  await api.sync.now();
  await api.sync.now();
  county.nowMs += DAY;
  county.say(caseId, {
    kind: 'accepted',
    promisedBy: null,
    withDeficiency: false,
  });
  county.say(caseId, {
    kind: 'concludedRejected',
    reason: '不符合条件',
    remedy: '可以申请复核',
  });
  await contact(bench);
  return { ...bench, caseId, number };
}

async function contact({ api }: Bench): Promise<void> {
  await api.device.lock();
  must(await api.device.unlock('clerk-1', PIN));
  await api.sync.now();
  await api.sync.now();
}

/** A backup finishes each night. */
async function days(bench: Bench, count: number): Promise<void> {
  const { county } = bench;
  for (let i = 0; i < count; i += 1) {
    county.nowMs += DAY;
    county.safeThrough = new Date(county.nowMs - DAY / 2).toISOString();
    await contact(bench);
  }
}

const one = ({ api }: Bench, caseId: string) =>
  now<CaseView | null>((callback) => api.cases.watchOne(caseId, callback));

describe('the text of a case', () => {
  it('is whole until 30 days after its end, then a line with a masked name, for 180 days', async () => {
    const bench = await aConcludedCase();
    const { api, county, device, caseId, number } = bench;
    await days(bench, 12);
    county.nowMs += 16 * DAY;
    await days(bench, 1);
    expect((await one(bench, caseId))?.applicantName).toBe('张三');
    await days(bench, 2);
    expect(await one(bench, caseId)).toBeNull();
    expect(await now(api.cases.watch)).toMatchObject([
      {
        caseId,
        number,
        applicantName: '张*',
        isStub: true,
        display: 'rejected',
      },
    ]);
    const left = await read(device.store, async (db) => ({
      cases: await db.cases.count(),
      events: await db.events.count(),
      materials: await db.materials.count(),
      bytes: await db.materialBytes.count(),
    }));
    expect(left).toEqual({ cases: 0, events: 0, materials: 0, bytes: 0 });
    await contact(bench);
    const acts = [...county.operations.values()].flatMap(({ operation }) =>
      operation.kind === 'journal' ? operation.acts : [],
    );
    expect(acts.map(({ act }) => act)).toContain('caseTextErased');

    county.nowMs += 181 * DAY;
    await contact(bench);
    expect(await now(api.cases.watch)).toEqual([]);
  });

  it('leaves as many days after the end as the county says', async () => {
    const bench = await aConcludedCase();
    const { county, caseId } = bench;
    county.session = { readableDays: 45 };
    await days(bench, 12);
    county.nowMs += 20 * DAY;
    await days(bench, 1);
    expect((await one(bench, caseId))?.applicantName).toBe('张三');
    county.nowMs += 14 * DAY;
    await days(bench, 1);
    expect(await one(bench, caseId)).toBeNull();
  });

  it('does not come back when the county’s feed is read anew', async () => {
    const bench = await aConcludedCase();
    const { county, device } = bench;
    await days(bench, 12);
    county.nowMs += 20 * DAY;
    await days(bench, 1);
    county.epoch = 'epoch-2';
    await contact(bench);
    expect(await read(device.store, (db) => db.events.count())).toBe(0);
  });

  it('once gone is known to be old when the county does something more, and only then', async () => {
    const bench = await aConcludedCase();
    const { api, county, caseId } = bench;
    await days(bench, 12);
    county.nowMs += 20 * DAY;
    await days(bench, 1);
    county.epoch = 'epoch-2';
    await contact(bench);
    const [line] = await now(api.cases.watch);
    expect(line).toMatchObject({ caseId, isStub: true, display: 'rejected' });
    expect(line?.hasMoved).toBeUndefined();
    county.say(caseId, { kind: 'rated' });
    await contact(bench);
    expect((await now(api.cases.watch))[0]?.hasMoved).toBeUndefined();

    county.say(caseId, { kind: 'recalled', reason: '依据的证明是假的' });
    await contact(bench);
    expect(await now(api.cases.watch)).toMatchObject([
      { caseId, isStub: true, hasMoved: true },
    ]);
  });

  async function aRetiredCase() {
    const bench = await aConcludedCase();
    await days(bench, 12);
    bench.county.nowMs += 20 * DAY;
    await days(bench, 1);
    return bench;
  }
  const hasMoved = async ({ api }: Bench) =>
    (await now(api.cases.watch))[0]?.hasMoved ?? false;
  const recalled = { kind: 'recalled', reason: '依据的证明是假的' } as const;

  it('gone by an earlier version, which kept no number, is no older for what it knew', async () => {
    const bench = await aRetiredCase();
    const { county, device, caseId } = bench;
    await device.store.db.stubs.toCollection().modify((row) => {
      delete row.lastEvent;
    });
    county.epoch = 'epoch-2';
    await contact(bench);
    expect(await hasMoved(bench)).toBe(false);
    county.nowMs += DAY;
    county.say(caseId, recalled);
    await contact(bench);
    expect(await hasMoved(bench)).toBe(true);
  });

  it('is no older for a snapshot of what it knew and of a rating, and is for one of more', async () => {
    const bench = await aRetiredCase();
    const { county, caseId } = bench;
    const rated = county.say(caseId, { kind: 'rated' });
    const events = county.feed.flatMap((item) =>
      item.kind === 'event' ? [item.body] : [],
    );
    county.feed.length = 0;
    county.snapshot(caseId, events);
    county.epoch = 'epoch-2';
    await contact(bench);
    expect(await hasMoved(bench)).toBe(false);
    const more = { ...rated, n: rated.n + 1, body: recalled };
    county.snapshot(caseId, [...events, more]);
    await contact(bench);
    expect(await hasMoved(bench)).toBe(true);
  });

  it('is older when a restored county does something else in the place of what it knew', async () => {
    const bench = await aRetiredCase();
    const { county, caseId } = bench;
    const last = county.feed.length;
    county.feed.length -= 1;
    county.epoch = 'epoch-2';
    await contact(bench);
    expect(await hasMoved(bench)).toBe(false);
    county.nowMs += DAY;
    county.say(caseId, recalled);
    expect(county.feed).toHaveLength(last);
    await contact(bench);
    expect(await hasMoved(bench)).toBe(true);
  });

  it('stays while its photographs are not known to be safe', async () => {
    const bench = await aConcludedCase();
    const { county, caseId } = bench;
    county.safeThrough = '2026-11-01T00:00:00.000Z';
    for (let i = 0; i < 3; i += 1) {
      county.nowMs += 30 * DAY;
      await contact(bench);
    }
    expect((await one(bench, caseId))?.applicantName).toBe('张三');
  });

  it('of a case that goes on stays for years, and the device’s clock ends nothing', async () => {
    const bench = await anEnrolledDevice();
    const { api, county, passMs } = bench;
    const draftId = await aFilledDraft(api, { photographs: 0 });
    const { caseId } = must(await api.drafts.submit(draftId));
    await api.sync.now();
    county.say(caseId, {
      kind: 'accepted',
      promisedBy: null,
      withDeficiency: false,
    });
    passMs(5 * 365 * DAY);
    await days(bench, 12);
    county.nowMs += 700 * DAY;
    await days(bench, 2);
    expect((await one(bench, caseId))?.applicantName).toBe('张三');
  });
});
