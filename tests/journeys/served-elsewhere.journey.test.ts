// Served in another township: a couple of one township takes its certificate where it
// works. The clerk there takes it in, the household's township decides, the window where
// it was taken in hands it over, and clerk and resident see how far it is.
import { afterAll, beforeAll, expect, onTestFailed, test } from 'vitest';
import { VILLAGE, application } from '../support/applications.ts';
import { admin } from '../support/admin-command.ts';
import { aBrowser } from '../support/browser-process.ts';
import { Clerk } from '../support/clerk.ts';
import { Person } from '../support/person.ts';
import { takePhotographs } from '../support/photographs.ts';
import {
  aPlatform,
  type PlatformProcess,
} from '../support/platform-process.ts';
import { Reviewer } from '../support/reviewer.ts';

/** Of the household's township, and of the one where it was taken in. */
const HOME = 'demo-reviewer-01';
const THERE = 'demo-reviewer-03';
const RESULT = '独生子女父母光荣证';

const phone = aBrowser();
const desk = aBrowser({ width: 1280, height: 800 });
const hall = aBrowser({ width: 1280, height: 800 });
let platform: PlatformProcess;

beforeAll(async () => {
  platform = await aPlatform();
  await platform.start();
});

afterAll(async () => {
  await phone.remove();
  await desk.remove();
  await hall.remove();
  await platform?.remove();
});

test('taken in at one township, decided by another, handed over where it was taken in', async () => {
  const address = `http://localhost:${platform.port}`;
  const demo = await platform.demo();
  const village = demo.villages.find(({ code }) => code === VILLAGE);
  const accountOf = (login: string) => {
    const found = demo.accounts.find((each) => each.login === login);
    if (found === undefined) throw new Error(`no account ${login}`);
    return found;
  };
  if (village === undefined) throw new Error('the demo county is not there');
  const made = await admin(
    platform.dataDir,
    'create-account',
    '--login',
    'window-there',
    '--name',
    '向窗口',
    '--role',
    'window',
    '--of',
    VILLAGE,
  );
  const password = /密码 (\S+)/.exec(made)?.[1] ?? '';

  const clerk = new Clerk(await phone.open());
  const reviewer = new Reviewer(await desk.open());
  const window = new Reviewer(await hall.open());
  onTestFailed(async () => {
    for (const [name, person] of Object.entries({ clerk, reviewer, window }))
      console.log(await person.describesScreen(name));
  });
  await clerk.enrolsWithCode(address, village.shortCode);
  const [couple] = await takePhotographs(clerk.page, 1);
  if (couple === undefined) throw new Error('no photograph');
  const number = await clerk.takesIn({
    ...application('V19', { 'V19-M5': [couple] }),
    isElsewhere: true,
  });
  const code = await clerk.readsCode();
  await clerk.sees(/已连上 · 全部送达/, 120_000);

  // Where it was taken in nobody decides it, and its reviewer does not see it.
  await window.signsIn(address, accountOf(THERE));
  await window.fills('搜号、姓名、村', number.slice(-9));
  await window.presses('搜');
  await window.sees(/^没有符合的/);
  await window.presses('退出');

  await reviewer.signsIn(address, accountOf(HOME));
  await reviewer.opensCase(number);
  await reviewer.presses('受理');
  await reviewer.presses('看文书预览');
  await reviewer.sees('受理通知书');
  await reviewer.presses('受理这件');
  await reviewer.sees(/^已发出：受理/);
  await reviewer.sees(/^看文书 宣受〔\d{4}〕1号$/);
  await reviewer.presses('办结');
  await reviewer.fills(/^结果/, RESULT);
  await reviewer.page.getByText('有，村民到这里领').click();
  await reviewer.page
    .getByLabel('由哪个窗口交')
    .selectOption({ label: '长潭河侗族乡洗马坪村' });
  await reviewer.presses('办结这件');
  await reviewer.sees(/^已发出：办结/);
  await reviewer.presses('出件');
  await reviewer.fills(/^文号/, '鄂宣独字0001号');
  await reviewer.presses('登记这份结果');
  await reviewer.sees(/^已发出：出件/);

  await window.signsIn(address, { login: 'window-there', password });
  await window.presses('待出件');
  await window.fills(/^收件号后9位或姓名/, number);
  await window.sees('鄂宣独字0001号');
  await window.presses(/^当面交：/);
  await window.presses('登记已领取');
  await window.sees(/^已领取，石示香，/);
  await window.sees('都交出去了。');

  // Both who took it in and who carries the receipt see how it went.
  await clerk.sendsNow();
  await clerk.seesConcluded([number]);
  const resident = new Person(await desk.open());
  await resident.opens(code);
  await resident.sees(/已领取/);
  for (const person of [clerk, reviewer, window]) person.seesNoViolation();
  expect(number).toMatch(/^\d{27}$/);
});
