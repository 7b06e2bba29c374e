// The lunch hour: a villager who takes a number at half past twelve is called and served
// at once. No network; at the county stands that he was served after hours, when and by
// whom, and how long he waited.
import { afterAll, beforeAll, expect, onTestFailed, test } from 'vitest';
import { addDays, chinaDate } from '../../src/domain/calendar/civil-date.ts';
import { application, REVIEWER, VILLAGE } from '../support/applications.ts';
import { aBrowser } from '../support/browser-process.ts';
import { Clerk } from '../support/clerk.ts';
import { startClockAt } from '../support/clock-of-worker.ts';
import { takePhotographs } from '../support/photographs.ts';
import { aPlatform } from '../support/platform-process.ts';
import { Reviewer } from '../support/reviewer.ts';

const phone = aBrowser();
const desk = aBrowser({ width: 1280, height: 800 });
const platform = await aPlatform();

beforeAll(() => platform.start());
afterAll(async () => {
  await phone.remove();
  await desk.remove();
  await platform.remove();
});

test('at half past twelve the next number is called, and the county reads: after hours, when, by whom, how long he waited', async () => {
  const address = `http://localhost:${platform.port}`;
  const demo = await platform.demo();
  const village = demo.villages.find(({ code }) => code === VILLAGE);
  const account = demo.accounts.find(({ login }) => login === REVIEWER);
  if (!village || !account) throw new Error('the demo county is not there');
  const page = await phone.open();
  const day = addDays(chinaDate(Date.now()), -1);
  const loaded = await startClockAt(page.context(), `${day}T12:30:00+08:00`);
  const clerk = new Clerk(page);
  const reviewer = new Reviewer(await desk.open());
  onTestFailed(async () => {
    console.log(await clerk.describesScreen('clerk'));
    console.log(await reviewer.describesScreen('reviewer'));
  });
  await clerk.enrolsWithCode(address, village.shortCode);
  await clerk.shellIsKept();
  await loaded();
  await page.context().setOffline(true);
  const [face] = await takePhotographs(page, 1);
  if (face === undefined) throw new Error('no photograph');

  await clerk.presses('上门和取号');
  await clerk.presses('取号 0');
  await clerk.presses('取一个号');
  await clerk.sees('新取的号大约等0分钟');
  const ticket = await page.locator('.line-number').first().innerText();
  await clerk.presses('叫下一个');
  await clerk.sees(/^等着 0人$/);
  await clerk.presses('首页');
  const number = await clerk.takesIn(application('V03', { 'V03-M2': [face] }));
  await clerk.goesHome();
  await clerk.presses('上门和取号');
  await clerk.presses('取号 0');
  await clerk.sees('没有叫号');
  await page.context().setOffline(false);
  await clerk.sees(/已连上 · 全部送达/, 120_000);

  await reviewer.signsIn(address, account);
  await reviewer.opensCase(number);
  await reviewer.sees(/^窗口办 · 延时办（12:3\d 覃示平）$/);
  await reviewer.sees(new RegExp(`^${ticket} 等了0分钟，办了\\d分钟$`));
  for (const person of [clerk, reviewer]) person.seesNoViolation();
  expect(ticket).toMatch(/^A\d{3}$/);
});
