// How quick the counter is on a slow telephone: the built app in real Chromium at
// 360 x 640, its page six times slowed down, on a store with a long past.
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { BrowserContext, Page } from 'playwright-core';
import { VILLAGE } from '../support/applications.ts';
import {
  assetBytes,
  firstScreenBytes,
  offlineBytes,
} from '../support/app-bytes.ts';
import { aBrowser } from '../support/browser-process.ts';
import { filmPaper } from '../support/camera-film.ts';
import { takePhotographs } from '../support/photographs.ts';
import {
  aPlatform,
  type PlatformProcess,
} from '../support/platform-process.ts';
import { makeWishes } from './applications.ts';
import { typesIntoBarePage } from './bare-page.ts';
import { CounterScreen } from './counter-screen.ts';
import { installMeter } from './in-page/meter.ts';
import { Phone } from './phone.ts';

export type CounterResult = {
  /** From the address to the first screen, nothing kept yet. */
  coldMs: number;
  /** From the address to 解锁, everything kept. */
  warmMs: number;
  /** From 解锁 pressed to 首页. */
  unlockMs: number;
  /** A key in an empty page: what the machine takes with nothing of ours. */
  bareKeystrokeP95Ms: number;
  /** A key in a form, to the picture with it; drafts are saved meanwhile. */
  keystrokeP95Ms: number;
  /** A key in the finder, to the picture with what it found. */
  matterSearchP95Ms: number;
  /** The same among 5,000 residents. */
  residentSearchP95Ms: number;
  caseSearchP95Ms: number;
  listRows: number;
  /** From 办件 pressed to its first rows. */
  listOpenMs: number;
  listScrollLongestTaskMs: number;
  /** From a photograph of 12 megapixels given to its picture in the row. */
  photoSavedMs: number;
  /** … to what is said of it: sharp enough, or not. */
  photoJudgedMs: number;
  photoLongestTaskMs: number;
  /** The same of the camera in the page, from the shutter pressed. */
  shotSavedMs: number;
  shotJudgedMs: number;
  shotLongestTaskMs: number;
  firstScreenGzBytes: number;
  /** Everything of the app that is kept; the county's catalogue is not the app. */
  everythingOfflineGzBytes: number;
  workerGzBytes: number;
};

const SLOWDOWN = 6;
const RUNS = 5;
const MODEL_CASES = 20;
const RESIDENTS = 5000;

export type CounterWish = { cases: number; stubs: number };

export async function measureCounter(
  wish: CounterWish,
  say: (line: string) => void,
): Promise<CounterResult> {
  const platform = await aPlatform();
  await platform.start(undefined, {
    RESIDENTS_ON_DEVICE: String(RESIDENTS),
  });
  const address = `http://localhost:${platform.port}`;
  const folder = mkdtempSync(join(tmpdir(), 'vsp-bench-'));
  const film = join(folder, 'paper.y4m');
  filmPaper(film);
  const phone = new Phone(address, film);
  try {
    const cold: number[] = [];
    for (let run = 0; run < RUNS; run += 1) cold.push(await openCold(address));
    say(`cold: ${cold.map(Math.round).join(', ')} ms`);
    await phone.open();
    await fill(phone, platform, wish, say);
    const { page } = phone;
    await page.addInitScript(installMeter);
    await slowDown(page);
    const screen = new CounterScreen(page, address);

    const warm: number[] = [];
    const unlock: number[] = [];
    for (let run = 0; run < RUNS; run += 1) {
      warm.push(await screen.opens());
      unlock.push(await screen.unlocks());
    }
    say(`warm: ${warm.map(Math.round).join(', ')} ms`);
    say(`unlock: ${unlock.map(Math.round).join(', ')} ms`);
    const list = await screen.scrollsList();
    say(`list: ${JSON.stringify(list)}`);
    const caseSearch = await screen.searchesCases();
    say(`case search: ${caseSearch.map(Math.round).join(', ')} ms`);
    const residentSearch = await screen.searchesResidents();
    say(`resident search: ${residentSearch.map(Math.round).join(', ')} ms`);
    const matterSearch = await screen.searchesMatters();
    say(`matter search: ${matterSearch.map(Math.round).join(', ')} ms`);
    const keys = await screen.typesIntoForm();
    say(`keys: ${keys.map(Math.round).join(', ')} ms`);
    const bareKeys = await typesIntoBarePage(page, slowDown);
    say(`keys in an empty page: ${bareKeys.map(Math.round).join(', ')} ms`);
    const photo = await screen.photographs(
      await drawPhotographs(page.context(), folder),
    );
    say(`photographs: ${JSON.stringify(photo)}`);
    const shot = await screen.shoots(RUNS, RUNS);
    say(`shots: ${JSON.stringify(shot)}`);
    return {
      coldMs: median(cold),
      warmMs: median(warm),
      unlockMs: median(unlock),
      bareKeystrokeP95Ms: p95(bareKeys),
      keystrokeP95Ms: p95(keys),
      matterSearchP95Ms: p95(matterSearch),
      residentSearchP95Ms: p95(residentSearch),
      caseSearchP95Ms: p95(caseSearch),
      listRows: wish.cases + wish.stubs,
      listOpenMs: Math.round(list.openMs),
      listScrollLongestTaskMs: Math.round(list.longestTaskMs),
      photoSavedMs: median(photo.savedMs),
      photoJudgedMs: median(photo.judgedMs),
      photoLongestTaskMs: Math.round(photo.longestTaskMs),
      shotSavedMs: median(shot.savedMs),
      shotJudgedMs: median(shot.judgedMs),
      shotLongestTaskMs: Math.round(shot.longestTaskMs),
      firstScreenGzBytes: firstScreenBytes('counter-app'),
      everythingOfflineGzBytes: await offlineBytes(),
      workerGzBytes: assetBytes('worker'),
    };
  } finally {
    await phone.remove();
    await platform.remove();
    rmSync(folder, { recursive: true });
  }
}

/** In a window of their own, so that the measured one has no part in it. */
async function drawPhotographs(
  context: BrowserContext,
  folder: string,
): Promise<string[]> {
  const studio = await context.newPage();
  const photos = await takePhotographs(studio, RUNS, {
    width: 4000,
    height: 3000,
  });
  await studio.close();
  return photos.map(({ name, buffer }) => {
    const file = join(folder, name);
    writeFileSync(file, buffer);
    return file;
  });
}

/** In a browser that has never seen the app. */
async function openCold(address: string): Promise<number> {
  const browser = aBrowser();
  try {
    const page = await browser.open();
    await page.addInitScript(installMeter);
    await slowDown(page);
    return await new CounterScreen(page, address).opens();
  } finally {
    await browser.remove();
  }
}

/** Real cases, delivered, and behind them as many as are wished for. */
async function fill(
  phone: Phone,
  platform: PlatformProcess,
  { cases, stubs }: CounterWish,
  say: (line: string) => void,
): Promise<void> {
  const village = (await platform.demo()).villages.find(
    ({ code }) => code === VILLAGE,
  );
  if (village === undefined) throw new Error('the demo county is not there');
  await phone.startDriver();
  await phone.enrol(village.shortCode);
  const work = { textCases: MODEL_CASES, photoCases: 0, photographBytes: 0 };
  await phone.takeIn(makeWishes(work, await phone.matters()), () => undefined);
  await phone.sends();
  await phone.knows(RESIDENTS);
  await phone.fillStore({ cases: cases - MODEL_CASES, stubs });
  say(`${cases} cases and ${stubs} remainders of cases are there`);
}

/** The page's own thread; Chromium slows no worker down. */
async function slowDown(page: Page): Promise<void> {
  const session = await page.context().newCDPSession(page);
  await session.send('Emulation.setCPUThrottlingRate', { rate: SLOWDOWN });
}

function sorted(values: readonly number[]): number[] {
  if (values.length === 0) throw new Error('nothing was measured');
  return [...values].sort((a, b) => a - b);
}

function median(values: readonly number[]): number {
  const all = sorted(values);
  return Math.round(all[Math.floor(all.length / 2)] ?? 0);
}

function p95(values: readonly number[]): number {
  const all = sorted(values);
  return Math.round(all[Math.ceil(all.length * 0.95) - 1] ?? 0);
}
