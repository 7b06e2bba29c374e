// Office Open XML (ECMA-376), as little of it as Excel, WPS and LibreOffice open: every
// cell a text of its own, so that nothing is turned into a number, a date or a formula.
import { strToU8, zipSync } from 'fflate';
import { columnLetters, type Sheet, type Workbook } from './workbook.ts';

/** The format's own; a text that is longer is cut by Excel and lost. */
export const CELL_CHARACTERS = 32_767;
/** A file of the same content has the same bytes. 1980 is the first that zip knows. */
const MOMENT = new Date(1980, 0, 1);
const MAIN = 'http://schemas.openxmlformats.org/spreadsheetml/2006/main';
const OFFICE =
  'http://schemas.openxmlformats.org/officeDocument/2006/relationships';
const PACKAGE = 'http://schemas.openxmlformats.org/package/2006';
const TYPE = 'application/vnd.openxmlformats-officedocument.spreadsheetml';
const HEAD = '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n';

/** The bytes of an `.xlsx`. @throws RangeError when a cell is too long. */
export function writeXlsx(workbook: Workbook): Uint8Array<ArrayBuffer> {
  const files: Record<string, string> = {
    '[Content_Types].xml': `<Types xmlns="${PACKAGE}/content-types"><Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/><Default Extension="xml" ContentType="application/xml"/><Override PartName="/xl/workbook.xml" ContentType="${TYPE}.sheet.main+xml"/><Override PartName="/xl/styles.xml" ContentType="${TYPE}.styles+xml"/>${workbook.map((_, i) => `<Override PartName="/xl/worksheets/sheet${i + 1}.xml" ContentType="${TYPE}.worksheet+xml"/>`).join('')}</Types>`,
    '_rels/.rels': `<Relationships xmlns="${PACKAGE}/relationships"><Relationship Id="rId1" Type="${OFFICE}/officeDocument" Target="xl/workbook.xml"/></Relationships>`,
    'xl/workbook.xml': `<workbook xmlns="${MAIN}" xmlns:r="${OFFICE}"><sheets>${workbook.map(({ name }, i) => `<sheet name="${escaped(name)}" sheetId="${i + 1}" r:id="rId${i + 1}"/>`).join('')}</sheets></workbook>`,
    'xl/_rels/workbook.xml.rels': `<Relationships xmlns="${PACKAGE}/relationships">${workbook.map((_, i) => `<Relationship Id="rId${i + 1}" Type="${OFFICE}/worksheet" Target="worksheets/sheet${i + 1}.xml"/>`).join('')}<Relationship Id="rId${workbook.length + 1}" Type="${OFFICE}/styles" Target="styles.xml"/></Relationships>`,
    // Format 49 is text: what is typed into a cell later stays as it was typed.
    'xl/styles.xml': `<styleSheet xmlns="${MAIN}"><fonts count="1"><font/></fonts><fills count="1"><fill/></fills><borders count="1"><border/></borders><cellStyleXfs count="1"><xf/></cellStyleXfs><cellXfs count="2"><xf/><xf numFmtId="49" applyNumberFormat="1"/></cellXfs></styleSheet>`,
  };
  workbook.forEach((sheet, i) => {
    files[`xl/worksheets/sheet${i + 1}.xml`] = writeSheet(sheet);
  });
  const bytes = Object.entries(files).map(([path, text]) => [
    path,
    strToU8(HEAD + text),
  ]);
  return new Uint8Array(
    zipSync(Object.fromEntries(bytes) as Record<string, Uint8Array>, {
      mtime: MOMENT,
    }),
  );
}

function writeSheet({ rows }: Sheet): string {
  const width = Math.max(1, ...rows.map((row) => row.length));
  const lines = rows.map((row, r) => {
    const cells = row.map((text, c) =>
      text === '' ? '' : writeCell(`${columnLetters(c)}${r + 1}`, text),
    );
    return `<row r="${r + 1}">${cells.join('')}</row>`;
  });
  return `<worksheet xmlns="${MAIN}"><cols><col min="1" max="${width}" width="18" style="1" customWidth="1"/></cols><sheetData>${lines.join('')}</sheetData></worksheet>`;
}

function writeCell(reference: string, text: string): string {
  if (text.length > CELL_CHARACTERS) throw new RangeError('too long a cell');
  return `<c r="${reference}" s="1" t="inlineStr"><is><t xml:space="preserve">${escaped(text)}</t></is></c>`;
}

/** What XML 1.0 cannot hold; lone halves of a pair go when the text is encoded. */
const UNSAYABLE = /[^\t\n\r\u0020-\ufffd\u{10000}-\u{10ffff}]/gu;

/** What cannot be said becomes the sign for it. */
function escaped(text: string): string {
  return (
    text
      .replaceAll(UNSAYABLE, '\ufffd')
      .replaceAll('&', '&amp;')
      .replaceAll('<', '&lt;')
      .replaceAll('>', '&gt;')
      .replaceAll('"', '&quot;')
      // A parser makes a line feed of it.
      .replaceAll('\r', '&#13;')
  );
}
