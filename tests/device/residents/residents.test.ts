// Whom a device knows: from its cases and the township's list, found by what is typed.
import { afterEach, expect, it, vi } from 'vitest';
import type { ResidentQuery } from '../../../src/device/device-api.ts';
import type { Person } from '../../../src/domain/people/person.ts';
import {
  checkIdNumber,
  idNumberCheckCharacter,
} from '../../../src/domain/rules/checks/id-number.ts';
import {
  aFilledDraft,
  anEnrolledDevice,
  must,
  nextRound,
  PIN,
  startedAnew,
  type Bench,
} from '../a-device.ts';

const DAY_MS = 86_400_000;

/** A demo number; `order`: odd is a man's. */
function idNo(birth: string, order = 1): string {
  const first17 = `000000${birth}${String(order).padStart(3, '0')}`;
  const number = first17 + idNumberCheckCharacter(first17);
  expect(checkIdNumber(number).ok).toBe(true);
  return number;
}

const aPerson = (given: Partial<Person> = {}): Person => ({
  idNo: idNo('19460102'),
  name: '彭示山',
  ...given,
});

/** Once, as the next row is being sealed: what comes between reading and writing. */
function asNextRowIsSealed(task: () => Promise<unknown>): void {
  const { subtle } = crypto;
  const encrypt = subtle.encrypt.bind(subtle);
  vi.spyOn(subtle, 'encrypt').mockImplementationOnce(async (...given) => {
    await task();
    return encrypt(...given);
  });
}

afterEach(() => {
  vi.restoreAllMocks();
});

async function names({ api }: Bench, query: Partial<ResidentQuery> = {}) {
  const found = must(await api.residents.find({ text: '', ...query }));
  return found.lines.map(({ name }) => name);
}

it('who was served is known by name, pinyin, last digits and group, and nothing else was typed for it', async () => {
  const bench = await anEnrolledDevice();
  must(
    await bench.api.drafts.submit(
      await aFilledDraft(bench.api, { name: '向示英' }),
    ),
  );
  for (const text of ['', '向', '示英', 'xsy', 'sy', 'xiangshi', '0025', '3组'])
    expect(await names(bench, { text })).toEqual(['向示英']);
  expect(await names(bench, { text: 'x 3组 025' })).toEqual(['向示英']);
  for (const text of ['李', 'ls', '0026', '4组', 'xsy 4组'])
    expect(await names(bench, { text })).toEqual([]);
  const { lines } = must(await bench.api.residents.find({ text: 'xsy' }));
  expect(lines).toMatchObject([
    { isMale: false, group: 3, place: '椒园镇水井坳村', idLast4: '0025' },
  ]);
  // A line tells two apart; the number does not cross with it.
  expect(JSON.stringify(lines)).not.toContain('000000194001050025');
});

it('of one number the latest word counts, each with its own source; a case that is mended is read anew', async () => {
  const bench = await anEnrolledDevice();
  const { api } = bench;
  must(
    await api.residents.replaceList([
      aPerson({ idNo: '000000194001050025', name: '向示英', ethnic: '土家族' }),
    ]),
  );
  bench.passMs(DAY_MS);
  const { caseId } = must(
    await api.drafts.submit(await aFilledDraft(api, { name: '向示瑛' })),
  );
  const { all, lines } = must(await api.residents.find({ text: '' }));
  expect(all).toBe(1);
  const view = must(await api.residents.open(lines[0]?.id ?? ''));
  expect(view.person).toMatchObject({
    name: '向示瑛',
    ethnic: '土家族',
    phone: '07180000001',
  });
  expect(view.sources.name).toMatchObject({ kind: 'case', caseId });
  expect(view.sources.ethnic).toMatchObject({ kind: 'list' });
  expect(view.served.map((each) => each.caseId)).toEqual([caseId]);

  await api.sync.now();
  must(
    await api.cases.act(caseId, {
      kind: 'updateContact',
      answers: { applicantPhone: '0718-0000009' },
    }),
  );
  const [line] = must(await api.residents.find({ text: '0009' })).lines;
  expect(line?.name).toBe('向示瑛');
});

it('a look-up is written into the journal with its case and without a name', async () => {
  const bench = await anEnrolledDevice();
  const { api, device } = bench;
  const { caseId } = must(await api.drafts.submit(await aFilledDraft(api)));
  const [line] = must(await api.residents.find({ text: '' })).lines;
  const acts = () => device.store.db.acts.toArray();
  expect(await acts()).toEqual([]);
  must(await api.residents.open(line?.id ?? ''));
  expect(await acts()).toMatchObject([
    { act: 'residentLookedUp', caseId, clerkId: 'clerk-1' },
  ]);
  expect(await api.residents.open('nobody')).toMatchObject({
    ok: false,
    code: 'notFound',
  });
});

it('who was served is known for 90 days, and what lies there is sealed', async () => {
  const bench = await anEnrolledDevice();
  const { api, device } = bench;
  must(await api.drafts.submit(await aFilledDraft(api, { name: '向示英' })));
  await api.sync.now();
  expect(await names(bench)).toEqual(['向示英']);
  const [row] = await device.store.db.residents.toArray();
  expect(Object.keys(row ?? {}).sort()).toEqual(['id', 'sealed', 'servedAt']);
  bench.passMs(89 * DAY_MS);
  // What knows of it is the row, whatever has become of the case.
  await device.store.db.cases.clear();
  const later = await startedAnew(bench);
  must(await later.api.device.unlock('clerk-1', PIN));
  expect(await names(later)).toEqual(['向示英']);
  bench.passMs(2 * DAY_MS);
  const last = await startedAnew(later);
  must(await last.api.device.unlock('clerk-1', PIN));
  expect(await names(last)).toEqual([]);
  expect(await last.device.store.db.residents.count()).toBe(0);
});

it('locked it knows nobody', async () => {
  const { api } = await anEnrolledDevice();
  must(await api.residents.replaceList([aPerson()]));
  await api.device.lock();
  expect(await api.residents.find({ text: '' })).toMatchObject({
    ok: false,
    code: 'locked',
  });
});

it('locked while the residents are being read, nobody of them is told', async () => {
  const { api } = await anEnrolledDevice();
  must(await api.drafts.submit(await aFilledDraft(api)));
  asNextRowIsSealed(() => api.device.lock());
  expect(await api.residents.find({ text: '' })).toMatchObject({
    ok: false,
    code: 'locked',
  });
});

it('a case that has left while its residents were read does not leave them here', async () => {
  const bench = await anEnrolledDevice();
  const { api, device } = bench;
  const { db } = device.store;
  const { caseId } = must(await api.drafts.submit(await aFilledDraft(api)));
  asNextRowIsSealed(() => db.cases.delete(caseId));
  expect(await names(bench)).toEqual([]);
  expect(await db.residents.count()).toBe(0);
});

it('a case that moved while its residents were read is read again', async () => {
  const bench = await anEnrolledDevice();
  const { api } = bench;
  const { caseId } = must(
    await api.drafts.submit(await aFilledDraft(api, { name: '向示英' })),
  );
  await api.sync.now();
  asNextRowIsSealed(async () => {
    vi.restoreAllMocks();
    must(
      await api.cases.act(caseId, {
        kind: 'updateContact',
        answers: { applicantPhone: '0718-0000009' },
      }),
    );
  });
  await names(bench);
  expect(await names(bench, { text: '0009' })).toEqual(['向示英']);
});

it('what could not be read at once is made up for at the next question', async () => {
  const bench = await anEnrolledDevice();
  must(
    await bench.api.drafts.submit(
      await aFilledDraft(bench.api, { name: '向示英' }),
    ),
  );
  asNextRowIsSealed(() => Promise.reject(new Error('no memory')));
  await expect(bench.api.residents.find({ text: '' })).rejects.toThrow();
  expect(await names(bench)).toEqual(['向示英']);
});

it('the list is let go of, and those served stay', async () => {
  const bench = await anEnrolledDevice();
  const { api } = bench;
  must(await api.drafts.submit(await aFilledDraft(api, { name: '向示英' })));
  must(await api.residents.replaceList([aPerson()]));
  const found = must(await api.residents.find({ text: '' }));
  expect(found).toMatchObject({ all: 2, listed: 1 });
  must(await api.residents.replaceList([]));
  const left = must(await api.residents.find({ text: '' }));
  expect(left).toMatchObject({ all: 1, listed: 0 });
  expect(await names(bench)).toEqual(['向示英']);
});

it('the list replaces the former one whole; more than may be known are refused, and those served fill up what it leaves', async () => {
  const bench = await anEnrolledDevice();
  const { api } = bench;
  must(await api.drafts.submit(await aFilledDraft(api, { name: '向示英' })));
  must(await api.residents.replaceList([aPerson({ name: '田示一' })]));
  must(await api.residents.replaceList([aPerson({ name: '田示二' })]));
  expect(await names(bench)).toEqual(['田示二', '向示英']);
  const people = Array.from({ length: 301 }, (_, at) =>
    aPerson({ idNo: idNo('19500101', at), name: `彭示${at}` }),
  );
  expect(await api.residents.replaceList(people)).toMatchObject({
    ok: false,
    code: 'tooLarge',
  });
  expect(await names(bench)).toEqual(['田示二', '向示英']);
  must(await api.residents.replaceList(people.slice(0, 300)));
  const found = must(await api.residents.find({ text: '' }));
  expect(found).toMatchObject({ all: 300, most: 300, met: 300 });
  expect(await names(bench, { text: 'xsy' })).toEqual([]);
  bench.county.session = { residents: 5000 };
  const later = (await startedAnew(bench)).api;
  must(await later.device.unlock('clerk-1', PIN));
  await nextRound({ api: later });
  must(await later.residents.replaceList(people));
  expect(must(await later.residents.find({ text: '' }))).toMatchObject({
    all: 302,
    most: 5000,
  });
  expect(
    await api.residents.replaceList([aPerson({ idNo: '000000194601020011' })]),
  ).toMatchObject({ ok: false, code: 'badRequest' });
});

it('by age it lists who may have a matter coming, and nobody who has died', async () => {
  const bench = await anEnrolledDevice();
  const { api, county } = bench;
  const year = new Date(county.nowMs).getFullYear();
  const born = (age: number, order: number) => idNo(`${year - age}0101`, order);
  must(
    await api.residents.replaceList([
      aPerson({ name: '满六十', idNo: born(60, 1) }),
      aPerson({ name: '满八十', idNo: born(80, 2) }),
      aPerson({ name: '七十', idNo: born(70, 3) }),
      aPerson({ name: '五十', idNo: born(50, 4) }),
    ]),
  );
  expect(await names(bench, { due: 'age' })).toEqual(['满六十', '满八十']);
  expect(await names(bench, { due: 'yearly' })).toEqual(['满八十', '七十']);
  // The husband who died and the one who tells it have one number here.
  must(
    await api.drafts.submit(
      await aFilledDraft(api, { matter: 'V22', name: '八十六' }),
    ),
  );
  expect(await names(bench, { text: '八十六' })).toEqual(['八十六']);
  expect(await names(bench, { due: 'yearly' })).toEqual(['满八十', '七十']);
  const [first] = must(await api.residents.find({ text: '满六十' })).lines;
  expect(first?.due).toEqual([{ matterCode: 'V02', kind: 'age', age: 60 }]);
});
