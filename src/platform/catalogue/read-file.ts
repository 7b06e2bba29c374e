import { readFileSync, statSync } from 'node:fs';
import type { FullCatalogue } from '../../domain/catalogue/full-catalogue-schema.ts';
import { readCatalogue } from '../../domain/catalogue/read-catalogue.ts';
import { catalogueText } from '../../text/catalogue-sheets.ts';
import { readXlsx, XLSX_BYTES } from '../spreadsheet/read-xlsx.ts';
import { catalogueFromWorkbook } from './sheets/from-workbook.ts';

/** More than so many nobody mends in one go. */
const MOST_LINES = 50;

export type CatalogueFile =
  /** `json`: as it is to be signed, keys that this program does not know included. */
  | { ok: true; catalogue: FullCatalogue; json: unknown }
  | { ok: false; lines: string[] };

/** A catalogue as somebody wishes to publish it, in JSON or as a spreadsheet. */
export function readCatalogueFile(path: string): CatalogueFile {
  const unreadable = { ok: false as const, lines: [catalogueText.unreadable] };
  const bytes = readBounded(path);
  if (bytes === undefined) return unreadable;
  if (/\.xlsx$/i.test(path)) {
    const sheets = readXlsx(bytes);
    if (!sheets.ok) return unreadable;
    const reading = catalogueFromWorkbook(sheets.value);
    return reading.ok
      ? { ok: true, catalogue: reading.value, json: reading.json }
      : refuse(
          reading.issues.map(({ place, code, detail }) =>
            catalogueText.problem(place, code, detail),
          ),
        );
  }
  const json = parse(bytes);
  if (json === undefined) return unreadable;
  const reading = readCatalogue(json);
  return reading.ok
    ? { ok: true, catalogue: reading.value, json }
    : refuse(
        reading.issues.map(({ path: place, code, detail, rule }) =>
          catalogueText.problem(
            place,
            code === 'unknownKey' ? 'shape' : code,
            rule ?? detail ?? '',
          ),
        ),
      );
}

function refuse(all: string[]): CatalogueFile {
  const lines = all.slice(0, MOST_LINES);
  const left = all.length - lines.length;
  if (left > 0) lines.push(catalogueText.more(left));
  return { ok: false, lines };
}

function readBounded(path: string): Uint8Array | undefined {
  try {
    return statSync(path).size > XLSX_BYTES ? undefined : readFileSync(path);
  } catch {
    return undefined;
  }
}

function parse(bytes: Uint8Array): unknown {
  try {
    return JSON.parse(new TextDecoder('utf-8', { fatal: true }).decode(bytes));
  } catch {
    return undefined;
  }
}
