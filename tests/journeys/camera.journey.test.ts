// Papers are photographed with the camera in the page, on the built app under its
// security policy.
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, expect, onTestFailed, test } from 'vitest';
import { application, VILLAGE } from '../support/applications.ts';
import { aBrowser } from '../support/browser-process.ts';
import { filmPaper } from '../support/camera-film.ts';
import { askedPapers, Clerk, matter } from '../support/clerk.ts';
import { aPlatform } from '../support/platform-process.ts';
import { connectToPrivate } from '../support/private-database.ts';

const folder = mkdtempSync(join(tmpdir(), 'vsp-film-'));
const film = join(folder, 'paper.y4m');
const phone = aBrowser(undefined, film);
const platform = await aPlatform();

afterAll(async () => {
  await phone.remove();
  await platform.remove();
  rmSync(folder, { recursive: true });
});

test('a paper of two pages is photographed without a network and comes to the county', async () => {
  filmPaper(film);
  await platform.start();
  const demo = await platform.demo();
  const village = demo.villages.find(({ code }) => code === VILLAGE);
  if (village === undefined) throw new Error('the demo county is not there');
  const station = `http://localhost:${platform.port}`;
  const page = await phone.open();
  const clerk = new Clerk(page);
  onTestFailed(async () => {
    console.log(await clerk.describesScreen('clerk'));
  });
  await clerk.enrolsWithCode(station, village.shortCode);
  await clerk.shellIsKept();
  await page.context().setOffline(true);

  const allowance = application('V14', {});
  const book = matter('V14').materials.find(({ id }) => id === 'V14-M2');
  if (book === undefined) throw new Error('no such paper');
  await clerk.begins(allowance);
  await clerk.fillsForm(allowance);
  await clerk.shoots(book, 2);
  await clerk.sees('已拍2张 · 待发送');
  for (const picture of await clerk.rowOf(book).locator('img').all()) {
    const size = await picture.evaluate((image: HTMLImageElement) => [
      image.naturalWidth,
      image.naturalHeight,
    ]);
    expect(Math.max(...size)).toBeGreaterThanOrEqual(1200);
  }

  // The phone's own button, in the middle of the next page.
  await clerk.presses(`再拍一张 ${book.name}`);
  await clerk.cameraIsOn();
  await page.goBack();
  await clerk.seesHeading('材料');
  await clerk.sees('已拍2张 · 待发送');

  for (const { id, name, source } of askedPapers(allowance))
    if (id !== book.id && source !== 'generated')
      await clerk.presses(`看过原件 ${name}`);
  const number = await clerk.checksAndSubmits();
  await page.context().setOffline(false);
  await clerk.sendsNow();
  await clerk.sees(/已连上 · 全部送达/);
  const sql = await connectToPrivate(platform.dataDir);
  expect(await sql`SELECT number FROM cases`).toEqual([{ number }]);
  // Two pages and the signature.
  const [arrived] = await sql<{ n: number }[]>`
    SELECT count(*)::int AS n FROM materials WHERE complete_at IS NOT NULL`;
  expect(arrived?.n).toBe(3);
  await sql.end({ timeout: 5 });
  clerk.seesNoViolation();
});
