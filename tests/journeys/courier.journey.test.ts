// The clerk takes a case in without a signal and puts the phone away: the app is
// closed, its vault locked. When the signal comes back the browser wakes the
// service worker, and the case travels without anybody looking.
import { afterAll, beforeAll, expect, onTestFailed, test } from 'vitest';
import { application, VILLAGE } from '../support/applications.ts';
import { aBrowser } from '../support/browser-process.ts';
import { Clerk } from '../support/clerk.ts';
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

test('a case taken in without a signal is delivered by the courier after the app was closed', async () => {
  const demo = await platform.demo();
  const village = demo.villages.find(({ code }) => code === VILLAGE);
  if (village === undefined) throw new Error('the demo county is not there');
  const station = `http://localhost:${platform.port}`;
  const page = await phone.open();
  const context = page.context();
  const clerk = new Clerk(page);
  onTestFailed(async () => {
    console.log(await clerk.describesScreen('clerk'));
  });
  await clerk.enrolsWithCode(station, village.shortCode);
  await clerk.shellIsKept();
  await clerk.page.reload();
  await clerk.unlocks();

  const worker = await findShell(page);
  await context.setOffline(true);
  const photos = await takePhotographs(page, 1);
  const number = await clerk.takesIn(application('V06', { 'V06-M1': photos }));
  // The browser keeps the request of the page for when it is gone.
  await until(async () => (await tagsOf(page)).includes('deliver'), 10_000);
  const blank = await context.newPage();
  await page.close();
  await context.setOffline(false);

  const sql = await connectToPrivate(platform.dataDir);
  // At the latest when the system tries again, which takes minutes by itself.
  const session = await context.newCDPSession(blank);
  await session.send('ServiceWorker.enable');
  await until(async () => {
    const rows = await sql`select number from cases`;
    if (rows.length === 0)
      await session.send('ServiceWorker.dispatchSyncEvent', {
        origin: station,
        registrationId: worker,
        tag: 'deliver',
        lastChance: false,
      });
    return rows.length === 1;
  }, 30_000);
  await until(async () => {
    const left =
      await sql`select sha256 from materials where complete_at is null`;
    const all = await sql`select sha256 from materials`;
    return all.length >= 2 && left.length === 0;
  }, 30_000);
  expect(await sql`select number from cases`).toEqual([{ number }]);
  await sql.end({ timeout: 5 });

  const again = new Clerk(await context.newPage());
  await again.opens(station);
  await again.unlocks();
  await again.sees(/已连上 · 全部送达/);
});

async function tagsOf(page: Clerk['page']): Promise<string[]> {
  return page.evaluate(async () => {
    const registration = (await navigator.serviceWorker
      .ready) as ServiceWorkerRegistration & {
      sync?: { getTags(): Promise<string[]> };
    };
    // A browser without Background Sync is woken by the test below.
    return (await registration.sync?.getTags()) ?? ['deliver'];
  });
}

/** The registration's id, by which the developer's tools wake it. */
async function findShell(page: Clerk['page']): Promise<string> {
  const session = await page.context().newCDPSession(page);
  const found = new Promise<string>((resolve) => {
    session.on(
      'ServiceWorker.workerRegistrationUpdated',
      ({ registrations }) => {
        const [first] = registrations;
        if (first !== undefined) resolve(first.registrationId);
      },
    );
  });
  await session.send('ServiceWorker.enable');
  return found;
}
