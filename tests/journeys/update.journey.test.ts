// A new version comes while work is unsent: it is offered, waits for a quiet
// moment, and what was saved by the old one is read and delivered by the new.
import { afterEach, beforeEach, expect, test } from 'vitest';
import type { Page } from 'playwright-core';
import { connectBeside } from '../../src/platform/commands/connect-beside.ts';
import { readConfig } from '../../src/platform/config.ts';
import { openMaterial } from '../../src/platform/materials/open-material.ts';
import { application, VILLAGE } from '../support/applications.ts';
import { aBrowser, type BrowserProcess } from '../support/browser-process.ts';
import { Clerk } from '../support/clerk.ts';
import { takePhotographs } from '../support/photographs.ts';
import {
  aPlatform,
  until,
  type PlatformProcess,
} from '../support/platform-process.ts';
import { connectToPrivate } from '../support/private-database.ts';
import { aBuild } from '../support/release-build.ts';
import { aNextApp, serveApp } from '../support/serve-app.ts';

let phone: BrowserProcess;
let platform: PlatformProcess | undefined;
let clerk: Clerk;
const undo: (() => unknown)[] = [];

beforeEach(() => {
  phone = aBrowser();
});

afterEach(async ({ task }) => {
  if (task.result?.state === 'fail')
    console.log(await clerk.describesScreen('clerk'));
  await phone.remove();
  await platform?.remove();
  for (const task of undo.splice(0)) await task();
});

/** An enrolled clerk at an app that works offline. */
async function enrolAClerk(program?: string): Promise<Page> {
  platform = await aPlatform(program);
  await platform.start();
  const demo = await platform.demo();
  const village = demo.villages.find(({ code }) => code === VILLAGE);
  if (village === undefined) throw new Error('the demo county is not there');
  const page = await phone.open();
  clerk = new Clerk(page);
  await clerk.enrolsWithCode(
    `http://localhost:${platform.port}`,
    village.shortCode,
  );
  await clerk.shellIsKept();
  return page;
}

async function numbersAtTheCounty(): Promise<string[]> {
  if (platform === undefined) throw new Error('no platform');
  const sql = await connectToPrivate(platform.dataDir);
  const rows = await sql<{ number: string }[]>`
    select number from cases order by number`;
  await sql.end({ timeout: 5 });
  return rows.map(({ number }) => number);
}

async function materialsAtTheCounty(): Promise<number> {
  const sql = await connectToPrivate(platform?.dataDir ?? '');
  const [row] = await sql<{ n: number }[]>`
    select count(*)::int as n from materials
    where complete_at is not null`;
  await sql.end({ timeout: 5 });
  return row?.n ?? 0;
}

/** With the keys of today, also what the former release had wrapped. */
async function everyMaterialOpens(): Promise<void> {
  const config = readConfig({ DATA_DIR: platform?.dataDir });
  if (!config.ok) throw new Error(config.problems.join());
  const beside = await connectBeside(config.value);
  if (!beside.ok) throw new Error('no platform runs there');
  try {
    const rows = await beside.value.sql<{ sha256: string }[]>`
      SELECT sha256 FROM materials WHERE complete_at IS NOT NULL`;
    for (const { sha256 } of rows)
      expect([
        sha256,
        (await openMaterial(beside.value, sha256)) === undefined,
      ]).toEqual([sha256, false]);
  } finally {
    await beside.close();
  }
}

const storeVersion = (page: Page) =>
  page.evaluate(async () => {
    const all = await indexedDB.databases();
    return all.find(({ name }) => name === 'service-point')?.version;
  });

test('release 0.1.0 with an unsent case and a draft becomes today’s version, which delivers both once; what the county had is whole', async () => {
  const previous = aBuild({ app: 'previous', platform: 'previous' });
  undo.push(() => previous.remove());
  const page = await enrolAClerk(previous.program);
  const { port } = platform ?? { port: 0 };
  const faces = await takePhotographs(page, 1);
  const arrived = await clerk.takesIn(application('V03', { 'V03-M2': faces }));
  await clerk.goesHome();
  await clerk.sendsNow();
  // A photograph and the signature.
  await until(async () => (await materialsAtTheCounty()) === 2, 90_000);
  await clerk.goesHome();
  await page.context().setOffline(true);
  const photos = await takePhotographs(page, 1);
  const number = await clerk.takesIn(application('V06', { 'V06-M1': photos }));
  await clerk.goesHome();
  const begun = application('V14', {});
  await clerk.begins(begun);
  await clerk.fillsForm(begun);
  await clerk.goesHome();
  await platform?.stop();

  const files = await serveApp('dist/app', port);
  await page.context().setOffline(false);
  await page.reload();
  await clerk.unlocks();
  await clerk.sees('有更新', 60_000);
  await clerk.presses('更多');
  await clerk.presses('现在更新');
  await clerk.unlocks();
  await clerk.seesHeading('更多');
  expect(await storeVersion(page)).toBeGreaterThan(10);
  await files.close();

  await platform?.start('dist/platform/main.js');
  await clerk.goesHome();
  await clerk.continuesDraft('高龄津贴');
  await clerk.handsInPapers(begun);
  const second = await clerk.checksAndSubmits();
  await clerk.goesHome();
  await clerk.sendsNow();
  await until(async () => (await numbersAtTheCounty()).length === 3, 90_000);
  expect(await numbersAtTheCounty()).toEqual(
    [arrived, number, second].toSorted(),
  );
  await until(async () => (await materialsAtTheCounty()) === 5, 90_000);
  await everyMaterialOpens();
});

test('an update is accepted in one of two windows: nothing typed is lost, and the other one starts anew when it is used', async () => {
  const page = await enrolAClerk();
  const { port } = platform ?? { port: 0 };
  const begun = application('V14', {});
  await clerk.begins(begun);
  await clerk.fillsForm(begun);
  const other = new Clerk(await page.context().newPage());
  await other.opens(`http://localhost:${port}`);
  await other.seesHeading('已在另一个窗口打开');
  await platform?.stop();
  const next = aNextApp('next');
  undo.push(next.remove);
  const files = await serveApp(next.folder, port);
  undo.push(files.close);

  // As an app does by itself that comes to the front after an hour.
  await page.evaluate(async () => {
    await (await navigator.serviceWorker.getRegistration())?.update();
  });
  await page.bringToFront();
  await clerk.goesHome();
  await clerk.sees('有更新', 60_000);
  await clerk.presses('更多');
  await clerk.presses('现在更新');
  await clerk.unlocks();
  await clerk.seesHeading('更多');
  expect(await builtAs(page)).toBe('next');
  await clerk.goesHome();
  await clerk.sees(/高龄津贴/);

  expect(await builtAs(other.page)).toBeNull();
  await other.page.bringToFront();
  await other.presses('在这里用');
  await other.unlocks();
  await other.seesHeading('首页');
  expect(await builtAs(other.page)).toBe('next');
  await clerk.seesHeading('已在另一个窗口打开');
});

const builtAs = (page: Page) =>
  page.evaluate(
    () =>
      document.querySelector('meta[name=build]')?.getAttribute('content') ??
      null,
  );
