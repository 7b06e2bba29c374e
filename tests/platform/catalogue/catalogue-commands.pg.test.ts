import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, expect, test } from 'vitest';
import { findCurrentVersion } from '../../../src/platform/database/queries/catalogues.ts';
import {
  checkCatalogueFile,
  exportCatalogue,
  publishCatalogueFile,
} from '../../../src/platform/commands/catalogue-commands.ts';
import { catalogueText } from '../../../src/text/catalogue-sheets.ts';
import { COUNTY, startTestPlatform } from '../../support/test-platform.ts';

const { context, catalogueVersion } = await startTestPlatform();
const folder = mkdtempSync(join(tmpdir(), 'vsp-catalogue-'));
afterAll(() => rmSync(folder, { recursive: true }));
const xlsx = join(folder, 'a.xlsx');
const json = join(folder, 'a.json');

type File = {
  version: string;
  matters: { code: string; revision: number; promisedDays: number }[];
};
const edit = (change: (file: File) => void): string => {
  const file = JSON.parse(readFileSync(json, 'utf8')) as File;
  change(file);
  const path = join(folder, 'b.json');
  writeFileSync(path, JSON.stringify(file));
  return path;
};

test('the current version is taken out as XLSX and JSON, and nothing in them is new', async () => {
  for (const out of [xlsx, json]) {
    expect((await exportCatalogue(context, { out })).lines).toEqual([
      catalogueText.exported(catalogueVersion, out),
    ]);
    expect((await checkCatalogueFile(context, { file: out })).lines).toEqual([
      catalogueText.good(catalogueVersion),
      catalogueText.same,
    ]);
  }
  expect((await exportCatalogue(context, { out: 'x.pdf' })).ok).toBe(false);
  expect(
    (await exportCatalogue(context, { out: xlsx, version: 'none' })).lines,
  ).toEqual([catalogueText.noVersion('none')]);
});

test('a new version is published, and only one that keeps what was promised', async () => {
  const publish = async (file: string) =>
    await publishCatalogueFile(context, { file, by: '彭示桂' });
  expect((await publish(xlsx)).lines).toEqual([
    catalogueText.publishedBefore(catalogueVersion),
  ]);
  const unmarked = edit((file) => {
    file.version = '2026.12';
    const [first] = file.matters;
    if (first !== undefined) first.promisedDays += 1;
  });
  const refused = await publish(unmarked);
  // Its route does not add up to what it promises now, and that is said first.
  expect(refused.ok).toBe(false);
  const renamed = edit((file) => {
    file.version = '2026.12';
    for (const matter of file.matters) matter.revision += 1;
  });
  expect(
    (await publishCatalogueFile(context, { file: renamed })).lines,
  ).toEqual([catalogueText.whoPublishes]);
  expect((await publish(renamed)).lines).toEqual([
    catalogueText.published('2026.12'),
  ]);
  expect(await findCurrentVersion(context.sql, COUNTY)).toBe('2026.12');
  // Back to the lower revisions: changed, and not marked.
  const back = edit((file) => {
    file.version = '2026.13';
  });
  expect((await publish(back)).lines[0]).toContain('V01');
});

test('a file that is none is said to be none', async () => {
  const path = join(folder, 'c.xlsx');
  writeFileSync(path, 'no spreadsheet');
  for (const file of [path, join(folder, 'nowhere.json')])
    expect((await checkCatalogueFile(context, { file })).lines).toEqual([
      catalogueText.unreadable,
    ]);
});
