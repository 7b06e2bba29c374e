import { expect, test } from 'vitest';
import type { Answers } from '../../../src/domain/cases/answers.ts';
import type { Finding } from '../../../src/domain/cases/finding.ts';
import type { Paper } from '../../../src/domain/cases/papers.ts';
import { getMatter } from '../../../src/domain/catalogue/get-matter.ts';
import { examineForm } from '../../../src/domain/rules/examine-form.ts';
import { readCase } from '../../../src/platform/review/read-case.ts';
import { theCalendar } from '../../domain/calendar/the-calendar.ts';
import { theCatalogue } from '../../domain/catalogue/the-catalogue.ts';
import { demoSamples } from '../../domain/rules/demo-samples.ts';
import { TestDevice } from '../../support/device-builder.ts';
import { startTestPlatform } from '../../support/test-platform.ts';
import { reviewer } from '../review/a-township.ts';
import { aCase, anAct, correction, decide, send } from './a-case.ts';

const platform = await startTestPlatform();
const at = (day: string) => `${day}T02:00:00.000Z`;
platform.setNow(at('2026-11-25'));
const device = await TestDevice.ready(platform, '422825201237');
const catalogue = theCatalogue();

const seen = (...ids: string[]): Paper[] =>
  ids.map((paperId) => ({ how: 'seen', paperId, seenAt: at('2026-11-24') }));

/** An application by the matter's demo resident, with some answers changed. */
function application(
  matterCode: string,
  changes: Answers = {},
  { papers, day = '2026-11-25' }: { papers?: Paper[]; day?: string } = {},
) {
  const answers = { ...demoSamples.samples[matterCode]?.answers, ...changes };
  const matter = getMatter(catalogue, matterCode);
  const { asked } = examineForm(matter, answers, {
    today: day,
    calendar: theCalendar(),
    demo: true,
  }).ruling.papers;
  return {
    matterCode,
    answers,
    papers: papers ?? seen(...asked.map(({ id }) => id)),
    madeAt: { ...device.moment(at(day)), lastHeardAt: null },
  };
}

async function writtenOf(caseId: string): Promise<Finding[]> {
  const [row] = await platform.context.sql<{ findings: Finding[] }[]>`
    SELECT body->'findings' AS findings FROM events
    WHERE case_id = ${caseId} AND kind = 'received'`;
  return row?.findings.filter(({ code }) => code !== 'duplicate') ?? [];
}

async function shownOf(caseId: string): Promise<Finding[]> {
  const read = await readCase(platform.context, reviewer('422825201'), caseId);
  if (!read.ok) throw new Error(read.code);
  return read.value.findings.filter(({ code }) => code !== 'duplicate');
}

const findingsOf = async (...wish: Parameters<typeof application>) =>
  writtenOf((await aCase(device, application(...wish))).caseId);

const check = (path: string) => ({ code: 'check', path });
const confirmation = (path: string, day: string) => ({
  id: `check:${path}`,
  at: at(day),
});

test.each(catalogue.matters)(
  'an application for $code as the counter sends it leaves nothing to object to',
  async ({ code, eligibilityChecks }) => {
    const findings = await findingsOf(code);
    const level = ({ path }: Finding) =>
      eligibilityChecks.find(({ id }) => id === path)?.level;
    expect(findings.filter((each) => each.code !== 'check')).toEqual([]);
    expect(findings.filter((each) => level(each) === 'block')).toEqual([]);
  },
);

test('who is not entitled is taken in all the same, and it is found', async () => {
  expect(
    await findingsOf('V14', { applicantIdNo: '000000195001050046' }),
  ).toEqual([check('age80')]);
});

test('an answer and a paper that a condition demands are missed, one that it hides is named', async () => {
  const answers = { submitBy: '近亲属', agentName: '田某' };
  expect(
    await findingsOf('V14', answers, {
      papers: seen('V14-M1', 'V14-M2', 'V14-M5'),
    }),
  ).toEqual([
    { code: 'paperMissing', path: 'V14-M6' },
    { code: 'requiredHere', path: 'agentIdNo' },
    { code: 'requiredHere', path: 'agentPhone' },
  ]);
  expect(
    await findingsOf('V14', { submitBy: '本人', agentName: '田某' }),
  ).toEqual([{ code: 'notAsked', path: 'agentName' }]);
});

test('days count to the day of intake, however late it arrives', async () => {
  const died = { reason: '死亡', deathDate: '2026-11-02' };
  const submit = async (day: string) => {
    const wish = application('V04', died, { day });
    platform.setNow(at('2026-12-20'));
    await device.open();
    return await writtenOf((await aCase(device, wish)).caseId);
  };
  expect(await submit('2026-11-30')).toEqual([]);
  expect(await submit('2026-12-01')).toEqual([check('late')]);
});

test('what nobody could decide because the calendar ends is left to a person', async () => {
  platform.setNow(at('2027-01-20'));
  await device.open();
  const died = { reason: '死亡', deathDate: '2026-12-15' };
  const wish = application('V04', died, { day: '2027-01-20' });
  const { caseId } = await aCase(device, wish);
  const undecided = [{ code: 'checkUndecided', path: 'late' }];
  expect(await writtenOf(caseId)).toEqual(undecided);
  expect(await shownOf(caseId)).toEqual(undecided);
});

test('what a correction puts right the reviewer sees no more', async () => {
  platform.setNow(at('2027-02-01'));
  await device.open();
  const submit = await aCase(
    device,
    application('V02', { payYears: 3 }, { day: '2027-02-01' }),
  );
  const { caseId } = submit;
  expect(await shownOf(caseId)).toEqual([check('years')]);
  const n = await decide(platform, caseId, correction('2027-03-01'));
  const answer = await anAct(device, submit, {
    kind: 'answerCorrection',
    correctionEvent: n,
    answers: { payYears: 16 },
    papers: [],
    signatures: [],
    madeAt: device.moment(at('2027-02-01')),
  });
  expect(await send(device, answer)).toMatchObject([{ result: 'applied' }]);
  expect(await shownOf(caseId)).toEqual([]);
  expect(await writtenOf(caseId)).toEqual([check('years')]);
});

test('the reviewer sees of a warning when the village took note of it', async () => {
  platform.setNow(at('2027-03-01'));
  await device.open();
  const { caseId } = await aCase(device, {
    ...application('V02', { payYears: 3 }, { day: '2027-03-01' }),
    consents: [confirmation('years', '2027-03-01')],
  });
  expect(await shownOf(caseId)).toEqual([
    { ...check('years'), confirmedAt: at('2027-03-01') },
  ]);
});

test('so he does of a warning that only a correction brought', async () => {
  platform.setNow(at('2027-03-02'));
  await device.open();
  const day = '2027-03-02';
  const submit = await aCase(
    device,
    application('V02', { payYears: 16 }, { day }),
  );
  const { caseId } = submit;
  const n = await decide(platform, caseId, correction('2027-04-01'));
  const answer = await anAct(device, submit, {
    kind: 'answerCorrection',
    correctionEvent: n,
    answers: { payYears: 3 },
    papers: [],
    signatures: [],
    consents: [confirmation('years', day)],
    madeAt: device.moment(at(day)),
  });
  expect(await send(device, answer)).toMatchObject([{ result: 'applied' }]);
  expect(await shownOf(caseId)).toEqual([
    { ...check('years'), confirmedAt: at(day) },
  ]);
});
