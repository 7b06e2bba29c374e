// CSV (RFC 4180) as Excel and WPS open it by a double click: UTF-8 with its mark.

/** What a spreadsheet would take for a formula (OWASP, CSV injection). */
const FORMULA = /^[\s\u00a0\ufeff]*[=+\-@\t\r|\uff1d\uff0b\uff0d\uff20]/;

/**
 * Rows of text. What begins as a formula does gets an apostrophe before it, so that a
 * name that somebody has typed runs nothing on the computer of whoever opens the file.
 */
export function writeCsv(rows: readonly (readonly string[])[]): string {
  const lines = rows.map((row) => row.map(writeCell).join(','));
  return `\ufeff${lines.join('\r\n')}\r\n`;
}

function writeCell(text: string): string {
  const safe = FORMULA.test(text) ? `'${text}` : text;
  return `"${safe.replaceAll('"', '""')}"`;
}
