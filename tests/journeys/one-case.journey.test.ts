// The whole path in real Chromium against a real platform, over a line that the
// test cuts: three cases taken in without a network, a browser and a platform
// killed in between, one correction, three conclusions, nothing lost or doubled.
import type { Sql } from 'postgres';
import { afterAll, beforeAll, expect, onTestFailed, test } from 'vitest';
import {
  application,
  HANDLER,
  REVIEWER,
  VILLAGE,
} from '../support/applications.ts';
import { aBrowser } from '../support/browser-process.ts';
import { Clerk, matter } from '../support/clerk.ts';
import { openLink, PERFECT_LINE, type Link } from '../support/link.ts';
import { Person } from '../support/person.ts';
import { takePhotographs } from '../support/photographs.ts';
import {
  aPlatform,
  type PlatformProcess,
} from '../support/platform-process.ts';
import { Reviewer } from '../support/reviewer.ts';
import { connectToPrivate } from '../support/private-database.ts';

const phone = aBrowser();
const desk = aBrowser({ width: 1280, height: 800 });
const secondDesk = aBrowser({ width: 1280, height: 800 });
let platform: PlatformProcess;
let link: Link;
let sql: Sql;

beforeAll(async () => {
  platform = await aPlatform();
  await platform.start();
  link = await openLink(() => platform.port);
});

afterAll(async () => {
  await sql?.end({ timeout: 5 });
  await phone.remove();
  await desk.remove();
  await secondDesk.remove();
  await link?.close();
  await platform?.remove();
});

test('three cases go from a village without a network to their conclusion, exactly once', async () => {
  const demo = await platform.demo();
  const village = demo.villages.find(({ code }) => code === VILLAGE);
  const account = demo.accounts.find(({ login }) => login === REVIEWER);
  const office = demo.accounts.find(({ login }) => login === HANDLER);
  if (!village || !account || !office)
    throw new Error('the demo county is not there');
  const station = `http://localhost:${link.port}`;
  const county = `http://localhost:${platform.port}`;

  let clerk = new Clerk(await phone.open());
  let reviewer: Reviewer | undefined;
  onTestFailed(async () => {
    console.log(await clerk.describesScreen('clerk'));
    if (reviewer) console.log(await reviewer.describesScreen('reviewer'));
  });
  await clerk.enrolsWithCode(station, village.shortCode);
  await clerk.shellIsKept();

  // No signal from here on.
  link.set({ up: false });
  const photos = await takePhotographs(clerk.page, 5);
  const [hukou1, hukou2, card, face, again] = photos;
  if (!hukou1 || !hukou2 || !card || !face || !again)
    throw new Error('not enough photographs');

  const allowance = application('V14', {
    'V14-M2': [hukou1, hukou2],
    'V14-M5': [card],
  });
  const numbers = [await clerk.takesIn(allowance)];
  const code = await clerk.readsCode();
  await clerk.goesHome();
  numbers.push(await clerk.takesIn(application('V03', { 'V03-M2': [face] })));
  await clerk.goesHome();

  // The third is half typed when the battery dies.
  const insurance = application('V06', {});
  await clerk.begins(insurance);
  await clerk.fillsForm(insurance);
  await clerk.sees(/^已存/);
  await phone.kill();

  clerk = new Clerk(await phone.open());
  await clerk.opens(station);
  await clerk.unlocks();
  await clerk.seesHeading('首页');
  await clerk.continuesDraft('医保参保');
  await clerk.handsInPapers(insurance);
  numbers.push(await clerk.checksAndSubmits());
  expect(new Set(numbers).size).toBe(3);
  const saved = await clerk.hashesOfPhotographs(numbers[0] ?? '');
  expect(saved).toHaveLength(3);
  await clerk.goesHome();

  // Whoever is shown the receipt can verify it before the case has arrived.
  const receipt = new Person(await desk.open());
  const checked = code.replace(station, county);
  expect(checked.startsWith(`${county}/r#`)).toBe(true);
  await receipt.opens(checked);
  await receipt.sees(/^凭证是真的，.*内容还在路上。$/);
  await receipt.opens(`${checked.slice(0, -20)}${'A'.repeat(20)}`);
  await receipt.page.reload();
  await receipt.sees('无法核实');

  // A thin line that breaks every eight seconds; the platform dies once.
  link.set({
    up: true,
    bytesPerSecond: 256_000 / 8,
    delayMs: 150,
    cutEveryMs: 8_000,
  });
  await clerk.sendsNow();
  sql = await connectToPrivate(platform.dataDir);
  await untilRows(() => sql`select 1 from cases`, 3);
  await sql.end({ timeout: 5 });
  await platform.kill();
  await platform.start();
  sql = await connectToPrivate(platform.dataDir);
  await untilRows(
    () => sql`select 1 from materials where complete_at is not null`,
    // Four photographs and three signatures.
    7,
  );

  // The township corrects one; the departments accept two.
  await receipt.opens('about:blank');
  await receipt.opens(checked);
  await receipt.sees('高龄津贴申领');
  receipt.seesNoViolation();
  reviewer = new Reviewer(receipt.page);
  await reviewer.signsIn(county, account);
  await reviewer.opensCase(numbers[0] ?? '');
  expect(await reviewer.hashesOfPhotographs(3)).toEqual(saved);
  await reviewer.asksForCorrection(
    paperName('V14', 'V14-M5'),
    '社保卡照片反光，看不清卡号',
    '请重拍社保卡正面，不要反光',
  );
  const handler = new Reviewer(await secondDesk.open());
  await handler.signsIn(county, office);
  for (const [i, number] of numbers.slice(1).entries()) {
    if (i > 0) await handler.backToList();
    await handler.opensCase(number);
    await handler.accepts();
  }

  // Back in the village; then the signal goes again and the clerk answers.
  await clerk.sendsNow();
  await clerk.goesHome();
  await clerk.sees('退回来的 1', 120_000);
  link.set({ ...PERFECT_LINE, up: false });
  await clerk.answersCorrection('高龄津贴', paperName('V14', 'V14-M5'), again);

  link.set(PERFECT_LINE);
  await clerk.sendsNow();
  await untilRows(
    () => sql`select 1 from events where kind = 'correctionAnswered'`,
    1,
  );
  await untilRows(
    () => sql`select 1 from materials where complete_at is null`,
    0,
  );
  await reviewer.backToList();
  await reviewer.opensCase(numbers[0] ?? '');
  await reviewer.accepts();
  await reviewer.dispatches();
  for (const number of numbers) {
    await handler.backToList();
    await handler.opensCase(number);
    await handler.concludes('办好了');
  }

  await clerk.sendsNow();
  await clerk.seesConcluded(numbers);
  clerk.seesNoViolation();
  reviewer.seesNoViolation();
  handler.seesNoViolation();

  // The county's books: nothing lost, nothing doubled, no gap.
  const operations = await sql`
    select result, count(*)::int as n, count(distinct operation_id)::int as ids,
      min(seq) as first, max(seq) as last
    from operations group by result`;
  expect(operations).toEqual([
    { result: 'applied', n: 4, ids: 4, first: 1, last: 4 },
  ]);
  const cases = await sql`select number, status from cases order by number`;
  expect(cases.map(({ number }) => number as string)).toEqual(
    [...numbers].sort(),
  );
  expect(cases.every(({ status }) => status === 'concluded')).toBe(true);
  const feed = await sql`
    select audience, count(*)::int as n, max(pos)::int as last
    from feed_items group by audience`;
  for (const { n, last } of feed) expect(n).toBe(last);
  const kept = await sql`
    select count(*)::int as n from materials where complete_at is not null`;
  expect(kept[0]?.['n']).toBe(8);
});

function paperName(matterCode: string, paperId: string): string {
  const paper = matter(matterCode).materials.find(({ id }) => id === paperId);
  if (paper === undefined) throw new Error(`no paper ${paperId}`);
  return paper.name;
}

async function untilRows(
  ask: () => Promise<readonly unknown[]>,
  count: number,
): Promise<void> {
  await expect
    .poll(async () => (await ask()).length, {
      timeout: 150_000,
      interval: 200,
    })
    .toBe(count);
}
