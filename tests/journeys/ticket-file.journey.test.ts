// A device that is set up where there is no network: the app was loaded once, the
// ticket comes as a file, cases are taken in at once and the county binds the
// device at first contact. The same ticket binds no second device.
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { encodeQR } from 'qr';
import { afterAll, beforeAll, expect, onTestFailed, test } from 'vitest';
import { application, VILLAGE } from '../support/applications.ts';
import { aBrowser } from '../support/browser-process.ts';
import { filmCode } from '../support/camera-film.ts';
import { Clerk } from '../support/clerk.ts';
import { openLink, type Link } from '../support/link.ts';
import {
  aPlatform,
  type PlatformProcess,
} from '../support/platform-process.ts';
import { connectToPrivate } from '../support/private-database.ts';

const folder = mkdtempSync(join(tmpdir(), 'vsp-film-'));
const film = join(folder, 'ticket.y4m');
const phone = aBrowser();
const other = aBrowser();
const withCamera = aBrowser(undefined, film);
let platform: PlatformProcess;
let link: Link;

beforeAll(async () => {
  platform = await aPlatform();
  await platform.start();
  link = await openLink(() => platform.port);
});

afterAll(async () => {
  await phone.remove();
  await other.remove();
  await withCamera.remove();
  rmSync(folder, { recursive: true });
  await link?.close();
  await platform?.remove();
});

test('a device enrolled by file without a network delivers at its first contact, and its ticket serves once', async () => {
  const demo = await platform.demo();
  const ticket = demo.villages.find(({ code }) => code === VILLAGE)?.ticket;
  if (ticket === undefined) throw new Error('the demo county is not there');
  const station = `http://localhost:${link.port}`;
  const clerk = new Clerk(await phone.open());
  onTestFailed(async () => {
    console.log(await clerk.describesScreen('clerk'));
  });
  await clerk.opens(station);
  await clerk.seesHeading('这台设备怎么开始用');
  await clerk.shellIsKept();
  await clerk.seesHandbook();

  link.set({ up: false });
  await clerk.page.reload();
  await clerk.enrolsWithFile(ticket);
  await clerk.sees('待县里核验');
  const number = await clerk.takesIn(application('V06', {}));

  link.set({ up: true });
  await clerk.sendsNow();
  await clerk.sees(/已连上 · 全部送达/);
  const sql = await connectToPrivate(platform.dataDir);
  expect(await sql`select number from cases`).toEqual([{ number }]);
  await sql.end({ timeout: 5 });

  // A copy of the file is of no use to a second device.
  const thief = new Clerk(await other.open());
  await thief.opens(station);
  await thief.seesHeading('这台设备怎么开始用');
  await thief.seesHandbook();
  await thief.enrolsWithFile(ticket);
  await thief.sees('县里没认这台设备');
  clerk.seesNoViolation();
  thief.seesNoViolation();
});

test('the sheet with the code enrols where there is no network, before the camera and as a picture from a chat', async () => {
  const demo = await platform.demo();
  const [scanned, sent] = demo.villages.filter(({ code }) => code !== VILLAGE);
  if (!scanned || !sent) throw new Error('the demo county is not there');
  filmCode(film, scanned.ticket);
  const clerk = new Clerk(await withCamera.open());
  onTestFailed(async () => {
    console.log(await clerk.describesScreen('scanning'));
  });
  await clerk.opens(`http://localhost:${link.port}`);
  await clerk.seesHeading('这台设备怎么开始用');
  await clerk.shellIsKept();
  await clerk.seesHandbook();
  link.set({ up: false });
  await clerk.page.reload();

  await clerk.page.getByLabel('选登记文件').setInputFiles({
    name: 'sheet.gif',
    mimeType: 'image/gif',
    buffer: Buffer.from(encodeQR(sent.ticket, 'gif', { scale: 3 })),
  });
  await clerk.sees(villageOf(sent.name));
  await clerk.page.getByText('换一张登记票').click();
  await clerk.presses('扫登记单');
  await clerk.sees(villageOf(scanned.name));
  await clerk.choosesPin();
  await clerk.sees('待县里核验');
  clerk.seesNoViolation();
});

/** Without its township. */
const villageOf = (name: string) => name.replace(/^.*[镇乡]/, '');
