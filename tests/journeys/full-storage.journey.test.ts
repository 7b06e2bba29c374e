// The phone is full: the browser refuses every further byte. Text goes on being
// saved from the room that the ballast held, a photograph says why it is not
// taken, and the queue goes out whole.
import { afterAll, beforeAll, expect, onTestFailed, test } from 'vitest';
import type { Page } from 'playwright-core';
import { application, VILLAGE } from '../support/applications.ts';
import { aBrowser } from '../support/browser-process.ts';
import { Clerk, matter } from '../support/clerk.ts';
import { takePhotographs } from '../support/photographs.ts';
import {
  aPlatform,
  until,
  type PlatformProcess,
} from '../support/platform-process.ts';
import { connectToPrivate } from '../support/private-database.ts';

const phone = aBrowser();
let platform: PlatformProcess;

beforeAll(async () => {
  platform = await aPlatform();
  await platform.start();
});

afterAll(async () => {
  await phone.remove();
  await platform?.remove();
});

test('guarantee 1: with the storage full a text is saved, a photograph says so, and nothing saved is lost', async () => {
  const demo = await platform.demo();
  const village = demo.villages.find(({ code }) => code === VILLAGE);
  if (village === undefined) throw new Error('the demo county is not there');
  const station = `http://localhost:${platform.port}`;
  const page = await phone.open();
  // From the beginning: browsers remember for a while how much was left.
  const session = await page.context().newCDPSession(page);
  await session.send('Storage.overrideQuotaForOrigin', {
    origin: station,
    quotaSize: 40 * 1024 * 1024,
  });
  const clerk = new Clerk(page);
  onTestFailed(async () => {
    console.log(await clerk.describesScreen('clerk'));
  });
  await clerk.enrolsWithCode(station, village.shortCode);
  await clerk.shellIsKept();
  await until(() => hasBallast(page), 30_000);
  await page.context().setOffline(true);
  const photos = await takePhotographs(page, 2);
  const first = await clerk.takesIn(
    application('V06', { 'V06-M1': photos.slice(0, 1) }),
  );
  await clerk.goesHome();

  await fill(page);
  const second = application('V14', {});
  await clerk.begins(second);
  await clerk.fillsForm(second);
  await clerk.sees(/^已存/);
  expect(await hasBallast(page)).toBe(false);
  const [paper] = matter('V14').materials.filter(
    ({ required, source }) => required && source !== 'generated',
  );
  if (paper === undefined || photos[1] === undefined) throw new Error('none');
  await clerk
    .rowOf(paper)
    .locator('input[type=file]')
    .first()
    .setInputFiles(photos[1]);
  await clerk.useButton().click();
  await clerk.sees(/没送出的照片已存满，先不拍了，文字照常收/);
  await clerk.handsInPapers(second);
  const number = await clerk.checksAndSubmits();
  await clerk.goesHome();
  await clerk.sees('存不下了');

  await page.context().setOffline(false);
  await clerk.sendsNow();
  const sql = await connectToPrivate(platform.dataDir);
  await until(async () => {
    const rows = await sql`select number from cases order by number`;
    return rows.length === 2;
  }, 60_000);
  const numbers = await sql<{ number: string }[]>`select number from cases`;
  expect(numbers.map((row) => row.number).toSorted()).toEqual(
    [first, number].toSorted(),
  );
  await until(async () => {
    const [row] = await sql<{ n: number }[]>`
      select count(*)::int as n from materials where complete_at is not null`;
    return row?.n === 3;
  }, 60_000);
  await sql.end({ timeout: 5 });
  await clerk.goesHome();
  await clerk.sees(/全部送达/);
});

/** Without loading it: only the key is asked. */
function hasBallast(page: Page): Promise<boolean> {
  return page.evaluate(
    () =>
      new Promise<boolean>((resolve, reject) => {
        const open = indexedDB.open('service-point');
        open.addEventListener('error', () => reject(open.error));
        open.addEventListener('success', () => {
          const count = open.result
            .transaction('meta')
            .objectStore('meta')
            .count('ballast');
          count.addEventListener('success', () => {
            open.result.close();
            resolve(count.result === 1);
          });
        });
      }),
  );
}

/**
 * Random bytes, since equal ones take less room, until not 1 kB more fits. Where
 * the device wrote in the meantime and gave its ballast up, that room was taken
 * too, and is given back: it is the device's.
 */
async function fill(page: Page): Promise<void> {
  await fillWith(page, [1_000_000, 60_000, 8_000, 1_000]);
  if (!(await hasBallast(page))) await giveBack(page, 16);
}

/** So many of the first rows, of 1 MB each. */
function giveBack(page: Page, rows: number): Promise<void> {
  return page.evaluate(
    (last) =>
      new Promise<void>((resolve, reject) => {
        const open = indexedDB.open('filler', 1);
        open.addEventListener('error', () => reject(open.error));
        open.addEventListener('success', () => {
          const transaction = open.result.transaction('bytes', 'readwrite');
          transaction.objectStore('bytes').delete(IDBKeyRange.bound(1, last));
          transaction.addEventListener('complete', () => {
            open.result.close();
            resolve();
          });
        });
      }),
    rows,
  );
}

function fillWith(page: Page, sizes: number[]): Promise<void> {
  return page.evaluate(async (steps) => {
    const database = await new Promise<IDBDatabase>((resolve, reject) => {
      const open = indexedDB.open('filler', 1);
      open.addEventListener('upgradeneeded', () => {
        open.result.createObjectStore('bytes', { autoIncrement: true });
      });
      open.addEventListener('error', () => reject(open.error));
      open.addEventListener('success', () => resolve(open.result));
    });
    const put = (size: number) =>
      new Promise<boolean>((resolve) => {
        const transaction = database.transaction('bytes', 'readwrite');
        const bytes = new Uint8Array(size);
        for (let at = 0; at < size; at += 65_536)
          crypto.getRandomValues(bytes.subarray(at, at + 65_536));
        transaction.objectStore('bytes').add(bytes);
        transaction.addEventListener('complete', () => resolve(true));
        transaction.addEventListener('abort', () => resolve(false));
      });
    for (const size of steps) while (await put(size));
    database.close();
  }, sizes);
}
