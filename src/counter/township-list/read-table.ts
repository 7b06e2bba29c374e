// The rows of a file that a township gives: CSV (RFC 4180) in UTF-8 or in GB 18030, as
// Chinese spreadsheets write it, or the first sheet of an XLSX (ECMA-376).

/** undefined: it is neither, or is not there any more. Rows without anything in them are left out. */
export async function readTable(file: Blob): Promise<string[][] | undefined> {
  const read = await file.arrayBuffer().catch(() => undefined);
  if (read === undefined) return undefined;
  const bytes = new Uint8Array(read);
  const isZip = bytes[0] === 0x50 && bytes[1] === 0x4b;
  const rows = await (isZip ? readSheet(bytes) : parseCsv(decode(bytes)));
  return rows?.filter((row) => row.some((cell) => cell !== ''));
}

function decode(bytes: Uint8Array): string {
  try {
    return new TextDecoder('utf-8', { fatal: true }).decode(bytes);
  } catch {
    return new TextDecoder('gb18030').decode(bytes);
  }
}

/**
 * A comma stands between cells; where there is a tabulator, as in what a spreadsheet
 * puts on the clipboard, that does and a comma is text.
 */
export function parseCsv(text: string): string[][] {
  const rows: string[][] = [];
  let row: string[] = [];
  const cells = text.includes('\t')
    ? /("(?:[^"]|"")*"|[^\t\r\n]*)(\t|\r?\n|\r|$)/g
    : /("(?:[^"]|"")*"|[^,\r\n]*)(,|\r?\n|\r|$)/g;
  for (const { 1: cell = '', 2: end = '', index } of text.matchAll(cells)) {
    // Behind the last row nothing begins.
    if (index === text.length && row.length === 0) break;
    row.push(
      (cell.startsWith('"')
        ? cell.slice(1, -1).replaceAll('""', '"')
        : cell
      ).trim(),
    );
    if (end === ',' || end === '\t') continue;
    rows.push(row);
    row = [];
  }
  return rows;
}

/** undefined: no sheet, or one that cannot be unpacked. */
async function readSheet(zip: Uint8Array): Promise<string[][] | undefined> {
  try {
    const part = async (name: string) =>
      new DOMParser().parseFromString(await unzip(zip, name), 'text/xml');
    const texts = (within: Element) =>
      [...within.querySelectorAll('t')].map((t) => t.textContent).join('');
    const shared = [
      ...(await part('xl/sharedStrings.xml')).querySelectorAll('si'),
    ].map(texts);
    const sheet = await part('xl/worksheets/sheet1.xml');
    return [...sheet.querySelectorAll('row')].map((row) => {
      const cells: string[] = [];
      for (const cell of row.querySelectorAll('c')) {
        const value = cell.querySelector('v')?.textContent ?? texts(cell);
        cells[columnOf(cell.getAttribute('r') ?? 'A')] = (
          cell.getAttribute('t') === 's' ? (shared[Number(value)] ?? '') : value
        ).trim();
      }
      return Array.from(cells, (cell: string | undefined) => cell ?? '');
    });
  } catch {
    return undefined;
  }
}

/** `B7` is 1. */
function columnOf(place: string): number {
  let column = 0;
  for (const letter of place.replace(/\d+/, ''))
    column = column * 26 + letter.charCodeAt(0) - 64;
  return column - 1;
}

const CENTRAL = 0x02014b50;
const DEFLATED = 8;

/**
 * One file of a ZIP, '' when it has none of that name. What is deflated there is a
 * gzip but for its frame, whose length and check the directory has: the oldest browsers
 * undo no other.
 * @throws when it is damaged.
 */
async function unzip(zip: Uint8Array, name: string): Promise<string> {
  const view = new DataView(zip.buffer);
  // The directory is the last part; nothing of it looks like its beginning by chance.
  for (let at = 0; at + 46 <= zip.length; at += 1) {
    if (view.getUint32(at, true) !== CENTRAL) continue;
    const length = view.getUint16(at + 28, true);
    const path = zip.subarray(at + 46, at + 46 + length);
    if (new TextDecoder().decode(path) !== name) continue;
    const from = view.getUint32(at + 42, true);
    const start =
      from +
      30 +
      view.getUint16(from + 26, true) +
      view.getUint16(from + 28, true);
    const packed = zip.slice(start, start + view.getUint32(at + 20, true));
    if (view.getUint16(at + 10, true) !== DEFLATED)
      return new TextDecoder().decode(packed);
    const gzip = new Blob([
      Uint8Array.of(31, 139, 8, 0, 0, 0, 0, 0, 0, 3),
      packed,
      zip.slice(at + 16, at + 20),
      zip.slice(at + 24, at + 28),
    ]);
    return new Response(
      gzip.stream().pipeThrough(new DecompressionStream('gzip')),
    ).text();
  }
  return '';
}
