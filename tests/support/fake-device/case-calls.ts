import { matchesWish } from '../../../src/device/cases/match-case.ts';
import type {
  CaseCalls,
  MaterialCalls,
} from '../../../src/device/device-api.ts';
import type { FakeDevice } from '../fake-device.ts';
import { NOW } from './now.ts';

export const caseCalls = (fake: FakeDevice): CaseCalls => ({
  watch: (callback) => fake.cases.watch((cases) => callback(cases)),
  watchList: (wish, callback) =>
    fake.cases.watch((cases) => {
      const found = cases.filter((line) => matchesWish(line, wish)).reverse();
      callback({
        wish,
        lines: found.slice(0, wish.count),
        hasMore: found.length > wish.count,
        isWhole: true,
      });
    }),
  watchOne: (caseId, callback) =>
    fake.cases.watch((cases) =>
      callback(cases.find((each) => each.caseId === caseId) ?? null),
    ),
  act: (caseId, wish) => {
    if (fake.fails !== undefined)
      return Promise.resolve({ ok: false, code: fake.fails });
    fake.wishes.push(wish);
    const { number } = fake.oneCase(caseId);
    return Promise.resolve({
      ok: true,
      value: { caseId, number, savedAt: NOW },
    });
  },
  visit: (caseId) =>
    Promise.resolve({
      ok: true,
      value: (fake.visit.includes(caseId) ? fake.visit : [caseId]).map((id) =>
        fake.oneCase(id),
      ),
    }),
  notePrint: (caseId, sheet) => {
    if (fake.fails !== undefined)
      return Promise.resolve({ ok: false, code: fake.fails });
    const { printed } = fake.oneCase(caseId);
    const times = [...(printed[sheet] ?? []), NOW];
    fake.cases.set(
      fake.cases.value.map((view) =>
        view.caseId === caseId
          ? { ...view, printed: { ...printed, [sheet]: times } }
          : view,
      ),
    );
    return Promise.resolve({ ok: true, value: { n: times.length, at: NOW } });
  },
});

export const materialCalls = (fake: FakeDevice): MaterialCalls => ({
  read: (sha256) => {
    const value = fake.pictures.get(sha256);
    return Promise.resolve(
      value === undefined
        ? { ok: false, code: 'materialDamaged' }
        : { ok: true, value },
    );
  },
});
