// What Chromium's own print engine has put into a PDF: how many pages, how large, and
// the text on each, by the fonts' ToUnicode tables. Reads what Skia writes, no more.
import { inflateSync } from 'node:zlib';

export type PdfPage = { widthMm: number; heightMm: number; text: string };

const MM_OF_POINT = 25.4 / 72;

type PdfObject = { head: string; stream: Buffer | undefined };

export function readPdf(bytes: Buffer): PdfPage[] {
  const objects = readObjects(bytes);
  const fonts = new Map<number, Font>();
  for (const [id, { head }] of objects) {
    const table = /\/ToUnicode (\d+) 0 R/.exec(head)?.[1];
    const stream = objects.get(Number(table))?.stream;
    if (stream !== undefined) fonts.set(id, readToUnicode(stream.toString()));
  }
  return [...objects.values()]
    .filter(({ head }) => /\/Type \/Page\b/.test(head))
    .map(({ head }) => {
      const [, width = 0, height = 0] =
        /\/MediaBox \[0 0 ([\d.]+) ([\d.]+)\]/.exec(head)?.map(Number) ?? [];
      const content = Number(/\/Contents (\d+) 0 R/.exec(head)?.[1]);
      const named = new Map(
        [...head.matchAll(/\/(F\d+) (\d+) 0 R/g)].map(([, name = '', id]) => [
          name,
          fonts.get(Number(id)),
        ]),
      );
      return {
        widthMm: width * MM_OF_POINT,
        heightMm: height * MM_OF_POINT,
        text: readText(objects.get(content)?.stream?.toString('latin1'), named),
      };
    });
}

function readObjects(bytes: Buffer): Map<number, PdfObject> {
  const file = bytes.toString('latin1');
  const objects = new Map<number, PdfObject>();
  for (const match of file.matchAll(/(?:^|\n)(\d+) 0 obj\n/g)) {
    const begin = match.index + match[0].length;
    const end = file.indexOf('\nendobj', begin);
    const at = file.indexOf('stream\n', begin);
    const hasStream = at >= 0 && at < end;
    const head = file.slice(begin, hasStream ? at : end);
    let stream: Buffer | undefined;
    if (hasStream) {
      const length = Number(/\/Length (\d+)/.exec(head)?.[1]);
      const from = at + 'stream\n'.length;
      const raw = bytes.subarray(from, from + length);
      stream = head.includes('/FlateDecode') ? inflateSync(raw) : raw;
    }
    objects.set(Number(match[1]), { head, stream });
  }
  return objects;
}

/** Glyph to text; `digits`: hexadecimal ones of a glyph, two of a drawn font. */
type Font = { digits: number; map: Map<number, string> };

function readToUnicode(table: string): Font {
  const map = new Map<number, string>();
  const [, space = '0000'] =
    /begincodespacerange\s*<([0-9A-F]+)>/i.exec(table) ?? [];
  const text = (hex: string) =>
    String.fromCharCode(
      ...(hex.match(/.{4}/g) ?? []).map((unit) => Number.parseInt(unit, 16)),
    );
  for (const [, part = ''] of table.matchAll(/beginbfchar([\s\S]*?)endbfchar/g))
    for (const [, from = '', to = ''] of part.matchAll(
      /<([0-9A-F]+)> <([0-9A-F]+)>/gi,
    ))
      map.set(Number.parseInt(from, 16), text(to));
  for (const [, part = ''] of table.matchAll(
    /beginbfrange([\s\S]*?)endbfrange/g,
  ))
    for (const [, from = '', last = '', to = ''] of part.matchAll(
      /<([0-9A-F]+)> <([0-9A-F]+)> <([0-9A-F]+)>/gi,
    )) {
      const first = Number.parseInt(from, 16);
      const length = Number.parseInt(last, 16) - first;
      for (let i = 0; i <= length; i += 1)
        map.set(first + i, String.fromCharCode(Number.parseInt(to, 16) + i));
    }
  return { digits: space.length, map };
}

/** All that is shown, in the order in which it is drawn, without spaces between. */
function readText(content = '', fonts: Map<string, Font | undefined>): string {
  let font: Font | undefined;
  let text = '';
  for (const [, name, hex] of content.matchAll(
    /\/(F\d+) [\d.]+ Tf|<([0-9A-F]+)>(?=[^\n]*T[jJ])/gi,
  )) {
    if (name !== undefined) font = fonts.get(name);
    if (hex === undefined || font === undefined) continue;
    for (let at = 0; at < hex.length; at += font.digits)
      text +=
        font.map.get(Number.parseInt(hex.slice(at, at + font.digits), 16)) ??
        '';
  }
  // Fonts give some characters as the radicals that look like them.
  return text.normalize('NFKC');
}
