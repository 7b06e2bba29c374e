// Every matter of the catalogue is taken in from its demo resident through the
// counter's own screens, without a network: finder, guide, eligibility, applicant,
// form, materials, check, signature, receipt. When the network is back, each lies at
// the county whole and right, and its receipt is genuine.
import * as v from 'valibot';
import {
  afterAll,
  beforeAll,
  describe,
  expect,
  onTestFailed,
  test,
} from 'vitest';
import { chinaDate } from '../../src/domain/calendar/civil-date.ts';
import type { Finding } from '../../src/domain/cases/finding.ts';
import type { Matter } from '../../src/domain/catalogue/matter-schema.ts';
import { examineForm } from '../../src/domain/rules/examine-form.ts';
import {
  caseDetailSchema,
  caseNumbersSchema,
  type CaseDetail,
} from '../../src/protocol/review.ts';
import { withNumbers } from '../../src/review/case/with-numbers.ts';
import { groupCaseNumber } from '../../src/text/common.ts';
import { rowsOf } from '../../src/ui/field/use-rows.ts';
import { theCalendar } from '../domain/calendar/the-calendar.ts';
import { theCatalogue } from '../domain/catalogue/the-catalogue.ts';
import {
  pagesOfAll,
  REVIEWER,
  VILLAGE,
  wholeApplication,
} from '../support/applications.ts';
import { aBrowser } from '../support/browser-process.ts';
import { Clerk, type Application } from '../support/clerk.ts';
import { openLink, type Link } from '../support/link.ts';
import { Person } from '../support/person.ts';
import { takePhotographs, type Photograph } from '../support/photographs.ts';
import {
  aPlatform,
  type PlatformProcess,
} from '../support/platform-process.ts';
import { Reviewer } from '../support/reviewer.ts';

const { matters } = theCatalogue();
/** Small ones: what is tried here is not the camera. */
const SMALL = { width: 640, height: 480 };

type Taken = { application: Application; number: string; code: string };

const phone = aBrowser();
const desk = aBrowser({ width: 1280, height: 800 });
const taken = new Map<string, Taken>();
const photographs: Photograph[] = [];
let platform: PlatformProcess;
let link: Link;
let clerk: Clerk;
let reviewer: Reviewer;
let resident: Person;

beforeAll(async () => {
  platform = await aPlatform();
  await platform.start();
  link = await openLink(() => platform.port);
  const demo = await platform.demo();
  const village = demo.villages.find(({ code }) => code === VILLAGE);
  if (village === undefined) throw new Error('the demo county is not there');
  clerk = new Clerk(await phone.open());
  await clerk.enrolsWithCode(
    `http://localhost:${link.port}`,
    village.shortCode,
  );
  await clerk.shellIsKept();
  photographs.push(...(await takePhotographs(clerk.page, pagesOfAll(), SMALL)));
  link.set({ up: false });
});

afterAll(async () => {
  await phone.remove();
  await desk.remove();
  await link?.close();
  await platform?.remove();
});

const named = matters.map((matter) => ({
  matter,
  code: matter.code,
  short: matter.short,
}));

describe('in a village without a network', () => {
  test.each(named)('$code $short is taken in', async ({ code }) => {
    onTestFailed(async () => console.log(await clerk.describesScreen(code)));
    const application = wholeApplication(code, nextPhotograph);
    await clerk.goesHome();
    await clerk.beginsByGuide(application);
    await clerk.fillsForm(application);
    await clerk.handsInPapers(application);
    const number = await clerk.checksAndSubmits();
    taken.set(code, { application, number, code: await clerk.readsCode() });
  });

  test('each has a number of its own, and all leave when the network is back', async () => {
    onTestFailed(async () => console.log(await clerk.describesScreen('sends')));
    const numbers = new Set([...taken.values()].map(({ number }) => number));
    expect(numbers.size).toBe(matters.length);
    link.set({ up: true });
    await clerk.sendsNow();
    await clerk.sees(/已连上 · 全部送达/, 120_000);
    clerk.seesNoViolation();
  });
});

describe('at the county', () => {
  beforeAll(async () => {
    const { accounts } = await platform.demo();
    const account = accounts.find(({ login }) => login === REVIEWER);
    if (account === undefined) throw new Error('the reviewer is not there');
    reviewer = new Reviewer(await desk.open());
    await reviewer.signsIn(county(), account);
    resident = new Person(await reviewer.page.context().newPage());
  });

  test.each(named)('$code $short is whole and right', async ({ matter }) => {
    onTestFailed(async () =>
      console.log(await reviewer.describesScreen('case')),
    );
    const { application, number } = takenIn(matter);
    await reviewer.page.bringToFront();
    const detail = await openedCase(number);
    const { given, ruling, issues } = examineForm(matter, application.answers, {
      today: chinaDate(detail.row.takenInAt),
      calendar: theCalendar(),
      demo: true,
    });
    expect(issues).toEqual([]);
    expect(detail.answers).toEqual(given);
    expect(waysOf(detail)).toEqual(
      expectedWays(application, ruling.papers.asked),
    );
    expect(notArrived(detail)).toEqual([]);
    const expected = [
      ...ruling.checks.map(({ id, level }) => ({
        code: 'check',
        path: id,
        // The clerk could not send it without taking note of a warning.
        ...(level === 'warn' && { confirmedAt: expect.any(String) as string }),
      })),
      ...ruling.undecided.map(({ id }): Finding => ({
        code: 'checkUndecided',
        path: id,
      })),
    ];
    expect(detail.findings).toEqual(expected);
    // What the reviewer reads is what the clerk typed, rows of tables too.
    await expect
      .poll(() => unreadCells(application), { timeout: 30_000 })
      .toEqual([]);
    reviewer.seesNoViolation();
  });

  test.each(named)(
    'the receipt of $code $short is genuine',
    async ({ matter }) => {
      const { code, number } = takenIn(matter);
      await resident.page.bringToFront();
      await resident.opens(code.replace(/^https?:\/\/[^/]+/, county()));
      await resident.sees(groupCaseNumber(number).lastNine);
      await resident.sees('凭证是真的');
      await resident.sees(matter.name);
    },
  );
});

const county = () => `http://localhost:${platform.port}`;

function nextPhotograph(): Photograph {
  const next = photographs.pop();
  if (next === undefined) throw new Error('all photographs are given');
  return next;
}

function takenIn({ code }: Matter): Taken {
  const found = taken.get(code);
  if (found === undefined) throw new Error(`${code} was not taken in`);
  return found;
}

/** Opens a case and its numbers, and gives what its screen is drawn from. */
async function openedCase(number: string): Promise<CaseDetail> {
  const answer = reviewer.page.waitForResponse((each) =>
    /\/cases\/[0-9a-f-]{36}$/.test(each.url()),
  );
  await reviewer.presses('办件名单');
  await reviewer.opensCase(number);
  const masked = v.parse(caseDetailSchema, await (await answer).json());
  const shown = reviewer.page.waitForResponse((each) =>
    each.url().endsWith('/numbers'),
  );
  // He has just signed in, so nothing is asked.
  await reviewer.presses('看完整号码');
  const numbers = v.parse(caseNumbersSchema, await (await shown).json());
  const whole = withNumbers(masked, numbers);
  if (whole === null) throw new Error('there is no case');
  return whole;
}

type Asked = ReturnType<typeof examineForm>['ruling']['papers']['asked'];

/** Paper, way, and how many photographs or which certificate. */
function expectedWays(application: Application, asked: Asked): string[] {
  const { photographs: shown, certificates = {} } = application;
  return asked
    .map(({ id, source }) => {
      if (source === 'generated') return `${id} generated`;
      const certificate = certificates[id];
      if (certificate !== undefined) return `${id} eCert ${certificate}`;
      const pages = shown[id]?.length ?? 0;
      return pages > 0 ? `${id} photo ${pages}` : `${id} seen`;
    })
    .sort();
}

function waysOf({ papers }: CaseDetail): string[] {
  return papers
    .map(({ paperId, how, certificate, pages }) => {
      if (how === 'eCert') return `${paperId} eCert ${certificate}`;
      return how === 'photo'
        ? `${paperId} photo ${pages.length}`
        : `${paperId} ${how}`;
    })
    .sort();
}

/** Photographs and signatures that are still on their way. */
function notArrived({ papers, signatures }: CaseDetail): string[] {
  expect(signatures).not.toEqual([]);
  return [...papers.flatMap(({ pages }) => pages), ...signatures]
    .filter(({ arrived }) => !arrived)
    .map(({ sha256 }) => sha256);
}

/** Names and choices in the rows of tables that the console does not show. */
async function unreadCells({ answers }: Application): Promise<string[]> {
  const text = await reviewer.page.locator('.case-answers').innerText();
  return Object.values(answers)
    .flatMap(rowsOf)
    .flatMap((row) => Object.entries(row))
    .filter(([id]) => id === 'name' || id === 'relation')
    .map(([, cell]) => String(cell))
    .filter((cell) => !text.includes(cell));
}
