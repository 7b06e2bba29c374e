// A phone is lost while it is switched on: what can be read in the browser's
// files, and in the platform's log, without any key?
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, expect, test } from 'vitest';
import type { Answer } from '../../src/domain/cases/answers.ts';
import { application, VILLAGE } from '../support/applications.ts';
import { aBrowser } from '../support/browser-process.ts';
import { Clerk } from '../support/clerk.ts';
import { takePhotographs } from '../support/photographs.ts';
import { aPlatform } from '../support/platform-process.ts';

const phone = aBrowser();
const platform = await aPlatform();

afterAll(async () => {
  await phone.remove();
  await platform.remove();
});

test('no name, number, address or photograph is readable in the profile of a killed browser', async () => {
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
  const [face] = await takePhotographs(clerk.page, 1);
  if (!face) throw new Error('no photograph');
  const sent = application('V03', { 'V03-M2': [face] });
  await clerk.takesIn(sent);
  await clerk.goesHome();
  const begun = application('V14', {});
  await clerk.begins(begun);
  await clerk.fillsForm(begun);
  await clerk.sees(/^已存/);
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
    // The photograph as it was taken, from behind its header on.
    if (bytes.includes(face.buffer.subarray(1000, 1100)))
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
