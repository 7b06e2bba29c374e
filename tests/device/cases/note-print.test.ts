import { expect, it } from 'vitest';
import type { CaseView } from '../../../src/device/device-api.ts';
import {
  aFilledDraft,
  anEnrolledDevice,
  must,
  nextRound,
  now,
  PIN,
  startedAnew,
  type Bench,
} from '../a-device.ts';

const viewOf = async ({ api }: Pick<Bench, 'api'>, caseId: string) =>
  now<CaseView | null>((told) => api.cases.watchOne(caseId, told));

it('counts each paper of a case by itself, also over a start of the app, and the county hears of a receipt printed again', async () => {
  const bench = await anEnrolledDevice();
  const draftId = await aFilledDraft(bench.api);
  const { caseId } = must(await bench.api.drafts.submit(draftId));
  await nextRound(bench);
  const before = await viewOf(bench, caseId);
  expect(before?.printed).toEqual({});
  expect(before?.signature).toMatchObject({ mediaType: 'image/png' });
  const at = '2026-11-25T02:00:00.000Z';
  expect(must(await bench.api.cases.notePrint(caseId, 'receipt'))).toEqual({
    n: 1,
    at,
  });
  must(await bench.api.cases.notePrint(caseId, 'application'));

  const again = await startedAnew(bench, { isKilled: true });
  must(await again.api.device.unlock('clerk-1', PIN));
  expect(must(await again.api.cases.notePrint(caseId, 'receipt')).n).toBe(2);
  expect(await viewOf(again, caseId)).toMatchObject({
    number: before?.number,
    receipt: before?.receipt,
    printed: { receipt: [at, at], application: [at] },
  });
  await nextRound(again);
  const journal = [...bench.county.operations.values()].flatMap(
    ({ operation }) => (operation.kind === 'journal' ? operation.acts : []),
  );
  expect(journal).toEqual([{ act: 'receiptReprinted', caseId, at }]);
});

it('two windows that print at once count two', async () => {
  const { api } = await anEnrolledDevice();
  const draftId = await aFilledDraft(api);
  const { caseId } = must(await api.drafts.submit(draftId));
  const counted = await Promise.all([
    api.cases.notePrint(caseId, 'receipt'),
    api.cases.notePrint(caseId, 'receipt'),
  ]);
  expect(new Set(counted.map((each) => must(each).n))).toEqual(new Set([1, 2]));
});

it('nothing is counted while it is locked', async () => {
  const { api } = await anEnrolledDevice();
  const draftId = await aFilledDraft(api);
  const { caseId } = must(await api.drafts.submit(draftId));
  await api.device.lock();
  expect(await api.cases.notePrint(caseId, 'receipt')).toMatchObject({
    code: 'locked',
  });
});
