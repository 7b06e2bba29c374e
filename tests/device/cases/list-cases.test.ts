// What the clerk sees of a list too long to be read while he waits.
import { expect, it, vi } from 'vitest';
import { CaseList } from '../../../src/device/cases/list-cases.ts';
import { stubPlace, type StubContent } from '../../../src/device/cases/stub.ts';
import type {
  CaseListView,
  CaseListWish,
} from '../../../src/device/device-api.ts';
import { StorageError } from '../../../src/device/database/storage-error.ts';
import type { OpenContext } from '../../../src/device/device-context.ts';
import { openClerk } from '../../../src/device/vault/open-clerk.ts';
import { proveSecret } from '../../../src/device/vault/prove-secret.ts';
import { sealRow } from '../../../src/device/vault/row-cipher.ts';
import {
  VaultSession,
  type Unlocked,
} from '../../../src/device/vault/vault-session.ts';
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

async function keysOf({ device, ports }: Bench): Promise<Unlocked> {
  const { store } = device;
  const [clerk] = await store.db.clerks.toArray();
  if (clerk === undefined) throw new Error('nobody is enrolled');
  const proved = await proveSecret(
    { store, ports, vault: new VaultSession() },
    { clerkId: clerk.id, secret: PIN },
  );
  return openClerk(clerk, must(proved));
}

/** What stays of cases: number n was taken in n hours ago, its name is 旧n. */
async function layStubs(bench: Bench): Promise<void> {
  const { device, county } = bench;
  const { store } = device;
  const { vault } = await keysOf(bench);
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
      lastEvent: 1,
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

/** The list alone, unlocked, so that a lock can come at any moment of it. */
async function aList(bench: Bench) {
  const { store } = bench.device;
  // What was taken in is sent; nothing else changes behind the list.
  await bench.api.sync.now();
  const [unlocked, vault] = [await keysOf(bench), new VaultSession()];
  vault.open(unlocked);
  // Of the context it takes no more than this.
  const open = { store, vault, unlocked } as OpenContext;
  return { list: new CaseList({ store, vault }), open };
}

const EVERY = { matches: () => true, count: 50 };

it('a lock that comes while the list is read leaves nothing of it, and the next unlock has it whole', async () => {
  const { list, open } = await aList(await aLongPast());
  const { vault, unlocked } = open;
  const asked = [list.find(open, false, EVERY), list.find(open, true, EVERY)];
  vault.lock();
  for (const each of asked) expect((await each).lines).toEqual([]);
  // Their keys were taken before the lock; they come to the list after it.
  expect((await list.find(open, false, EVERY)).lines).toEqual([]);
  expect(await list.showNewest(open, false)).toEqual([]);
  const again = { ...open, unlocked: { ...unlocked } };
  vault.open(again.unlocked);
  expect((await list.find(open, false, EVERY)).lines).toEqual([]);
  expect((await list.find(again, false, EVERY)).lines).toHaveLength(50);
});

it('a change beside the cases has none of their rows read again', async () => {
  const bench = await aLongPast();
  const { list, open } = await aList(bench);
  const { cases } = bench.device.store.db;
  const bulkGet = vi.spyOn(cases, 'bulkGet');
  const rows = () => bulkGet.mock.calls.flatMap(([keys]) => keys).length;
  await list.showNewest(open, false);
  expect(rows()).toBe(1);
  bench.device.store.changes.announce(['drafts', 'materials', 'outbox']);
  const seen = await list.showNewest(open, false);
  expect(seen[0]).toMatchObject({ applicantName: '张三' });
  expect(rows()).toBe(1);
});

it('a storage that failed once does not keep a search from its end', async () => {
  const bench = await aLongPast();
  const { list, open } = await aList(bench);
  const { stubs } = bench.device.store.db;
  const get = stubs.bulkGet.bind(stubs);
  let fails = 0;
  vi.spyOn(stubs, 'bulkGet').mockImplementation((ids: string[]) => {
    if (fails > 0 || !ids.includes('stub-440')) return get(ids);
    fails += 1;
    throw new StorageError('storageFailed', 'once');
  });
  expect((await list.find(open, false, EVERY)).isWhole).toBe(false);
  await expect.poll(() => fails).toBe(1);
  await expect
    .poll(async () => (await list.find(open, false, EVERY)).isWhole)
    .toBe(true);
});
