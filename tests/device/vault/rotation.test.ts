// A new vault key by the month, and what becomes of the rows when the worker is
// killed between any two of them.
import { expect, it } from 'vitest';
import {
  aFilledDraft,
  anEnrolledDevice,
  deviceRow,
  must,
  now,
  PIN,
  startedAnew,
  type Bench,
} from '../a-device.ts';
import { eventually } from '../../support/eventually.ts';

const MONTH_MS = 31 * 86_400_000;

async function vaultIdOf(bench: Bench): Promise<string> {
  return (await deviceRow(bench)).vaultId;
}

/** Vault keys that rows are sealed under, each with how many rows. */
async function keysInUse({ device }: Bench): Promise<Record<string, number>> {
  const { db } = device.store;
  const ids = [
    ...(await db.drafts.toArray()).map(({ sealed }) => sealed.vaultId),
    ...(await db.cases.toArray()).map(({ sealed }) => sealed.vaultId),
    ...(await db.events.toArray()).map(({ sealed }) => sealed.vaultId),
    ...(await db.residents.toArray()).map(({ sealed }) => sealed.vaultId),
    ...(await db.clerks.toArray()).map(
      ({ authorPrivate }) => authorPrivate.vaultId,
    ),
  ];
  const counts: Record<string, number> = {};
  for (const id of ids) counts[id] = (counts[id] ?? 0) + 1;
  return counts;
}

/** Two drafts, two cases with an event each, on a device a month later. */
async function aMonthLater(): Promise<
  Bench & { draftIds: string[]; caseIds: string[] }
> {
  const bench = await anEnrolledDevice();
  const { api, county } = bench;
  const caseIds: string[] = [];
  for (const name of ['张三', '李四'])
    caseIds.push(
      must(await api.drafts.submit(await aFilledDraft(api, { name }))).caseId,
    );
  await api.sync.now();
  for (const caseId of caseIds)
    county.say(caseId, {
      kind: 'accepted',
      promisedBy: null,
      withDeficiency: false,
    });
  await api.sync.now();
  must(await api.residents.find({ text: '' }));
  const draftIds = [
    must(await api.drafts.create('V02')),
    await aFilledDraft(api, { name: '王五' }),
  ];
  bench.passMs(MONTH_MS);
  return { ...bench, draftIds, caseIds };
}

async function everythingIsReadable(
  { api }: Bench,
  given: { draftIds: string[]; caseIds: string[] },
): Promise<void> {
  const [, filled = ''] = given.draftIds;
  for (const draftId of given.draftIds) must(await api.drafts.read(draftId));
  const { papers } = must(await api.drafts.read(filled));
  const [photo] = papers.flatMap((paper) =>
    paper.how === 'photo' ? paper.pages : [],
  );
  must(await api.materials.read(photo?.sha256 ?? ''));
  const cases = await now(api.cases.watch);
  expect(cases.map(({ caseId }) => caseId).sort()).toEqual(
    [...given.caseIds].sort(),
  );
  expect(cases.map(({ applicantName }) => applicantName).sort()).toEqual([
    '张三',
    '李四',
  ]);
}

it('after a month an unlock makes a new key, and every row follows', async () => {
  const bench = await aMonthLater();
  const old = await vaultIdOf(bench);
  const later = await startedAnew(bench);
  must(await later.api.device.unlock('clerk-1', PIN));
  await eventually(async () => {
    const present = await vaultIdOf(later);
    expect(present).not.toBe(old);
    expect(Object.keys(await keysInUse(later))).toEqual([present]);
  });
  await everythingIsReadable(later, bench);

  // The old key goes once a worker has started that never wrote under it.
  const row = await later.device.store.db.clerks.get('clerk-1');
  expect(row?.formerKeys).toHaveLength(1);
  const last = await startedAnew(later);
  must(await last.api.device.unlock('clerk-1', PIN));
  await eventually(async () => {
    const now = await last.device.store.db.clerks.get('clerk-1');
    expect(now?.formerKeys).toEqual([]);
  });
  await everythingIsReadable(last, bench);
  // One number, of both cases.
  const { lines } = must(await last.api.residents.find({ text: '李四' }));
  expect(lines).toHaveLength(1);
});

it(
  'killed before any of its writes, it goes on at the next unlock and loses nothing',
  { timeout: 60_000 },
  async () => {
    const bench = await aMonthLater();
    let place = bench as Bench;
    let kills = 0;
    for (let allowed = 0, isWhole = false; !isWhole; allowed += 1) {
      const dying = await startedAnew(place);
      const old = await vaultIdOf(dying);
      const death = dieAfter(dying, allowed);
      void dying.api.device.unlock('clerk-1', PIN);
      await eventually(async () => {
        if (death.has) return;
        const present = await vaultIdOf(dying);
        expect(present).not.toBe(old);
        expect(Object.keys(await keysInUse(dying))).toEqual([present]);
      });
      isWhole = !death.has;
      kills += death.has ? 1 : 0;
      const later = await startedAnew(dying, { isKilled: death.has });
      must(await later.api.device.unlock('clerk-1', PIN));
      await eventually(async () => {
        const present = await vaultIdOf(later);
        expect(present).not.toBe(old);
        expect(Object.keys(await keysInUse(later))).toEqual([present]);
      });
      await everythingIsReadable(later, bench);
      place = later;
      bench.passMs(MONTH_MS);
    }
    // At least: tidying, time, rotation, drafts, cases, events, author key.
    expect(kills).toBeGreaterThan(5);
  },
);

/** Only so many more write transactions are begun; nothing answers after that. */
function dieAfter({ device }: Bench, writes: number): { has: boolean } {
  const { db } = device.store;
  const begin: unknown = db.transaction.bind(db);
  let left = writes;
  const death = { has: false };
  db.transaction = ((...args: unknown[]) => {
    if (args[0] === 'rw') {
      death.has ||= left === 0;
      left -= 1;
    }
    return death.has
      ? new Promise(() => undefined)
      : (begin as (...args: unknown[]) => unknown)(...args);
  }) as typeof db.transaction;
  return death;
}
