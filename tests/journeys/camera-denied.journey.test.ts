// The browser has no permission for the camera: a paper is handed in all the same.
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, onTestFailed, test } from 'vitest';
import { application, VILLAGE } from '../support/applications.ts';
import { aBrowser } from '../support/browser-process.ts';
import { filmPaper } from '../support/camera-film.ts';
import { Clerk, matter } from '../support/clerk.ts';
import { takePhotographs } from '../support/photographs.ts';
import { aPlatform } from '../support/platform-process.ts';

const folder = mkdtempSync(join(tmpdir(), 'vsp-film-'));
const film = join(folder, 'paper.y4m');
const phone = aBrowser(undefined, film, { isCameraAllowed: false });
const platform = await aPlatform();

afterAll(async () => {
  await phone.remove();
  await platform.remove();
  rmSync(folder, { recursive: true });
});

test('a camera that is shut off says how to allow it, and a file, a promise or another try go on', async () => {
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
  // What is granted to an origin denies it all else.
  await page.context().grantPermissions(['geolocation'], { origin: station });
  await clerk.enrolsWithCode(station, village.shortCode);
  const allowance = application('V14', {});
  const paperOf = (id: string) => {
    const found = matter('V14').materials.find((each) => each.id === id);
    if (found === undefined) throw new Error('no such paper');
    return found;
  };
  const [book, card] = [paperOf('V14-M2'), paperOf('V14-M5')];
  const [photo] = await takePhotographs(page, 1);
  if (photo === undefined) throw new Error('no photograph');
  await clerk.begins(allowance);
  await clerk.fillsForm(allowance);

  await clerk.presses(`拍照 ${card.name}`);
  await clerk.sees('浏览器没有相机权限。');
  await clerk.sees('点地址栏左边的锁');
  await clerk.presses('这样先后补（容缺）');
  await clerk
    .rowOf(card)
    .getByText(/^容缺 · /)
    .waitFor();

  await clerk.presses(`拍照 ${book.name}`);
  await clerk.sees('浏览器没有相机权限。');
  await page
    .getByRole('dialog')
    .locator('input[type=file]')
    .last()
    .setInputFiles(photo);
  await clerk.useButton().click();
  await clerk.rowOf(book).locator('img').first().waitFor();

  await clerk.presses(`再拍一张 ${book.name}`);
  await clerk.sees('浏览器没有相机权限。');
  await page.context().grantPermissions(['camera'], { origin: station });
  await clerk.presses('再试');
  await clerk.cameraIsOn();
  await clerk.presses('拍');
  await clerk.useButton().click();
  await clerk.rowOf(book).locator('img').nth(1).waitFor();
  clerk.seesNoViolation();
});
