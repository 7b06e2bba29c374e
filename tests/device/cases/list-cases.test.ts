// What the clerk sees of a list too long to be read while he waits.
import { expect, it } from 'vitest';
import { stubPlace, type StubContent } from '../../../src/device/cases/stub.ts';
import type {
  CaseListView,
  CaseListWish,
} from '../../../src/device/device-api.ts';
import { openClerk } from '../../../src/device/vault/open-clerk.ts';
import { proveSecret } from '../../../src/device/vault/prove-secret.ts';
import { sealRow } from '../../../src/device/vault/row-cipher.ts';
import { VaultSession } from '../../../src/device/vault/vault-session.ts';
import {
  aFilledDraft,
  anEnrolledDevice,
  must,
  now,
  PIN,
  type Bench,
} from '../a-device.ts';

const STUBS = 450;
const HOUR = 3_600_000;
const ALL: CaseListWish = { word: '', onlyReturned: false, count: 50 };

/** What stays of cases: number n was taken in n hours ago, its name is 旧n. */
async function layStubs({ device, ports, county }: Bench): Promise<void> {
  const { store } = device;
  const [clerk] = await store.db.clerks.toArray();
  if (clerk === undefined) throw new Error('nobody is enrolled');
  const proved = await proveSecret(
    { store, ports, vault: new VaultSession() },
    { clerkId: clerk.id, secret: PIN },
  );
  const { vault } = await openClerk(clerk, must(proved));
  const rows = Array.from({ length: STUBS }, async (_, at) => {
    const n = at + 1;
    const caseId = `stub-${n}`;
    const content: StubContent = {
      number: String(100_000_000 + n),
      matterCode: 'V14',
      matterShort: '高龄津贴',
      applicantMasked: `旧${n}`,
      display: 'concluded',
    };
    return {
      caseId,
      takenInAt: new Date(county.nowMs - n * HOUR).toISOString(),
      since: new Date(county.nowMs).toISOString(),
      sealed: await sealRow(vault, stubPlace(caseId), content),
    };
  });
  await store.db.stubs.bulkPut(await Promise.all(rows));
}

async function aLongPast(): Promise<Bench> {
  const bench = await anEnrolledDevice();
  await layStubs(bench);
  await takeIn(bench, '张三');
  return bench;
}

async function takeIn({ api }: Bench, name: string): Promise<void> {
  must(await api.drafts.submit(await aFilledDraft(api, { name })));
}

/** All that is told until everything was looked through. */
async function told(
  { api }: Bench,
  wish: Partial<CaseListWish>,
): Promise<CaseListView[]> {
  const views: CaseListView[] = [];
  const stop = await api.cases.watchList({ ...ALL, ...wish }, (view) => {
    views.push(view);
  });
  await expect
    .poll(() => views.at(-1), { timeout: 30_000 })
    .toSatisfy((view?: CaseListView) =>
      Boolean(view?.isWhole || view?.hasMore),
    );
  stop();
  return views;
}

const names = (view: CaseListView | undefined) =>
  view?.lines.map(({ applicantName }) => applicantName);

it('the newest come first, as many as were wished for, of cases and of what stays of them', async () => {
  const bench = await aLongPast();
  const [first] = await told(bench, { count: 3 });
  expect(first).toMatchObject({ hasMore: true });
  expect(names(first)).toEqual(['张三', '旧1', '旧2']);
  const all = await told(bench, { count: 1_000 });
  expect(all.at(-1)).toMatchObject({ hasMore: false, isWhole: true });
  expect(all.at(-1)?.lines).toHaveLength(STUBS + 1);
});

it('what is looked for far back is found without an answer being waited for', async () => {
  const bench = await aLongPast();
  const views = await told(bench, { word: '旧440' });
  expect(views[0]).toMatchObject({ lines: [], isWhole: false });
  expect(names(views.at(-1))).toEqual(['旧440']);
  // By its number, and now at once.
  const [again] = await told(bench, { word: '000440' });
  expect(names(again)).toEqual(['旧440']);
});

it('a case that is taken in while the list is open stands on top of it', async () => {
  const bench = await aLongPast();
  const seen: (string[] | undefined)[] = [];
  const stop = await bench.api.cases.watchList({ ...ALL, count: 2 }, (view) => {
    seen.push(names(view));
  });
  await takeIn(bench, '李四');
  await expect
    .poll(() => seen.at(-1), { timeout: 30_000 })
    .toEqual(['李四', '张三']);
  stop();
});

it('the home screen has the newest hundred alone, and nobody anything while it is locked', async () => {
  const bench = await aLongPast();
  const { api } = bench;
  expect(await now(api.cases.watch)).toHaveLength(100);
  await api.device.lock();
  expect(await now(api.cases.watch)).toEqual([]);
  expect((await told(bench, { word: '旧440' })).at(-1)?.lines).toEqual([]);
});
