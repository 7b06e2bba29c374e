// Reads the text of an `.xlsx` that a stranger may have made: nothing in it is run,
// fetched or followed, and it can take no more memory than is said here.
import { strFromU8, unzipSync, type Unzipped } from 'fflate';
import type { Outcome } from '../../protocol/error-code.ts';
import { columnOf, type Sheet } from './workbook.ts';

/** Of the file; the catalogue of a county is a tenth of it. */
export const XLSX_BYTES = 10 * 1024 * 1024;
/** Of all parts that are read, as they say themselves and at most, inflated. */
const INFLATED_BYTES = 64 * 1024 * 1024;
const ENTRIES = 1000;
const COLUMNS = 200;
/** Of all sheets together: a row that says one far cell takes all before it. */
const ROWS = 50_000;

/** What of a package is text of sheets; pictures, macros and links are passed over. */
const READ =
  /^xl\/(workbook\.xml|_rels\/workbook\.xml\.rels|sharedStrings\.xml|worksheets\/[\w-]+\.xml)$/;

/**
 * Its sheets in their order. `payloadTooLarge`: larger, or inflated larger, than any
 * file of ours; `badRequest`: none that can be read.
 */
export function readXlsx(
  bytes: Uint8Array,
): Outcome<Sheet[], 'payloadTooLarge' | 'badRequest'> {
  if (bytes.length > XLSX_BYTES) return { ok: false, code: 'payloadTooLarge' };
  let sum = 0;
  let entries = 0;
  try {
    const files = unzipSync(bytes, {
      filter: ({ name, originalSize }) => {
        entries += 1;
        if (entries > ENTRIES) throw new TooLarge();
        if (!READ.test(name)) return false;
        sum += originalSize;
        // Nothing is inflated beyond the size that it says itself.
        if (sum > INFLATED_BYTES) throw new TooLarge();
        return true;
      },
    });
    return { ok: true, value: readSheets(files) };
  } catch (error) {
    return {
      ok: false,
      code: error instanceof TooLarge ? 'payloadTooLarge' : 'badRequest',
    };
  }
}

class TooLarge extends Error {}

function readSheets(files: Unzipped): Sheet[] {
  const text = (path: string) => {
    const part = files[path];
    // A part is read once, however many sheets say that it is theirs.
    delete files[path];
    return part === undefined ? undefined : strFromU8(part);
  };
  const book = text('xl/workbook.xml');
  if (book === undefined) throw new Error('no workbook');
  const targets = new Map<string, string>();
  for (const { name, attributes } of tokens(
    text('xl/_rels/workbook.xml.rels') ?? '',
  ))
    if (name === 'Relationship')
      targets.set(attributes('Id'), attributes('Target'));
  const shared = readShared(text('xl/sharedStrings.xml') ?? '');
  const sheets: Sheet[] = [];
  let left = ROWS;
  for (const { name, attributes } of tokens(book)) {
    if (name !== 'sheet') continue;
    const target = targets.get(attributes('id')) ?? '';
    const xml = text(`xl/${target.replace(/^(\/xl\/|\.\/)/, '')}`);
    if (xml === undefined) continue;
    const rows = readRows(xml, shared, left);
    left -= rows.length;
    sheets.push({ name: attributes('name'), rows });
  }
  return sheets;
}

function readShared(xml: string): string[] {
  const all: string[] = [];
  let inText = false;
  // Of a word's reading, in a Japanese file.
  let inReading = false;
  for (const { name, isEnd, isEmpty, content } of tokens(xml)) {
    if (name === 'si' && !isEnd) all.push('');
    else if (name === 'rPh') inReading = !isEnd;
    else if (name === 't') inText = !isEnd && !isEmpty;
    else if (name === '' && inText && !inReading)
      all[all.length - 1] += decoded(content);
  }
  return all;
}

function readRows(
  xml: string,
  shared: readonly string[],
  most: number,
): string[][] {
  const rows: string[][] = [];
  let row: string[] = [];
  let column = -1;
  let type = '';
  let taken = '';
  let isTaking = false;
  for (const { name, isEnd, isEmpty, attributes, content } of tokens(xml)) {
    if (name === 'row' && !isEnd) {
      const at = Number(attributes('r')) - 1;
      if (!(at < most) && attributes('r') !== '') throw new TooLarge();
      while (attributes('r') !== '' && rows.length < at) rows.push([]);
      if (rows.length >= most) throw new TooLarge();
      row = [];
      column = -1;
      rows.push(row);
    } else if (name === 'c' && !isEnd) {
      column = columnOf(attributes('r')) ?? column + 1;
      if (column >= COLUMNS) throw new TooLarge();
      type = attributes('t');
      taken = '';
    } else if (name === 'v' || name === 't') isTaking = !isEnd && !isEmpty;
    else if (name === '' && isTaking) taken += decoded(content);
    if (name !== 'c' || (!isEnd && !isEmpty)) continue;
    while (row.length < column) row.push('');
    row[column] = isEmpty ? '' : valueOf(type, taken, shared);
  }
  // What is only formatted is nothing.
  for (const each of rows) while (each.at(-1) === '') each.pop();
  while (rows.at(-1)?.length === 0) rows.pop();
  return rows;
}

function valueOf(
  type: string,
  taken: string,
  shared: readonly string[],
): string {
  if (type === 's') return shared[Number(taken)] ?? '';
  if (type === 'b') return taken === '1' ? 'TRUE' : 'FALSE';
  return taken;
}

type Token = {
  /** Without its prefix; '' = text between elements. */
  name: string;
  isEnd: boolean;
  isEmpty: boolean;
  /** Value of an attribute, without a prefix of its name; '' = it has none. */
  attributes: (name: string) => string;
  content: string;
};

const none = () => '';

/** Elements and texts in their order; no entity but XML's own five is known. */
function* tokens(xml: string): Generator<Token> {
  for (let at = 0; at < xml.length;) {
    const open = xml.indexOf('<', at);
    const end = open === -1 ? xml.length : open;
    if (end > at)
      yield {
        name: '',
        isEnd: false,
        isEmpty: false,
        attributes: none,
        content: xml.slice(at, end),
      };
    if (open === -1) return;
    const close = xml.indexOf('>', open);
    if (close === -1) throw new Error('torn XML');
    const inside = xml.slice(open + 1, close);
    at = close + 1;
    if (inside.startsWith('!')) throw new Error('no part of a workbook');
    const [, slash = '', name = ''] =
      /^(\/?)(?:[\w-]+:)?([\w-]+)/.exec(inside) ?? [];
    if (name === '') continue;
    yield {
      name,
      isEnd: slash !== '',
      isEmpty: inside.endsWith('/'),
      attributes: (wanted) => {
        const found = new RegExp(`[\\s:]${wanted}="([^"]*)"`).exec(inside);
        return decoded(found?.[1] ?? '');
      },
      content: '',
    };
  }
}

const ENTITIES: Record<string, string> = {
  amp: '&',
  lt: '<',
  gt: '>',
  quot: '"',
  apos: "'",
};

function decoded(text: string): string {
  return text
    .replaceAll(
      /&(#x[\da-fA-F]{1,6}|#\d{1,7}|\w{1,5});/g,
      (whole, name: string) => {
        if (!name.startsWith('#')) return ENTITIES[name] ?? whole;
        const code = Number(name.replace('#x', '0x').replace('#', ''));
        return code <= 0x10_ff_ff ? String.fromCodePoint(code) : whole;
      },
    )
    .replaceAll(/_x([\dA-F]{4})_/g, (_, hex: string) =>
      String.fromCharCode(Number.parseInt(hex, 16)),
    );
}
