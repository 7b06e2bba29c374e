// How many taps and keys a case costs the clerk, and so how long the resident waits:
// each storyboard done on the built app without a network, from the home screen to
// the printed receipt, by hands that the page counts.
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, onTestFailed, test } from 'vitest';
import { chinaDate } from '../../src/domain/calendar/civil-date.ts';
import type { Answers } from '../../src/domain/cases/answers.ts';
import { application, VILLAGE } from '../support/applications.ts';
import { aBrowser } from '../support/browser-process.ts';
import { filmPaper } from '../support/camera-film.ts';
import { askedPapers, matter } from '../support/clerk.ts';
import { CountedClerk } from '../support/counted-clerk.ts';
import type { Counts } from '../support/in-page/count-hands.ts';
import { aPlatform } from '../support/platform-process.ts';
import { readPdf } from '../support/read-pdf.ts';

/** Seconds of a person, as the storyboards take them. */
const SECONDS: Counts = { taps: 1.3, keys: 0.5, shots: 8, signatures: 8 };
const A_CASE_SECONDS = 180;
const kinds = ['taps', 'keys', 'shots', 'signatures'] as const;

type Storyboard = {
  name: string;
  matterCode: string;
  /** From 常办, where it stands once it was taken in; else by finder and guide. */
  isOften: boolean;
  /** What is typed and chosen; the rest stands there by itself. */
  answers: Answers;
  /** Pages of the papers that are photographed; the others are seen. */
  pages: Record<string, number>;
  /** Reading out, and looking at the papers. */
  talkSeconds: number;
  /** Absent: only the time is bounded. */
  budget?: Counts;
};

const allowance = {
  matterCode: 'V14',
  answers: answersOf('V14', [
    'applicantName',
    'applicantIdNo',
    'applicantHukou',
    'applicantPhone',
    'submitBy',
    'ageBand',
    'bankName',
    'bankAccount',
  ]),
  pages: { 'V14-M2': 2, 'V14-M5': 1 },
  talkSeconds: 30 + 35,
};

const storyboards: Storyboard[] = [
  { name: '高龄津贴，新村民，头一回办', ...allowance, isOften: false },
  {
    name: '高龄津贴，新村民，3张照片',
    ...allowance,
    isOften: true,
    budget: { taps: 24, keys: 60, shots: 3, signatures: 1 },
  },
  {
    name: '养老认证，新村民，头一回办',
    matterCode: 'V03',
    isOften: false,
    answers: {
      ...answersOf('V03', [
        'applicantName',
        'applicantIdNo',
        'applicantHukou',
        'applicantPhone',
        'witness',
        'verifyWay',
        'alive',
      ]),
      verifyDate: chinaDate(Date.now()),
    },
    pages: { 'V03-M2': 1 },
    talkSeconds: 30 + 10,
  },
];

const folder = mkdtempSync(join(tmpdir(), 'vsp-film-'));
const film = join(folder, 'paper.y4m');
const phone = aBrowser(undefined, film);
const platform = await aPlatform();
const table: Record<string, Record<string, string>> = {};
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
  console.table(table);
  await phone.remove();
  await platform.remove();
  rmSync(folder, { recursive: true });
});

test.each(storyboards)('$name', async (storyboard) => {
  onTestFailed(async () => console.log(await clerk.describesScreen('counts')));
  const { name, matterCode, isOften, pages, budget } = storyboard;
  const given = {
    matterCode,
    answers: storyboard.answers,
    photographs: {},
    isWhole: true,
  };
  await clerk.goesHome();
  await clerk.countsFromHere();
  if (isOften) {
    await clerk.presses(matter(matterCode).short);
    await clerk.seesHeading('给谁办？');
  } else await clerk.beginsByGuide(given);
  await clerk.fillsForm(given);
  for (const paper of askedPapers(given)) {
    const count = pages[paper.id];
    if (count !== undefined) await clerk.shoots(paper, count);
    else if (paper.source !== 'generated')
      await clerk.presses(`看过原件 ${paper.name}`);
  }
  const number = await clerk.checksAndSubmits();
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
  expect(text.replace(/\s/g, '')).toContain(number);
  const seconds = storyboard.talkSeconds + secondsOf(counts);
  table[name] = {
    ...Object.fromEntries(
      kinds.map((kind) => [
        kind,
        [counts[kind], ...(budget ? [budget[kind]] : [])].join(' / '),
      ]),
    ),
    seconds: `${Math.round(seconds)} / ${A_CASE_SECONDS}`,
  };
  expect(
    kinds.filter((kind) => counts[kind] > (budget ?? counts)[kind]),
  ).toEqual([]);
  expect(seconds).toBeLessThanOrEqual(A_CASE_SECONDS);
  clerk.seesNoViolation();
});

function secondsOf(counts: Counts): number {
  return kinds.reduce((sum, kind) => sum + counts[kind] * SECONDS[kind], 0);
}

/** Of the matter's demo resident, who lives where the clerk is and tells no more. */
function answersOf(matterCode: string, ids: readonly string[]): Answers {
  const { answers } = application(matterCode, {});
  return Object.fromEntries(
    ids.map((id) => {
      const answer = answers[id];
      if (answer === undefined) throw new Error(`no answer to ${id}`);
      const isAddress = typeof answer === 'object' && !Array.isArray(answer);
      return [id, isAddress ? { ...answer, detail: '' } : answer];
    }),
  );
}
