import type { FullCatalogue } from '../../../domain/catalogue/full-catalogue-schema.ts';
import { SHEET_HEADINGS } from '../../../text/catalogue-sheets.ts';
import type { Sheet } from '../../spreadsheet/workbook.ts';
import { writeCell } from './cell.ts';
import type { Column } from './column.ts';
import { SETTINGS, SHEETS, type SheetForm } from './sheet-list.ts';
import { valueAt } from './value-at.ts';

/** A catalogue as sheets: a row of headings, a row of keys, then a row a thing. */
export function catalogueToWorkbook(catalogue: FullCatalogue): Sheet[] {
  return [
    sheet('settings', ['key', 'value'], settingsOf(catalogue)),
    sheet('enums', ['list', 'value', 'meaning'], enumsOf(catalogue)),
    ...SHEETS.map((form) =>
      sheet(form.name, keysOf(form), rowsOf(form, catalogue)),
    ),
  ];
}

function settingsOf(catalogue: FullCatalogue): string[][] {
  return SETTINGS.flatMap((column) => {
    const value = valueAt(catalogue, column.path);
    return value === undefined ? [] : [[column.key, writeCell(column, value)]];
  });
}

function enumsOf({ enums }: FullCatalogue): string[][] {
  return Object.entries(enums).flatMap(([list, labels]) =>
    Object.entries(labels).map(([value, meaning]) => [list, value, meaning]),
  );
}

/** Row 2 of a sheet. */
export function keysOf(form: SheetForm): string[] {
  const own = form.columns.map(({ key }) => key);
  return form.of === 'inner' ? [form.parent, ...own] : own;
}

function sheet(name: string, keys: string[], rows: string[][]): Sheet {
  const heads = keys.map((key) => SHEET_HEADINGS[key] ?? key);
  return { name, rows: [heads, keys, ...rows] };
}

function rowsOf(form: SheetForm, catalogue: FullCatalogue): string[][] {
  if (form.of === 'top')
    return list(valueAt(catalogue, form.path)).map((row) =>
      cells(form.columns, row),
    );
  return list(valueAt(catalogue, form.parents)).flatMap((parent) =>
    list(valueAt(parent, [form.key])).map((row) => [
      String(valueAt(parent, [form.id])),
      ...cells(form.columns, row),
    ]),
  );
}

function cells(columns: readonly Column[], row: unknown): string[] {
  return columns.map((column) => writeCell(column, valueAt(row, column.path)));
}

function list(value: unknown): unknown[] {
  return Array.isArray(value) ? value : [];
}
