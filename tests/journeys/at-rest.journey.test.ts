// A phone is lost while it is switched on: what can be read in the browser's
// files, and in the platform's log, without any key?
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, expect, test } from 'vitest';
import type { Answer } from '../../src/domain/cases/answers.ts';
import { application, VILLAGE } from '../support/applications.ts';
import { aBrowser } from '../support/browser-process.ts';
import { admin } from '../support/admin-command.ts';
import { Clerk, matter } from '../support/clerk.ts';
import { takePhotographs } from '../support/photographs.ts';
import { aPlatform } from '../support/platform-process.ts';
import { connectToPrivate } from '../support/private-database.ts';

const SECOND_PIN = '604913';

const phone = aBrowser();
const platform = await aPlatform();

afterAll(async () => {
  await phone.remove();
  await platform.remove();
});

test('no name, number, address or photograph is readable in the profile of a killed browser, drafts, residents, a second clerk and a rotation included', async () => {
  await platform.start();
  const demo = await platform.demo();
  const village = demo.villages.find(({ code }) => code === VILLAGE);
  if (!village) throw new Error('the demo county is not there');
  const clerk = new Clerk(await phone.open());
  await clerk.enrolsWithCode(
    `http://localhost:${platform.port}`,
    village.shortCode,
  );
  await clerk.shellIsKept();
  const [face, drafted] = await takePhotographs(clerk.page, 2);
  if (!face || !drafted) throw new Error('no photograph');
  const sent = application('V03', { 'V03-M2': [face] });
  await clerk.takesIn(sent);
  await clerk.goesHome();
  const begun = application('V14', {});
  await clerk.begins(begun);
  await clerk.fillsForm(begun);
  const paper = matter('V14').materials.find(
    ({ required, source }) => required && source !== 'generated',
  );
  if (!paper) throw new Error('no paper to photograph');
  await clerk.photographsPaper(paper, [drafted]);
  await clerk.sees(/^已存/);

  // A second clerk comes, reads the draft, and goes: a new vault key is made, and
  // every row is sealed under it.
  await clerk.goesHome();
  await clerk.presses('更多');
  await clerk.presses('代办员和解锁方式');
  const sql = await connectToPrivate(platform.dataDir);
  const [device] = await sql<{ id: string }[]>`
    SELECT device_id AS id FROM devices`;
  const out = join(platform.dataDir, 'second.txt');
  await admin(
    platform.dataDir,
    'issue-ticket',
    '--device',
    device?.id ?? '',
    '--clerk',
    'second',
    '--name',
    '彭示春',
    '--policy',
    'pin',
    '--out',
    out,
  );
  await clerk.page.getByLabel('选登记文件').setInputFiles(out);
  await clerk.seesHeading('代办员');
  await clerk.fills(/^PIN（至少6位，别用生日）/, SECOND_PIN);
  await clerk.fills('再输一次', SECOND_PIN);
  await clerk.presses('设好，下一步');
  await clerk.sees('彭示春');
  await clerk.goesHome();
  await clerk.presses('锁');
  await clerk.page.getByRole('radio', { name: '彭示春' }).check();
  await clerk.unlocks(SECOND_PIN);
  // Whom the device knows is kept too.
  await clerk.presses('村民');
  await clerk.sees(/^吴示武/);
  await clerk.presses('更多');
  await clerk.presses('代办员和解锁方式');
  await clerk.presses('移走彭示春');
  await clerk.page
    .getByRole('dialog')
    .getByRole('button', { name: '移走', exact: true })
    .click();
  await clerk.unlocks();
  await clerk.goesHome();
  await clerk.sees('没办完 1');
  // Of both vault keys; a clerk who is added brings a copy of his own.
  await expect
    .poll(
      async () =>
        (await sql`SELECT DISTINCT vault_id FROM vault_escrows`).length,
      { timeout: 60_000 },
    )
    .toBe(2);
  await sql.end({ timeout: 5 });
  await phone.kill();

  const words = [sent, begun]
    .flatMap(({ answers }) => Object.values(answers))
    .flatMap(personalText);
  expect(words).toContain('吴示武');
  expect(words).toContain('000000193405210027');
  const found: string[] = [];
  const files = [
    ...allFiles(phone.profile),
    join(platform.dataDir, 'platform.log'),
  ];
  for (const file of files) {
    const bytes = readFileSync(file);
    for (const word of words)
      for (const [form, pattern] of forms(word))
        if (bytes.includes(pattern))
          found.push(`${word} as ${form} in ${file}`);
    // The photographs as they were taken, from behind their header on.
    for (const { buffer } of [face, drafted])
      if (bytes.includes(buffer.subarray(1000, 1100)))
        found.push(`the photograph in ${file}`);
  }
  expect(found).toEqual([]);
});

/** Names, numbers, addresses; not the dates and choices that anyone may have. */
function personalText(answer: Answer): string[] {
  if (typeof answer === 'object' && 'detail' in answer)
    return typeof answer.detail === 'string' ? [answer.detail] : [];
  if (typeof answer !== 'string') return [];
  return /^\d{4}-\d{2}-\d{2}$/.test(answer) || !/示|\d{4}/.test(answer)
    ? []
    : [answer];
}

function forms(word: string): [string, Buffer][] {
  const base64 = Buffer.from(word).toString('base64').replace(/=+$/, '');
  return [
    ['UTF-8', Buffer.from(word)],
    ['UTF-16', Buffer.from(word, 'utf16le')],
    // Its last character depends on what follows.
    ['base64', Buffer.from(base64.slice(0, -1))],
  ];
}

function allFiles(folder: string): string[] {
  return readdirSync(folder, { withFileTypes: true }).flatMap((entry) => {
    const path = join(folder, entry.name);
    if (entry.isDirectory()) return allFiles(path);
    return entry.isFile() ? [path] : [];
  });
}
