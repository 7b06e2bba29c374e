import { readFileSync } from 'node:fs';
import { expect, test } from 'vitest';
import { readCatalogue } from '../../../src/domain/catalogue/read-catalogue.ts';
import { diffWorkbooks } from '../../../src/platform/catalogue/diff-catalogues.ts';
import { catalogueFromWorkbook } from '../../../src/platform/catalogue/sheets/from-workbook.ts';
import { catalogueToWorkbook } from '../../../src/platform/catalogue/sheets/to-workbook.ts';
import { readXlsx } from '../../../src/platform/spreadsheet/read-xlsx.ts';
import type { Sheet } from '../../../src/platform/spreadsheet/workbook.ts';
import { writeXlsx } from '../../../src/platform/spreadsheet/write-xlsx.ts';

const json: unknown = JSON.parse(
  readFileSync('src/domain/catalogue/data/matters.json', 'utf8'),
);
const reading = readCatalogue(json);
if (!reading.ok) throw new Error('the catalogue');
const catalogue = reading.value;
const book = catalogueToWorkbook(catalogue);

/** The same with one cell written over. */
function changed(
  sheet: string,
  row: number,
  key: string,
  text: string,
): Sheet[] {
  return book.map((each) => {
    if (each.name !== sheet) return each;
    const column = each.rows[1]?.indexOf(key) ?? -1;
    if (column < 0) throw new Error(key);
    return {
      ...each,
      rows: each.rows.map((cells, i) =>
        i === row - 1 ? cells.with(column, text) : cells,
      ),
    };
  });
}

test('the county’s catalogue goes out as XLSX and comes back the same', () => {
  const file = writeXlsx(book);
  const read = readXlsx(file);
  if (!read.ok) throw new Error(read.code);
  const back = catalogueFromWorkbook(read.value);
  if (!back.ok) throw new Error(JSON.stringify(back.issues.slice(0, 9)));
  expect(back.json).toEqual(json);
  expect(writeXlsx(catalogueToWorkbook(back.value))).toEqual(file);
});

test('codes of organs have a sheet of their own, and come back with their matter alone', () => {
  const coded = structuredClone(catalogue);
  const matter = coded.matters.find(({ code }) => code === 'V04');
  if (matter === undefined) throw new Error('V04');
  matter.officialCodes = [
    { town9: '422825102', code: '1134160200316619695002014006009' },
    { code: '1134160200316619694002014006009' },
  ];
  const back = catalogueFromWorkbook(catalogueToWorkbook(coded));
  expect(back.ok && back.json).toEqual(coded);
});

test('a row says what it is in Chinese, with its key below', () => {
  const fields = book.find(({ name }) => name === 'fields');
  expect(fields?.rows[0]?.slice(0, 4)).toEqual([
    '事项',
    '编号',
    '标签',
    '类型',
  ]);
  expect(fields?.rows[1]?.slice(0, 4)).toEqual([
    'matter',
    'id',
    'label',
    'type',
  ]);
  const required = fields?.rows[1]?.indexOf('required') ?? -1;
  expect(['是', '否']).toContain(fields?.rows[2]?.[required]);
});

test.each([
  ['fields', 3, 'required', '也许', 'notYesNo'],
  ['matters', 5, 'promisedDays', '五天', 'notNumber'],
  ['matters', 5, 'promisedDays', '-1', 'shape'],
  ['fields', 4, 'type', 'colour', 'shape'],
  ['fields', 4, 'matter', 'V99', 'noParent'],
  ['route', 3, 'officeId', 'nowhere', 'unknownReference'],
  ['checks', 3, 'expr', 'age(applicantIdNo) >', 'condition'],
  ['matters', 3, 'guide_summary', '', 'shape'],
  ['bundle_components', 4, 'subjects', '{', 'notList'],
  ['settings', 3, 'key', 'colour', 'unknownKey'],
  ['matters', 2, 'short', 'shorter', 'unknownKey'],
] as const)(
  'sheet %s, row %i, %s “%s” is said with its place',
  (sheet, row, key, text, code) => {
    const column = book
      .find(({ name }) => name === sheet)
      ?.rows[1]?.indexOf(key);
    const letter = String.fromCharCode(65 + (column ?? 0));
    const read = catalogueFromWorkbook(changed(sheet, row, key, text));
    if (read.ok) throw new Error('taken');
    const places = read.issues.map((issue) => [issue.place, issue.code]);
    const exact = (column ?? 0) < 26;
    expect(places).toContainEqual([
      exact
        ? `表 ${sheet} 第${row}行 ${letter}列`
        : (expect.stringMatching(`^表 ${sheet} 第${row}行 `) as string),
      code,
    ]);
  },
);

test('all that is wrong is said at once, and a sheet that is missing by its name', () => {
  const [first, ...rest] = changed('fields', 3, 'required', '也许').filter(
    ({ name }) => name !== 'villages',
  );
  const read = catalogueFromWorkbook([...rest, first as Sheet]);
  expect(read.ok ? [] : read.issues.map(({ code }) => code).sort()).toEqual([
    'noSheet',
    'notYesNo',
  ]);
});

test('what is new is said line by line, with what it was', () => {
  expect(diffWorkbooks(book, book)).toEqual([]);
  const short = catalogue.matters[0]?.short ?? '';
  expect(
    diffWorkbooks(book, changed('matters', 3, 'promisedDays', '4')),
  ).toEqual([
    `matters V01 ${short}，承诺工作日：`,
    `  原来 ${catalogue.matters[0]?.promisedDays}`,
    '  改成 4',
  ]);
  const without = book.map((each) =>
    each.name === 'fields'
      ? { ...each, rows: each.rows.filter((_, i) => i !== 2) }
      : each,
  );
  const [field] = catalogue.matters[0]?.fields ?? [];
  expect(diffWorkbooks(book, without)).toEqual([
    `去掉fields V01 ${field?.id} ${field?.label}`,
  ]);
  expect(diffWorkbooks(without, book)).toEqual([
    `新增fields V01 ${field?.id} ${field?.label}`,
  ]);
});
