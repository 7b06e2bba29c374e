// A village that has no network at all: set up by a ticket's file, its case goes to
// the township on a stick and the answer comes back on it. When the network comes
// one day, nothing is doubled.
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Page } from 'playwright-core';
import type { Sql } from 'postgres';
import { afterAll, beforeAll, expect, onTestFailed, test } from 'vitest';
import { application, REVIEWER, VILLAGE } from '../support/applications.ts';
import { aBrowser } from '../support/browser-process.ts';
import { Clerk } from '../support/clerk.ts';
import { openLink, type Link } from '../support/link.ts';
import { takePhotographs } from '../support/photographs.ts';
import {
  aPlatform,
  type PlatformProcess,
} from '../support/platform-process.ts';
import { connectToPrivate } from '../support/private-database.ts';
import { Reviewer } from '../support/reviewer.ts';

const phone = aBrowser();
const desk = aBrowser({ width: 1280, height: 800 });
/** The stick. */
const stick = mkdtempSync(join(tmpdir(), 'vsp-stick-'));
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
  await link?.close();
  await platform?.remove();
  rmSync(stick, { recursive: true, force: true });
});

/** Puts what the page saves onto the stick, under its own name. */
async function saveToStick(page: Page, act: () => Promise<void>) {
  const download = page.waitForEvent('download');
  await act();
  const file = await download;
  const path = join(stick, file.suggestedFilename());
  await file.saveAs(path);
  return path;
}

test('a case goes to the county and its answer to the village on a stick, exactly once', async () => {
  const demo = await platform.demo();
  const ticket = demo.villages.find(({ code }) => code === VILLAGE)?.ticket;
  const account = demo.accounts.find(({ login }) => login === REVIEWER);
  if (ticket === undefined || account === undefined)
    throw new Error('the demo county is not there');
  const clerk = new Clerk(await phone.open());
  const reviewer = new Reviewer(await desk.open());
  onTestFailed(async () => {
    console.log(await clerk.describesScreen('clerk'));
    console.log(await reviewer.describesScreen('reviewer'));
  });

  // The app was loaded once, elsewhere; in the village there is no signal.
  await clerk.opens(`http://localhost:${link.port}`);
  await clerk.seesHeading('这台设备怎么开始用');
  await clerk.shellIsKept();
  await clerk.seesHandbook();
  link.set({ up: false });
  await clerk.page.reload();
  await clerk.enrolsWithFile(ticket);
  const [book, card] = await takePhotographs(clerk.page, 2);
  if (!book || !card) throw new Error('no photograph');
  const number = await clerk.takesIn(
    application('V14', { 'V14-M2': [book], 'V14-M5': [card] }),
  );
  const saved = await clerk.hashesOfPhotographs(number);

  await clerk.goesHome();
  await clerk.page.locator('a.strip').click();
  await clerk.presses('导出到U盘');
  await clerk.seesHeading('导出到U盘');
  await clerk.sees(/^要带走1件 · \d张照片$/);
  const file = await saveToStick(clerk.page, () => clerk.presses('导出并保存'));
  expect(file).toMatch(/\/[^/]+村_\d{4}_1件\.vsp$/);
  await clerk.presses('看见了');
  await clerk.sees(/标上“已导出”/);

  // Without a network too, the parts of the app that are seldom needed are there.
  await clerk.goesHome();
  await clerk.presses('更多');
  await clerk.presses('这台设备');
  await clerk.presses('自检');
  await clerk.sees('自检通过：存、拍、签、打印都能用');
  await clerk.presses('导出诊断（不含个人信息）');
  const diagnostics = readFileSync(
    await saveToStick(clerk.page, () => clerk.presses('保存诊断文件')),
    'utf8',
  );
  expect(JSON.parse(diagnostics)).toMatchObject({ outbox: { pending: 2 } });
  expect(diagnostics).not.toContain(number);

  // At the township.
  const county = `http://localhost:${platform.port}`;
  await reviewer.signsIn(county, account);
  await reviewer.presses('收U盘');
  await reviewer.seesHeading('收U盘');
  await reviewer.page.getByLabel(/^选U盘里的文件/).setInputFiles(file);
  await reviewer.sees(/^已收1件，照片\d张$/);
  const reply = await saveToStick(reviewer.page, () =>
    reviewer.presses(/^存回执/),
  );
  expect(reply).toMatch(/\/回执_.+\.vsp$/);
  sql = await connectToPrivate(platform.dataDir);
  expect(await sql`SELECT number FROM cases`).toEqual([{ number }]);

  // Once more, by mistake: said, and without effect.
  await reviewer.page.getByLabel(/^选U盘里的文件/).setInputFiles(file);
  await reviewer.sees(/其中1件先前已收过/);

  // Back in the village.
  await clerk.goesHome();
  await clerk.page.locator('a.strip').click();
  await clerk.seesHeading('发送');
  await clerk.page.getByLabel('收进乡镇回执').setInputFiles(reply);
  await clerk.sees(/件县里已收到.*进度和告知已更新/);
  await clerk.goesHome();
  await clerk.presses('办件');
  await clerk.sees('待受理');
  await clerk.goesHome();

  // The township accepts it with the photograph as it was taken.
  await reviewer.presses('办件名单');
  await reviewer.opensCase(number);
  expect(await reviewer.hashesOfPhotographs(saved.length)).toEqual(saved);
  await reviewer.accepts();
  const before = await countEffects();

  // One day there is a signal.
  link.set({ up: true });
  await clerk.sendsNow();
  await clerk.sees(/已连上 · 全部送达/);
  await clerk.goesHome();
  await clerk.presses('办件');
  await clerk.sees('已受理');
  const after = await countEffects();
  expect(after).toEqual(before);
  // The journal says that the file was exported, and went with it.
  expect(after).toMatchObject({ cases: 1, submits: 1, journals: 1 });
  clerk.seesNoViolation();
  reviewer.seesNoViolation();
});

async function countEffects() {
  const [row] = await sql<
    { cases: number; submits: number; events: number; journals: number }[]
  >`
    SELECT (SELECT count(*)::int FROM cases) AS cases,
      (SELECT count(*)::int FROM operations WHERE schema = 'submit@1')
        AS submits,
      (SELECT count(*)::int FROM events) AS events,
      (SELECT count(*)::int FROM operations WHERE schema = 'journal@1')
        AS journals`;
  if (row === undefined) throw new Error('counts have a row');
  return row;
}
