// Two matters, one window: a woman comes about her husband, for whom she hands in the
// hospital's bills, and whose pension is to end. No network; each fact is typed once,
// one sheet is printed, and both cases come to the county as one visit.
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, onTestFailed, test } from 'vitest';
import { chinaDate } from '../../src/domain/calendar/civil-date.ts';
import type { Answers } from '../../src/domain/cases/answers.ts';
import { formSections } from '../../src/domain/rules/form-sections.ts';
import { groupCaseNumber } from '../../src/text/common.ts';
import { application, VILLAGE } from '../support/applications.ts';
import { aBrowser } from '../support/browser-process.ts';
import { filmPaper } from '../support/camera-film.ts';
import { askedPapers, matter, type Application } from '../support/clerk.ts';
import { CountedClerk } from '../support/counted-clerk.ts';
import { fillField } from '../support/fill-field.ts';
import type { Counts } from '../support/in-page/count-hands.ts';
import { aPlatform } from '../support/platform-process.ts';
import { connectToPrivate } from '../support/private-database.ts';
import { readPdf } from '../support/read-pdf.ts';

const HUSBAND = { name: '谭示田', idNo: '000000197702150014' };
const WIFE = { name: '向示梅', idNo: '000000198001050023' };

/** Seconds of a person, as the storyboards take them. */
const SECONDS: Counts = { taps: 1.3, keys: 0.5, shots: 8, signatures: 8 };
const READING_SECONDS = 2 * (30 + 35);
/** What the county's own clerks needed for the two, its news said. */
const VISIT_SECONDS = 600;

const bills = allInVillage(application('V08', {}));
/** What is said of nobody's person. */
const pension: Application = {
  matterCode: 'V04',
  photographs: {},
  answers: {
    reason: '死亡',
    deathDate: chinaDate(Date.now()),
    relation: '配偶',
    bankName: '湖北农商行（农村信用社）',
    bankAccount: '0000000000000000034',
    submitBy: '本人',
  },
};

const folder = mkdtempSync(join(tmpdir(), 'vsp-film-'));
const film = join(folder, 'paper.y4m');
const phone = aBrowser(undefined, film);
const platform = await aPlatform();
let clerk: CountedClerk;

beforeAll(async () => {
  filmPaper(film);
  await platform.start();
  const demo = await platform.demo();
  const village = demo.villages.find(({ code }) => code === VILLAGE);
  if (village === undefined) throw new Error('the demo county is not there');
  clerk = await CountedClerk.withPhone(await phone.open());
  await clerk.enrolsWithCode(
    `http://localhost:${platform.port}`,
    village.shortCode,
  );
  await clerk.shellIsKept();
  await clerk.page.context().setOffline(true);
});

afterAll(async () => {
  await phone.remove();
  await platform.remove();
  rmSync(folder, { recursive: true });
});

test('two matters of one person at one sitting: each fact once, one sheet, two cases of one visit', async () => {
  onTestFailed(async () => console.log(await clerk.describesScreen('visit')));
  await clerk.countsFromHere();
  await clerk.beginsByGuide(bills);
  await clerk.fillsForm(bills);
  await seesPapers(bills);
  const first = await clerk.checksAndSubmits();
  const afterFirst = await clerk.counted();

  await clerk.presses('同一个人再办一件');
  await clerk.fills('搜名称、首字母、一句话', matter('V04').shortPinyin);
  await clerk.page.locator('#matter-V04').click();
  await clerk.presses('开始收件');
  await clerk.seesHeading('给谁办？');
  await clerk.presses(`${WIFE.name} *0023`);
  const { applicantFields, matterFields } = formSections(matter('V04'));
  await fills(applicantFields.map(({ id }) => id));
  await clerk.presses('下一步：填表');
  await clerk.seesHeading('填表');
  await clerk.presses(`${HUSBAND.name} *0014`);
  await fills(matterFields.map(({ id }) => id));
  await clerk.presses('下一步：材料');
  await clerk.seesHeading('材料');
  await seesPapers(pension);
  const second = await clerk.checksAndSubmits();
  await clerk.sees('这一趟收了2件，一张凭证');

  const isAskedToPrint = clerk.page.evaluate(
    () =>
      new Promise<void>((resolve) => {
        globalThis.print = resolve;
      }),
  );
  await clerk.presses('打印收件凭证');
  await isAskedToPrint;
  const counts = await clerk.counted();
  const paper = readPdf(await clerk.page.pdf({ preferCSSPageSize: true }));
  const text = paper.map((page) => page.text).join('');
  for (const number of [first, second])
    expect(text.replace(/\s/g, '')).toContain(number);
  console.table({ afterFirst, counts });
  // Of the second: death's day, account, and the letters of its name.
  expect(counts.keys - afterFirst.keys).toBeLessThanOrEqual(23);
  expect(counts.taps - afterFirst.taps).toBeLessThanOrEqual(26);
  expect(secondsOf(counts) + READING_SECONDS).toBeLessThanOrEqual(
    VISIT_SECONDS,
  );

  await clerk.presses('打印交接清单');
  await clerk.seesHeading('交接清单');
  const rows = await clerk.page.locator('.sheet tbody tr').allInnerTexts();
  expect(rows.map((row) => row.replace(/\s+/g, ' '))).toEqual(
    askedPapers(bills)
      .filter(({ handling }) => handling === 'keep')
      .map(({ name }) =>
        expect.stringContaining(`住院报销 ${lastNine(first)} ${name}`),
      ),
  );

  await clerk.page.context().setOffline(false);
  const sql = await connectToPrivate(platform.dataDir);
  const arrived = () => sql<{ number: string; case_id: string }[]>`
    SELECT number, case_id FROM cases WHERE number IN ${sql([first, second])}`;
  await expect
    .poll(async () => (await arrived()).length, { timeout: 60_000 })
    .toBe(2);
  await sql.end({ timeout: 5 });
  clerk.seesNoViolation();
});

async function fills(ids: readonly string[]): Promise<void> {
  for (const field of matter('V04').fields) {
    const answer = pension.answers[field.id];
    if (ids.includes(field.id) && answer !== undefined)
      await fillField(clerk, field, answer);
  }
}

async function seesPapers(given: Application): Promise<void> {
  for (const paper of askedPapers(given))
    if (paper.source !== 'generated')
      // What stays here is photographed, what is given back only looked at.
      await (paper.handling === 'keep'
        ? clerk.shoots(paper, 1)
        : clerk.presses(`看过原件 ${paper.name}`));
}

/** He lives where the clerk is, and tells no more of the address. */
function allInVillage(given: Application): Application {
  const answers: Answers = Object.fromEntries(
    Object.entries(given.answers).map(([id, answer]) => {
      const isAddress = typeof answer === 'object' && !Array.isArray(answer);
      return [id, isAddress ? { ...answer, detail: '' } : answer];
    }),
  );
  return { ...given, answers, isWhole: true };
}

const lastNine = (number: string) => groupCaseNumber(number).lastNine;

function secondsOf(counts: Counts): number {
  const kinds = ['taps', 'keys', 'shots', 'signatures'] as const;
  return kinds.reduce((sum, kind) => sum + counts[kind] * SECONDS[kind], 0);
}
