// The way back, with a place for everything that is wrong: sheet, row, column.
import type { CatalogueIssue } from '../../../domain/catalogue/catalogue-issue.ts';
import { deriveStats } from '../../../domain/catalogue/check-stats.ts';
import type { FullCatalogue } from '../../../domain/catalogue/full-catalogue-schema.ts';
import { readCatalogue } from '../../../domain/catalogue/read-catalogue.ts';
import {
  catalogueText,
  type SheetProblem,
} from '../../../text/catalogue-sheets.ts';
import { columnLetters, type Sheet } from '../../spreadsheet/workbook.ts';
import { readCell } from './cell.ts';
import type { Column } from './column.ts';
import { SETTINGS, SHEETS, type SheetForm } from './sheet-list.ts';
import { keysOf } from './to-workbook.ts';
import { putAt } from './value-at.ts';

export type SheetIssue = { place: string; code: SheetProblem; detail: string };
export type SheetReading =
  | { ok: true; value: FullCatalogue; json: unknown }
  | { ok: false; issues: SheetIssue[] };

type Row = Record<string, unknown>;

/** Whose key is absent where a parent has no row. */
const OPTIONAL = ['official_codes'];

/** Reads, then checks as any catalogue that somebody wishes to publish. */
export function catalogueFromWorkbook(sheets: readonly Sheet[]): SheetReading {
  const reader = new Reader(sheets);
  const json = reader.read();
  if (reader.issues.length > 0) return { ok: false, issues: reader.issues };
  // Counted anew: nobody counts fields by hand.
  try {
    json['stats'] = deriveStats(json as unknown as FullCatalogue);
  } catch {
    json['stats'] = {};
  }
  const reading = readCatalogue(json);
  return reading.ok
    ? { ...reading, json }
    : { ok: false, issues: reading.issues.map((issue) => reader.place(issue)) };
}

class Reader {
  readonly issues: SheetIssue[] = [];
  /** Path in the file (`matters.3`) to where it was read. */
  readonly #places = new Map<
    string,
    { sheet: string; row: number; keys: string[] }
  >();
  readonly #sheets: ReadonlyMap<string, Sheet>;

  constructor(sheets: readonly Sheet[]) {
    this.#sheets = new Map(sheets.map((sheet) => [sheet.name.trim(), sheet]));
  }

  read(): Row {
    const json: Row = {};
    this.#readSettings(json);
    this.#readEnums(json);
    for (const form of SHEETS) {
      if (form.of === 'top') putAt(json, form.path, this.#readTop(form));
      else this.#readInner(form, json);
    }
    return json;
  }

  /** Where in the sheets an issue of the catalogue stands. */
  place({ path, code, detail, rule }: CatalogueIssue): SheetIssue {
    const parts = path.split('.');
    for (let length = parts.length; length > 0; length -= 1) {
      const found = this.#places.get(parts.slice(0, length).join('.'));
      if (found === undefined) continue;
      const rest = parts.slice(length);
      // The longest key that it may be: `guide_summary` before `guide`.
      const column = rest
        .map((_, i) => found.keys.indexOf(rest.slice(0, i + 1).join('_')))
        .findLast((at) => at >= 0);
      return {
        place: catalogueText.place(
          found.sheet,
          found.row,
          column === undefined ? '' : columnLetters(column),
        ),
        code: code === 'unknownKey' ? 'shape' : code,
        detail: rule ?? detail ?? '',
      };
    }
    return {
      place: path,
      code: code === 'unknownKey' ? 'shape' : code,
      detail: rule ?? detail ?? '',
    };
  }

  #add(
    at: { sheet: string; row: number; column: number },
    code: SheetProblem,
    detail = '',
  ): void {
    const { sheet, row, column } = at;
    const place = catalogueText.place(sheet, row, columnLetters(column));
    this.issues.push({ place, code, detail });
  }

  /** Rows below the keys, each cell by its key; none where the sheet is not there. */
  #rowsOf(
    name: string,
    known: readonly string[],
  ): { row: number; cells: Map<string, string>; keys: string[] }[] {
    const sheet = this.#sheets.get(name);
    if (sheet === undefined) {
      this.issues.push({ place: name, code: 'noSheet', detail: '' });
      return [];
    }
    const keys = (sheet.rows[1] ?? []).map((key) => key.trim());
    keys.forEach((key, column) => {
      if (key === '') return;
      const at = { sheet: name, row: 2, column };
      if (!known.includes(key)) this.#add(at, 'unknownKey', key);
      else if (keys.indexOf(key) !== column) this.#add(at, 'twiceKey', key);
    });
    return sheet.rows.slice(2).flatMap((cells, i) =>
      cells.every((text) => text.trim() === '')
        ? []
        : {
            row: i + 3,
            keys,
            cells: new Map(keys.map((key, c) => [key, cells[c] ?? ''])),
          },
    );
  }

  #readRow(
    name: string,
    columns: readonly Column[],
    read: { row: number; cells: Map<string, string>; keys: string[] },
  ): Row {
    const made: Row = {};
    for (const column of columns) {
      const cell = readCell(column, read.cells.get(column.key) ?? '');
      if (cell.ok) putAt(made, column.path, cell.value);
      else {
        const at = {
          sheet: name,
          row: read.row,
          column: read.keys.indexOf(column.key),
        };
        this.#add(at, cell.code);
      }
    }
    return made;
  }

  #readTop(form: Extract<SheetForm, { of: 'top' }>): Row[] {
    const { name, columns, path } = form;
    return this.#rowsOf(name, keysOf(form)).map((read, i) => {
      const { row, keys } = read;
      this.#places.set(`${path.join('.')}.${i}`, { sheet: name, row, keys });
      return this.#readRow(name, columns, read);
    });
  }

  #readInner(form: Extract<SheetForm, { of: 'inner' }>, json: Row): void {
    const { name, columns, key, id, parent, parents } = form;
    const list = json[parents[0] ?? ''] as Row[];
    const isOptional = OPTIONAL.includes(name);
    for (const each of list) if (!isOptional) each[key] = [];
    for (const read of this.#rowsOf(name, keysOf(form))) {
      const { row, keys, cells } = read;
      const wanted = (cells.get(parent) ?? '').trim();
      const at = list.findIndex((each) => each[id] === wanted);
      const owner = list[at];
      const inside = owner && ((owner[key] ??= []) as Row[]);
      if (inside === undefined) {
        const column = Math.max(0, keys.indexOf(parent));
        this.#add({ sheet: name, row, column }, 'noParent', wanted);
        continue;
      }
      this.#places.set(`${parents.join('.')}.${at}.${key}.${inside.length}`, {
        sheet: name,
        row,
        keys,
      });
      inside.push(this.#readRow(name, columns, read));
    }
  }

  #readSettings(json: Row): void {
    const known = new Map(SETTINGS.map((column) => [column.key, column]));
    for (const { row, cells } of this.#rowsOf('settings', ['key', 'value'])) {
      const key = (cells.get('key') ?? '').trim();
      const column = known.get(key);
      if (column === undefined) {
        this.#add({ sheet: 'settings', row, column: 0 }, 'unknownKey', key);
        continue;
      }
      const cell = readCell(column, cells.get('value') ?? '');
      this.#places.set(column.path.join('.'), {
        sheet: 'settings',
        row,
        keys: ['key', 'value'],
      });
      if (cell.ok) putAt(json, column.path, cell.value);
      else this.#add({ sheet: 'settings', row, column: 1 }, cell.code);
    }
  }

  #readEnums(json: Row): void {
    const enums: Record<string, Record<string, string>> = {};
    for (const { row, keys, cells } of this.#rowsOf('enums', [
      'list',
      'value',
      'meaning',
    ])) {
      const name = cells.get('list') ?? '';
      const value = cells.get('value') ?? '';
      const list = (enums[name] ??= {});
      if (Object.hasOwn(list, value))
        this.#add({ sheet: 'enums', row, column: 1 }, 'duplicate', value);
      list[value] = cells.get('meaning') ?? '';
      this.#places.set(`enums.${name}.${value}`, { sheet: 'enums', row, keys });
    }
    json['enums'] = enums;
  }
}
