// A village updates when it has a network, a county when it has a weekend: the
// release before this one works with today's, both ways round.
import { afterEach, describe, expect, test } from 'vitest';
import type { Worklist } from '../../src/protocol/review.ts';
import { application, REVIEWER, VILLAGE } from '../support/applications.ts';
import { aBrowser, type BrowserProcess } from '../support/browser-process.ts';
import { Clerk } from '../support/clerk.ts';
import { takePhotographs } from '../support/photographs.ts';
import {
  aPlatform,
  until,
  type PlatformProcess,
} from '../support/platform-process.ts';
import { connectToPrivate } from '../support/private-database.ts';
import { aBuild, type Build } from '../support/release-build.ts';

let phone: BrowserProcess;
let platform: PlatformProcess;
let build: Build;
let clerk: Clerk;

afterEach(async ({ task }) => {
  if (task.result?.state === 'fail') {
    console.log(await clerk.describesScreen('clerk'));
    console.log(platform.output());
  }
  await phone.remove();
  await platform.remove();
  build.remove();
});

describe.each([
  { app: 'previous', platform: 'today' },
  { app: 'today', platform: 'previous' },
] as const)('the app of $app and the platform of $platform', (of) => {
  test('enrol, deliver a case with a photograph whole and once, and hear of it', async () => {
    build = aBuild(of);
    platform = await aPlatform(build.program);
    phone = aBrowser();
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
    await page.context().setOffline(true);
    const photos = await takePhotographs(page, 1);
    const number = await clerk.takesIn(
      application('V06', { 'V06-M1': photos }),
    );
    await page.context().setOffline(false);
    await clerk.goesHome();
    await clerk.sendsNow();
    const sql = await connectToPrivate(platform.dataDir);
    await until(async () => {
      const [row] = await sql<{ n: number }[]>`
        select count(*)::int as n from materials
        where complete_at is not null`;
      return row?.n === 2;
    }, 60_000);
    const cases = await sql<{ number: string }[]>`select number from cases`;
    expect(cases.map((each) => each.number)).toEqual([number]);
    const held = await sql`select 1 from operations where result <> 'applied'`;
    expect(held).toHaveLength(0);
    await sql.end({ timeout: 5 });
    // By the feed: the county's own word, not what the device sent.
    await clerk.goesHome();
    await clerk.presses('办件');
    await clerk.sees('待受理', 90_000);
    if (of.app === 'previous') {
      // Something that app has no word for: the case is shown as one to be looked
      // at, and what comes after it is heard.
      await dispatch(`http://localhost:${platform.port}`, demo);
      await clerk.sendsNow();
      await clerk.goesHome();
      await clerk.presses('办件');
      await clerk.sees('待核查', 90_000);
      await clerk.goesHome();
      await clerk.takesIn(application('V24', {}));
      await clerk.goesHome();
      await clerk.sendsNow();
      await clerk.goesHome();
      await clerk.presses('办件');
      await clerk.sees('待受理', 90_000);
    }
    clerk.seesNoViolation();
  });
});

/** The township passes its one case on to a department. */
async function dispatch(
  address: string,
  { accounts }: Awaited<ReturnType<PlatformProcess['demo']>>,
): Promise<void> {
  const account = accounts.find(({ login }) => login === REVIEWER);
  const ask = async (path: string, cookie: string, body?: object) =>
    await fetch(`${address}/api/v1/review${path}`, {
      headers: {
        'Sec-Fetch-Site': 'same-origin',
        'Content-Type': 'application/json',
        Cookie: cookie,
      },
      ...(body && { method: 'POST', body: JSON.stringify(body) }),
    });
  const { login, password } = account ?? { login: '', password: '' };
  const session = await ask('/session', '', { login, password });
  const cookie = session.headers.get('set-cookie')?.split(';')[0] ?? '';
  const list = (await (await ask('/cases', cookie)).json()) as Worklist;
  const [row] = list.rows;
  const done = await ask(`/cases/${row?.caseId ?? ''}/decisions`, cookie, {
    act: 'dispatch',
    version: row?.version,
    officeId: 'county-medical',
  });
  expect(done.status).toBe(200);
}
