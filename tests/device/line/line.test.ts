import { expect, it } from 'vitest';
import type { LineAct } from '../../../src/device/device-api.ts';
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

const MINUTE_MS = 60_000;
const NOBODY = { called: null, latest: null };
const line = async ({ api }: Bench) => {
  const view = await now(api.line.watch);
  if (view === null) throw new Error('locked');
  return view;
};
/** As whoever sees the line as it is now. */
async function act(bench: Bench, wish: LineAct, number?: string) {
  return bench.api.line.act(
    wish,
    (await now(bench.api.line.watch)) ?? NOBODY,
    number,
  );
}
const submits = ({ county }: Bench) =>
  [...county.operations.values()].flatMap(({ operation }) =>
    operation.kind === 'submit' ? [operation] : [],
  );

it('gives each number once, also after it was killed, and the first again on the next day', async () => {
  const bench = await anEnrolledDevice();
  for (let i = 0; i < 2; i += 1) must(await act(bench, 'take'));
  expect(await line(bench)).toMatchObject({ waiting: 2 });
  expect((await line(bench)).latest).toMatch(/^[A-Z]002$/);
  const again = await startedAnew(bench, { isKilled: true });
  expect(await act(again, 'take')).toMatchObject({ code: 'locked' });
  must(await again.api.device.unlock('clerk-1', PIN));
  must(await act(again, 'take'));
  expect((await line(again)).latest).toMatch(/003$/);
  bench.passMs(24 * 60 * MINUTE_MS);
  expect((await line(again)).waiting).toBe(0);
  must(await act(again, 'take'));
  expect((await line(again)).latest).toMatch(/001$/);
});

it('one press is done once: the second finds the line moved, and nobody is lost or counted twice', async () => {
  const bench = await anEnrolledDevice();
  const { line: calls } = bench.api;
  const twice = async (wish: LineAct) => {
    const seen = await line(bench);
    const both = [calls.act(wish, seen), calls.act(wish, seen)];
    return (await Promise.all(both)).map((each) =>
      each.ok ? 'ok' : each.code,
    );
  };
  const once = ['ok', 'notAllowedNow'];
  expect(await twice('take')).toEqual(once);
  for (let i = 0; i < 2; i += 1) must(await act(bench, 'take'));
  expect(await twice('call')).toEqual(once);
  expect(await twice('call')).toEqual(once);
  expect(await line(bench)).toMatchObject({ waiting: 1 });
  expect((await line(bench)).called).toMatch(/002$/);
  expect(await twice('pass')).toEqual(once);
});

it('calls in turn, passes over whoever does not come and calls him again', async () => {
  const bench = await anEnrolledDevice();
  expect(await act(bench, 'call')).toMatchObject({ code: 'notFound' });
  for (let i = 0; i < 3; i += 1) must(await act(bench, 'take'));
  must(await act(bench, 'call'));
  const first = (await line(bench)).called ?? '';
  expect(first).toMatch(/001$/);
  must(await act(bench, 'pass'));
  expect(await line(bench)).toMatchObject({ called: null, passed: [first] });
  must(await act(bench, 'call'));
  expect((await line(bench)).called).toMatch(/002$/);
  must(await act(bench, 'call', first));
  expect(await line(bench)).toMatchObject({
    called: first,
    passed: [],
    waiting: 1,
  });
  must(await act(bench, 'finish'));
  expect(await line(bench)).toMatchObject({ called: null, waiting: 1 });
});

it('a case closes the number of its person, and the county learns how long he waited and was served, in every case of his visit', async () => {
  const bench = await anEnrolledDevice();
  const elapse = (ms: number) => bench.passMs(ms);
  must(await act(bench, 'take'));
  must(await act(bench, 'take'));
  elapse(4 * MINUTE_MS);
  // A start between: the wall clock is what is left to go by.
  const again = await startedAnew(bench);
  must(await again.api.device.unlock('clerk-1', PIN));
  must(await act(again, 'call'));
  const number = (await line(again)).called;
  const draft = await aFilledDraft(again.api);
  const { caseId } = must(await again.api.drafts.submit(draft));
  expect(await line(again)).toMatchObject({ called: null, waiting: 1 });
  const second = await aFilledDraft(again.api, { sameVisitAs: caseId });
  must(await again.api.drafts.submit(second));
  // Nobody was called: whoever comes now came without a number.
  must(await again.api.drafts.submit(await aFilledDraft(again.api)));
  expect(await line(again)).toMatchObject({ called: null, waiting: 1 });
  await nextRound(again);
  expect(submits(again).map(({ walkIn }) => walkIn)).toEqual([
    { ticket: number, waitedS: 240, handledS: 0 },
    { ticket: number, waitedS: 240, handledS: 0 },
    undefined,
  ]);
});

it('tells the next what one takes, by those who are done', async () => {
  const bench = await anEnrolledDevice();
  for (let i = 0; i < 2; i += 1) must(await act(bench, 'take'));
  must(await act(bench, 'call'));
  const again = await startedAnew(bench);
  must(await again.api.device.unlock('clerk-1', PIN));
  bench.passMs(24 * MINUTE_MS);
  must(await act(again, 'call'));
  expect((await line(again)).minutesEach).toBe(24);
});

it('what is done at a home is of no number, stands on the day’s list with group and age, and the county reads 上门办', async () => {
  const bench = await anEnrolledDevice();
  const { api } = bench;
  must(await act(bench, 'take'));
  must(await act(bench, 'call'));
  const draftId = await aFilledDraft(api);
  must(await api.drafts.planVisit(draftId, '2026-11-26'));
  expect(await now(api.drafts.watch)).toEqual([
    expect.objectContaining({
      homeVisit: expect.objectContaining({ day: '2026-11-26', age: 86 }),
    }),
  ]);
  const { caseId } = must(await api.drafts.submit(draftId));
  expect(await now(api.drafts.watch)).toEqual([]);
  // Another matter at the same door.
  const second = await aFilledDraft(api, { sameVisitAs: caseId });
  must(await api.drafts.submit(second));
  expect((await line(bench)).called).not.toBeNull();
  await nextRound(bench);
  expect(
    submits(bench).map(({ servingWays, walkIn }) => [servingWays[0], walkIn]),
  ).toEqual([
    ['homeVisit', undefined],
    ['homeVisit', undefined],
  ]);
});
