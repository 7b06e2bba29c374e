import { gzipSync } from 'node:zlib';
import { strToU8, zipSync } from 'fflate';
import * as fc from 'fast-check';
import { expect, test } from 'vitest';
import { readXlsx } from '../../../src/platform/spreadsheet/read-xlsx.ts';
import { writeCsv } from '../../../src/platform/spreadsheet/write-csv.ts';
import { writeXlsx } from '../../../src/platform/spreadsheet/write-xlsx.ts';

const book = (sheet: string, parts: Record<string, string> = {}) =>
  zipSync(
    Object.fromEntries(
      Object.entries({
        'xl/workbook.xml':
          '<x:workbook xmlns:r="o"><sheets><x:sheet name="一" r:id="rId7"/></sheets></x:workbook>',
        'xl/_rels/workbook.xml.rels':
          '<Relationships><Relationship Id="rId7" Target="/xl/worksheets/s.xml"/></Relationships>',
        'xl/worksheets/s.xml': sheet,
        ...parts,
      }).map(([path, text]) => [path, strToU8(text)]),
    ),
  );

/** A workbook of `count` sheets, in so many parts. */
function manySheets(count: number, rows: string, parts = count): Uint8Array {
  const each = (make: (i: number) => string, many = count) =>
    Array.from({ length: many }, (_, i) => make(i)).join('');
  const sheet = `<sheetData>${rows}</sheetData>`;
  return book(sheet, {
    'xl/workbook.xml': `<sheets>${each((i) => `<sheet name="${i}" id="r${i % parts}"/>`)}</sheets>`,
    'xl/_rels/workbook.xml.rels': each(
      (i) => `<Relationship Id="r${i}" Target="worksheets/s${i}.xml"/>`,
      parts,
    ),
    ...Object.fromEntries(
      Array.from({ length: parts }, (_, i) => [
        `xl/worksheets/s${i}.xml`,
        sheet,
      ]),
    ),
  });
}

test('whatever text is written is read again, cell by cell', () => {
  const cell = fc.oneof(
    fc.string({ unit: 'grapheme', maxLength: 20 }),
    fc.constantFrom('=1+1', 'a\nb', '<&">', '000123', ' x ', '_x000D_x'),
  );
  fc.assert(
    fc.property(
      fc.array(
        fc.array(
          cell.filter((text) => !/_x[\dA-F]{4}_/.test(text)),
          {
            maxLength: 5,
          },
        ),
        { maxLength: 6 },
      ),
      (rows) => {
        const written = writeXlsx([{ name: '表', rows }]);
        const read = readXlsx(written);
        const trimmed = rows.map((row) => {
          const end = row.findLastIndex((text) => text !== '') + 1;
          return row.slice(0, end);
        });
        const end = trimmed.findLastIndex((row) => row.length > 0) + 1;
        expect(read).toEqual({
          ok: true,
          value: [{ name: '表', rows: trimmed.slice(0, end) }],
        });
      },
    ),
    { numRuns: 200 },
  );
});

test('a file as Excel and WPS save it is read: shared texts, numbers, gaps', () => {
  const sheet =
    '<worksheet><sheetData><row r="2"><c r="B2" t="s"><v>0</v></c><c r="D2"><v>12</v></c><c r="E2" t="b"><v>1</v></c><c r="F2" s="3"/></row></sheetData></worksheet>';
  const read = readXlsx(
    book(sheet, {
      'xl/sharedStrings.xml':
        '<sst><si><r><t>甲</t></r><r><rPr/><t xml:space="preserve"> &amp;乙</t></r><rPh><t>x</t></rPh></si></sst>',
    }),
  );
  expect(read).toEqual({
    ok: true,
    value: [{ name: '一', rows: [[], ['', '甲 &乙', '', '12', 'TRUE']] }],
  });
});

test.each([
  ['nothing', new Uint8Array()],
  ['no zip', strToU8('PK no zip')],
  ['another zip', zipSync({ a: strToU8('b') })],
  ['torn', book('<worksheet/>').subarray(0, 90)],
  ['gzip', new Uint8Array(gzipSync('x'))],
  ['entities', book('<!DOCTYPE x [<!ENTITY a "b">]><worksheet/>')],
])('%s is no spreadsheet', (_, bytes) => {
  expect(readXlsx(bytes)).toEqual({ ok: false, code: 'badRequest' });
});

test.each([
  ['of many bytes', new Uint8Array(11 * 1024 * 1024)],
  // 70 MB of one letter are 70 kB.
  ['a bomb', book('<worksheet>' + ' '.repeat(70 * 1024 * 1024))],
  [
    'of many parts',
    book(
      '',
      Object.fromEntries(
        Array.from({ length: 1100 }, (_, i) => [`xl/media/${i}`, '']),
      ),
    ),
  ],
  ['with a far row', book('<sheetData><row r="1048576"></row></sheetData>')],
  [
    'with a far column',
    book('<sheetData><row r="1"><c r="XFD1"><v>1</v></c></row></sheetData>'),
  ],
  // Each row says one far cell; each sheet alone might be.
  [
    'of many wide sheets',
    manySheets(30, '<row><c r="GR1"><v>1</v></c></row>'.repeat(20_000)),
  ],
])('a file %s is too large, and is not unpacked', (_, bytes) => {
  const before = process.memoryUsage().rss;
  expect(readXlsx(bytes)).toEqual({ ok: false, code: 'payloadTooLarge' });
  expect(process.memoryUsage().rss - before).toBeLessThan(200 * 1024 * 1024);
});

test('a sheet that is named a thousand times is read once', () => {
  const bytes = manySheets(1000, '<row><c><v>1</v></c></row>', 1);
  expect(readXlsx(bytes)).toEqual({
    ok: true,
    value: [{ name: '0', rows: [['1']] }],
  });
});

test('a bomb that says it is small is torn, not unpacked', () => {
  const bytes = book(`<worksheet>${' '.repeat(30 * 1024 * 1024)}</worksheet>`);
  // The size that the directory at the end states.
  const name = Buffer.from('xl/worksheets/s.xml');
  const at = Buffer.from(bytes).lastIndexOf(name);
  new DataView(bytes.buffer, bytes.byteOffset).setUint32(
    at - 46 + 24,
    100,
    true,
  );
  const read = readXlsx(bytes);
  expect(read.ok ? read.value[0]?.rows : read.code).toSatisfy(
    (value: unknown) =>
      value === 'badRequest' || (Array.isArray(value) && value.length === 0),
  );
});

test('a name that begins as a formula runs nothing', () => {
  const rows = [
    [
      '=HYPERLINK("http://x")',
      '+1',
      '-1',
      '@x',
      '\tx',
      ' =1',
      '＝1',
      '张"三',
      'V14',
    ],
  ];
  expect(writeCsv(rows)).toBe(
    '\ufeff"\'=HYPERLINK(""http://x"")","\'+1","\'-1","\'@x","\'\tx","\' =1","\'＝1","张""三","V14"\r\n',
  );
});
