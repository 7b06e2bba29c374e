// One case in a county whose surfaces have an origin each: taken in at the village's,
// its photograph looked at from the console's, its receipt looked up at the residents'.
import { afterAll, expect, onTestFailed, test } from 'vitest';
import { application, REVIEWER, VILLAGE } from '../support/applications.ts';
import { aBrowser } from '../support/browser-process.ts';
import { Clerk } from '../support/clerk.ts';
import { Person } from '../support/person.ts';
import { takePhotographs } from '../support/photographs.ts';
import { aPlatform } from '../support/platform-process.ts';
import { Reviewer } from '../support/reviewer.ts';

const phone = aBrowser();
const desk = aBrowser({ width: 1280, height: 800 });
const platform = await aPlatform();
const at = (name: string) => `http://${name}.localhost:${platform.port}`;

afterAll(async () => {
  await phone.remove();
  await desk.remove();
  await platform.remove();
});

test('a case goes from the village’s origin to the console’s and the residents’', async () => {
  await platform.start(undefined, {
    COUNTER_ORIGIN: at('counter'),
    REVIEW_ORIGIN: at('review'),
    RESIDENT_ORIGIN: at('www'),
    UPLOAD_ORIGIN: at('files'),
  });
  expect(platform.output()).toContain(`${at('review')}/review/`);
  const demo = await platform.demo();
  const village = demo.villages.find(({ code }) => code === VILLAGE);
  const account = demo.accounts.find(({ login }) => login === REVIEWER);
  if (!village || !account) throw new Error('the demo county is not there');

  const clerk = new Clerk(await phone.open());
  onTestFailed(async () => {
    console.log(await clerk.describesScreen('counter'));
  });
  const [face] = await takePhotographs(clerk.page, 1);
  if (face === undefined) throw new Error('no photograph');
  await clerk.enrolsWithCode(at('counter'), village.shortCode);
  const number = await clerk.takesIn(application('V03', { 'V03-M2': [face] }));
  const code = await clerk.readsCode();
  expect(code.startsWith(`${at('www')}/r#`)).toBe(true);
  await clerk.sees('县平台已收到');

  const reviewer = new Reviewer(await desk.open());
  onTestFailed(async () => {
    console.log(await reviewer.describesScreen('review'));
  });
  await reviewer.opens(`${at('counter')}/review/`);
  expect(reviewer.page.url()).toBe(`${at('review')}/review/`);
  await reviewer.signsIn(at('review'), account);
  await reviewer.opensCase(number);
  expect(await reviewer.hashesOfPhotographs(1)).toHaveLength(1);

  const resident = new Person(await reviewer.page.context().newPage());
  await resident.opens(code);
  await resident.sees('凭证是真的');
  // A receipt of before leads there too, its fragment with it.
  await resident.opens('about:blank');
  await resident.opens(code.replace(at('www'), at('counter')));
  expect(resident.page.url()).toBe(code);
  await resident.sees('凭证是真的');
  for (const person of [clerk, reviewer, resident])
    expect(person.violations).toEqual([]);
});
