// A device that does not come up as it should, in a window of its own whose worker is
// hindered or whose storage is prepared by hand.
import type { Page } from 'playwright-core';
import type { StationMark } from '../../../src/counter/mark-of-station.ts';
import { frameText } from '../../../src/text/counter.ts';
import { brokenText, lostText, tooNewText } from '../../../src/text/trouble.ts';
import { Person } from '../../support/person.ts';
import type { County } from './county.ts';

const WORKER = /\/assets\/worker-[\w-]+\.js$/;

export async function showTrouble(county: County): Promise<void> {
  const browser = county.clerk.page.context().browser();
  if (browser === null) throw new Error('the window has no browser');
  // A service worker would answer for the files that are held back here.
  const context = await browser.newContext({
    serviceWorkers: 'block',
    viewport: county.clerk.page.viewportSize(),
  });
  try {
    const page = await context.newPage();
    const clerk = new Person(page);
    const see = (name: string) => county.given.counterStop(page, name);

    const letWorkerCome = await holdWorkerBack(page);
    await clerk.opens(county.address);
    await clerk.sees(frameText.opening);
    await see('opening');
    letWorkerCome();
    await clerk.seesHeading('这台设备怎么开始用');
    await page.unrouteAll();

    await leaveMark(page);
    await page.reload();
    await clerk.seesHeading(lostText.title);
    await see('data-lost');
    await page.evaluate(() => localStorage.clear());

    await asOfNewerApp(page);
    await page.reload();
    await clerk.seesHeading(tooNewText.title);
    await see('app-too-old');

    await closeStore(page);
    await page.reload();
    await clerk.seesHeading(brokenText.title);
    await see('store-broken');
    await clerk.presses(brokenText.tryAgain);
    await clerk.sees(brokenText.stillBroken);
    await see('store-still-broken');
  } finally {
    await context.close();
  }
}

/** Gives the function that lets it come. */
async function holdWorkerBack(page: Page): Promise<() => void> {
  let letCome = () => {};
  const isLet = new Promise<void>((resolve) => {
    letCome = resolve;
  });
  await page.route(WORKER, async (route) => {
    await isLet;
    await route.continue();
  });
  return letCome;
}

/** As a station that was here leaves it, with work that was not sent. */
async function leaveMark(page: Page): Promise<void> {
  const mark: StationMark = {
    deviceNumber: 2,
    stationName: '水田坝村',
    townName: '沙道沟镇',
    phone: '0718-0000001',
    lastSeq: 31,
    unsentOperations: 3,
    unsentMaterials: 12,
    at: new Date().toISOString(),
  };
  await page.evaluate(
    (text) => localStorage.setItem('station-mark', text),
    JSON.stringify(mark),
  );
}

/** A newer app has written rows that this one must not read. */
async function asOfNewerApp(page: Page): Promise<void> {
  await page.evaluate(async () => {
    await new Promise((resolve, reject) => {
      const request = indexedDB.open('service-point');
      request.addEventListener('error', reject);
      request.addEventListener('success', () => {
        const db = request.result;
        const change = db.transaction('meta', 'readwrite');
        change
          .objectStore('meta')
          .put({ name: 'minReader', value: { reader: 99 } });
        change.addEventListener('complete', () => {
          db.close();
          resolve(undefined);
        });
      });
    });
  });
}

/** The browser refuses the worker its databases, as after a fault of the disk. */
async function closeStore(page: Page): Promise<void> {
  await page.route(WORKER, async (route) => {
    const answer = await route.fetch();
    const refusing = `IDBFactory.prototype.open = () => {
      throw new DOMException('refused', 'UnknownError');
    };`;
    await route.fulfill({
      response: answer,
      body: refusing + (await answer.text()),
    });
  });
}
