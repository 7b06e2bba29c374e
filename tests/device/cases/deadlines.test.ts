import { expect, it } from 'vitest';
import { caseSentence } from '../../../src/counter/case/case-sentence.ts';
import type { CaseView } from '../../../src/device/device-api.ts';
import type { WorkCalendar } from '../../../src/domain/calendar/calendar-schema.ts';
import { deadlineInWords } from '../../../src/text/deadlines.ts';
import { BODIES } from '../../support/case-builders.ts';
import {
  aFilledDraft,
  anEnrolledDevice,
  must,
  nextRound,
  PIN,
  type Bench,
} from '../a-device.ts';

const DAY_MS = 86_400_000;

/** V02 promises five working days. It has arrived on Wednesday, 25 November. */
async function aWatchedCase() {
  const bench = await anEnrolledDevice();
  const { api, county } = bench;
  const { caseId } = must(await api.drafts.submit(await aFilledDraft(api)));
  await nextRound(bench);
  county.say(caseId, BODIES.received);
  await nextRound(bench);
  let seen: CaseView | null = null;
  await api.cases.watchOne(caseId, (view) => {
    seen = view;
  });
  const view = (): CaseView => {
    if (seen === null) throw new Error('nothing was told');
    return seen;
  };
  return { ...bench, caseId, view };
}

/** The next session says that there is another version. */
async function publish(
  bench: Bench,
  version: string,
  change: (calendar: WorkCalendar) => void,
): Promise<void> {
  const { api, county } = bench;
  county.catalogues.set(version, () => undefined);
  county.calendars.set(version, change);
  county.catalogueVersion = version;
  await api.device.lock();
  must(await api.device.unlock('clerk-1', PIN));
  await nextRound(bench);
}

it('a new plan of holidays moves the day by which the county must answer, and says why', async () => {
  const bench = await aWatchedCase();
  const { view } = bench;
  expect(caseSentence(view())).toBe('乡镇12月2日前告知是否受理。');
  await publish(bench, 'test-2', (calendar) => {
    calendar.holidays.push('2026-12-01');
  });
  await expect
    .poll(() => caseSentence(view()))
    .toBe('乡镇12月3日前告知是否受理。');
  const { notice } = view().deadlines ?? {};
  expect(notice && deadlineInWords(notice)).toEqual({
    due: '一次告知：12月3日前',
    why: ['自村里收件11月25日起算5个工作日', '放假不算：12月1日'],
  });
  expect(view().receipt.noticeBy.date).toBe('2026-12-02');
});

it('a stopped clock and an extension are counted, and days that nobody has planned are marked', async () => {
  const bench = await aWatchedCase();
  const { county, caseId, view } = bench;
  const say = async (kind: keyof typeof BODIES) => {
    county.nowMs += DAY_MS;
    county.say(caseId, BODIES[kind]);
    await nextRound(bench);
  };
  // 26 November; what was said then is older than how it is counted now.
  await say('accepted');
  await expect
    .poll(() => caseSentence(view()))
    .toBe('11月26日受理，承诺12月3日前办结。');
  await say('specialStarted');
  await expect.poll(() => view().deadlines?.promise?.due).toBeNull();
  county.nowMs += 4 * DAY_MS;
  await say('specialEnded');
  await expect
    .poll(() => caseSentence(view()))
    .toBe('部门正在办，承诺12月9日前办结。');
  await say('extended');
  await expect.poll(() => view().deadlines?.promise?.reason.extended).toBe(10);

  await publish(bench, 'test-2', (calendar) => {
    calendar.coverageUntil = '2026-12-10';
  });
  await expect
    .poll(() => caseSentence(view()))
    .toBe('部门正在办，承诺12月23日（暂定）前办结。');
});
