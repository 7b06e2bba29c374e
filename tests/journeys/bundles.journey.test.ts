// Several matters and steps taken in as one, on the built app: what follows a death,
// from a doorstep without a network; a shop; and each of the county's bundles opened,
// merged and counted on the screen.
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, onTestFailed, test } from 'vitest';
import {
  makeBundleMatter,
  type BundleMatter,
} from '../../src/domain/bundles/bundle-matter.ts';
import {
  bundleFigures,
  intoOneForm,
} from '../../src/domain/bundles/figures.ts';
import { chinaDate } from '../../src/domain/calendar/civil-date.ts';
import type { Answers } from '../../src/domain/cases/answers.ts';
import { examineForm } from '../../src/domain/rules/examine-form.ts';
import { formSections } from '../../src/domain/rules/form-sections.ts';
import { bundleText } from '../../src/text/bundle.ts';
import { theCalendar } from '../domain/calendar/the-calendar.ts';
import { theCatalogue } from '../domain/catalogue/the-catalogue.ts';
import { demoSamples } from '../domain/rules/demo-samples.ts';
import { REVIEWER, VILLAGE } from '../support/applications.ts';
import { aBrowser } from '../support/browser-process.ts';
import { filmPaper } from '../support/camera-film.ts';
import { CountedClerk } from '../support/counted-clerk.ts';
import { fillField } from '../support/fill-field.ts';
import type { Counts } from '../support/in-page/count-hands.ts';
import { aPlatform } from '../support/platform-process.ts';
import { connectToPrivate } from '../support/private-database.ts';
import { Reviewer } from '../support/reviewer.ts';

/** Seconds of a person, as the storyboards take them. */
const SECONDS: Counts = { taps: 1.3, keys: 0.5, shots: 8, signatures: 8 };
/** Reading out, the papers, and what is talked about. */
const TALK_SECONDS = 75 + 70 + 90;
const EIGHT_MINUTES = 480;

const catalogue = theCatalogue();
const context = {
  today: chinaDate(Date.now()),
  calendar: theCalendar(),
  demo: true,
};

const folder = mkdtempSync(join(tmpdir(), 'vsp-film-'));
const film = join(folder, 'paper.y4m');
const phone = aBrowser(undefined, film);
const desk = aBrowser();
const platform = await aPlatform();
const county = () => `http://localhost:${platform.port}`;
let clerk: CountedClerk;

beforeAll(async () => {
  filmPaper(film);
  await platform.start();
  const demo = await platform.demo();
  const village = demo.villages.find(({ code }) => code === VILLAGE);
  if (village === undefined) throw new Error('the demo county is not there');
  clerk = await CountedClerk.withPhone(await phone.open());
  await clerk.enrolsWithCode(county(), village.shortCode);
  await clerk.shellIsKept();
  await clerk.page.context().setOffline(true);
});

afterAll(async () => {
  await phone.remove();
  await desk.remove();
  await platform.remove();
  rmSync(folder, { recursive: true });
});

function bundleOf(code: string) {
  const bundle = catalogue.bundles.find((each) => each.code === code);
  if (bundle === undefined) throw new Error(`no bundle ${code}`);
  return bundle;
}

/** From the home screen, by the first letters of its name. */
async function opens(code: string): Promise<void> {
  const { pinyin } = bundleOf(code);
  await clerk.presses('+ 收一件');
  await clerk.fills('搜名称、首字母、一句话', pinyin);
  await clerk.page.locator(`#matter-${code}`).click();
  await clerk.seesHeading(bundleOf(code).short);
}

async function answersQuestions(
  answers: Record<string, string>,
): Promise<void> {
  for (const [id, answer] of Object.entries(answers))
    await clerk.page
      .locator(`[id="field-${id}"]`)
      .getByRole('radio', { name: answer, exact: true })
      .check();
}

async function fillsForm(
  { matter }: BundleMatter,
  answers: Answers,
): Promise<void> {
  const { ruling } = examineForm(matter, answers, context);
  const { applicantFields, matterFields } = formSections(matter);
  await clerk.seesHeading('给谁办？');
  for (const field of applicantFields)
    if (ruling.shown.has(field.id) && answers[field.id] !== undefined)
      await fillField(clerk, field, answers[field.id] ?? '');
  await clerk.presses('下一步：填表');
  await clerk.seesHeading('填表');
  const optional = clerk.page.locator('summary', { hasText: /^选填/ });
  if ((await optional.count()) > 0) await optional.click();
  for (const field of matterFields)
    if (ruling.shown.has(field.id) && answers[field.id] !== undefined)
      await fillField(clerk, field, answers[field.id] ?? '');
  await clerk.presses('下一步：材料');
  await clerk.seesHeading('材料');
}

test('身后一件事 from a doorstep: three papers, one signature, and the components open in their order', async () => {
  onTestFailed(async () => console.log(await clerk.describesScreen('death')));
  const bundle = bundleOf('B01');
  const { answers: questions, forms } = bundle.example;
  const made = makeBundleMatter(catalogue, bundle, questions);
  const said = allInVillage({
    ...intoOneForm(made.form, {
      V04: { ...demoSamples.samples['V04']?.answers, ...forms['V04'] },
      V22: demoSamples.samples['V22']?.answers ?? {},
    }),
    V22_deathDate: context.today,
  });

  await clerk.countsFromHere();
  await clerk.presses('+ 收一件');
  await clerk.presses('家人去世');
  await clerk.page.locator('#matter-B01').click();
  await clerk.seesHeading('身后一件事');
  await clerk.sees('请节哀。下面的事一次办完。');
  await answersQuestions(questions);
  const names = await clerk.page
    .locator('section', { hasText: bundleText.parts })
    .locator('.row-title')
    .allInnerTexts();
  expect(names).toHaveLength(10);
  await clerk.sees(/等户口注销、火化（安葬）证明办好自动接着办/);
  await clerk.presses(bundleText.goOn);
  await fillsForm(made, said);

  const papers = await clerk.page
    .locator('li.paper h2, li.paper h3')
    .allInnerTexts();
  expect(papers.join()).not.toContain('死亡证明');
  const brought = examineForm(
    made.matter,
    said,
    context,
  ).ruling.papers.asked.filter(({ source }) => source === 'citizen');
  expect(brought).toHaveLength(3);
  for (const paper of brought) await clerk.shoots(paper, 1);

  // What it saves, counted from what was answered.
  for (const step of ['填表', '给谁办？', '身后一件事']) {
    await clerk.presses('返回');
    await clerk.seesHeading(step);
  }
  await clerk.sees('32份材料 → 带3样 · 这里跑1次');
  await clerk.sees(/跑10次、20个工作日.*1个工作日/);
  await clerk.presses(/^共同材料/);
  await clerk.seesHeading('材料');
  const first = await clerk.checksAndSubmits();
  const counts = await clerk.counted();
  await clerk.sees('其余自动接着办，不用再来');
  await clerk.sees('这一趟收了2件，一张凭证');
  await clerk.sees('身后一件事 0/10');
  console.table(counts);
  expect(secondsOf(counts) + TALK_SECONDS).toBeLessThan(EIGHT_MINUTES);

  await clerk.page.context().setOffline(false);
  const sql = await connectToPrivate(platform.dataDir);
  const rows = () => sql<{ matter: string; code: string; id: string }[]>`
    SELECT matter_code AS matter, bundle->>'code' AS code, bundle->>'id' AS id
    FROM cases WHERE bundle IS NOT NULL ORDER BY number`;
  await expect
    .poll(async () => (await rows()).map(({ matter }) => matter), {
      timeout: 60_000,
    })
    .toEqual(['V22', 'V04']);
  const ids = new Set((await rows()).map(({ id }) => id));
  expect(ids.size).toBe(1);
  await sql.end({ timeout: 5 });

  const { accounts } = await platform.demo();
  const account = accounts.find(({ login }) => login === REVIEWER);
  if (account === undefined) throw new Error('the reviewer is not there');
  const reviewer = new Reviewer(await desk.open());
  onTestFailed(async () => console.log(await reviewer.describesScreen('case')));
  await reviewer.signsIn(county(), account);
  await reviewer.opensCase(first);
  await reviewer.sees('身后一件事 0/10');
  await reviewer.presses(/^养老注销/);
  await reviewer.seesHeading(/养老注销/);
  clerk.seesNoViolation();
  reviewer.seesNoViolation();
  await clerk.page.context().setOffline(true);
});

function allInVillage(answers: Answers): Answers {
  return Object.fromEntries(
    Object.entries(answers).map(([id, answer]) => {
      const isAddress = typeof answer === 'object' && !Array.isArray(answer);
      return [id, isAddress ? { ...answer, detail: '' } : answer];
    }),
  );
}

function secondsOf(counts: Counts): number {
  const kinds = ['taps', 'keys', 'shots', 'signatures'] as const;
  return kinds.reduce((sum, kind) => sum + counts[kind] * SECONDS[kind], 0);
}

test('a shop without food or tobacco: one application, one promise, and the minutes until it is registered', async () => {
  onTestFailed(async () => console.log(await clerk.describesScreen('shop')));
  const bundle = bundleOf('B05');
  const [noFood = '', , loose = ''] = bundle.questions[0]?.options ?? [];
  const questions = { food: noFood, tobacco: '否' };
  const made = makeBundleMatter(catalogue, bundle, questions);
  const person = demoSamples.samples['V01']?.answers ?? {};
  const said = allInVillage(
    intoOneForm(made.form, { applicant: { ...person, submitBy: '本人' } }),
  );
  await clerk.goesHome();
  await opens('B05');
  await answersQuestions({ food: loose, tobacco: '是' });
  await clerk.sees('另计20个工作日');
  await answersQuestions(questions);
  await expect
    .poll(() => clerk.page.getByText('另计20个工作日').count())
    .toBe(0);
  await clerk.sees('这套材料交给：县市民之家');
  await clerk.presses(bundleText.goOn);
  await fillsForm(made, said);
  for (const paper of made.matter.materials.filter(({ required }) => required))
    if (paper.source === 'citizen')
      await clerk.presses(`看过原件 ${paper.name}`);
  await signsSet();
  await clerk.seesHeading(/我要开超市 0\/1/);
  await clerk.sees(/承诺1个工作日/);
  await clerk.page.locator('summary', { hasText: bundleText.report }).click();
  await clerk.fills(bundleText.officeNumber, '422825-1');
  await clerk.presses(bundleText.isDone);
  await clerk.seesHeading(/我要开超市 1\/1/);
  await clerk.sees(/^从收件到出结果：\d+分钟$/);
  await clerk.presses(bundleText.putAway);
  await clerk.seesHeading('首页');
});

async function signsSet(): Promise<void> {
  await clerk.presses('下一步：核对');
  await clerk.seesHeading(/核对/);
  await clerk.ticks('已念给申请人听，内容无误');
  await clerk.presses('下一步：签名提交');
  await clerk.seesHeading('请申请人签名');
  const consent = clerk.page.getByRole('checkbox', {
    name: '同意为办此事使用敏感信息',
  });
  if ((await consent.count()) > 0) await consent.check();
  await clerk.signs();
  await clerk.page.getByRole('img', { name: '已签名' }).waitFor();
  await clerk.presses('签好了，提交这件');
}

test.each(catalogue.bundles)(
  '$code $name is opened, merged and counted on the screen',
  async (bundle) => {
    onTestFailed(async () =>
      console.log(await clerk.describesScreen(bundle.code)),
    );
    const { answers } = bundle.example;
    const { form } = makeBundleMatter(catalogue, bundle, answers);
    const { before, after } = bundleFigures(catalogue, form, {}, context);
    await clerk.page.goto(county());
    await clerk.unlocks();
    await opens(bundle.code);
    await answersQuestions(answers);
    await clerk.sees(bundleText.papers(before.papers, after.papers));
    await clerk.sees(
      bundleText.trips(before.visits, before.workdays, after.workdays),
    );
    await clerk.sees(bundleText.parts);
  },
);
