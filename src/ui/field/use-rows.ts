import { useRef, useState } from 'preact/hooks';
import type { Answer, TableRow } from '../../domain/cases/answers.ts';
import type { Column } from '../../domain/catalogue/form-schema.ts';
import type { FieldProps } from './field-props.ts';

/** `key`: its place when the table was opened, kept while others come and go. */
export type Row = { key: number; cells: TableRow };
export type RemovedRow = { row: Row; at: number };

type Held = {
  rows: Row[];
  removed: RemovedRow[];
  nextKey: number;
  /** The answer that was looked at last. */
  seen: Answer | undefined;
};

/**
 * The rows as they stand on the screen. A row in which nothing is filled in yet is not
 * in the answer, so that an open empty row is nothing to object to; what was removed
 * can be put back until the page is left.
 */
export function useRows({ field, value, onChange }: FieldProps) {
  const [, redraw] = useState({});
  const first = useRef<Held | undefined>(undefined);
  const held = (first.current ??= opened(value, field.required));
  if (held.seen !== value) {
    held.seen = value;
    // Changed from outside: what was typed here comes back as it was sent out.
    if (!isSame(filled(held.rows), rowsOf(value)))
      Object.assign(held, opened(value, false));
  }

  const put = (change: Partial<Held>) => {
    Object.assign(held, change);
    redraw({});
  };
  const answer = (change: Partial<Held>) => {
    put(change);
    const rows = filled(held.rows);
    onChange(rows.length > 0 ? rows : undefined);
  };

  return {
    rows: held.rows,
    removed: held.removed,
    /** An empty row at the end, or the one that stands there already. */
    add(): Row {
      const last = held.rows[held.rows.length - 1];
      if (last !== undefined && isBlank(last)) return last;
      const row = { key: held.nextKey, cells: {} };
      put({ rows: [...held.rows, row], nextKey: held.nextKey + 1 });
      return row;
    },
    change(key: number, columnId: string, cell: Answer | undefined) {
      answer({
        rows: held.rows.map((row) =>
          row.key === key
            ? { key, cells: changed(row, field.columns ?? [], columnId, cell) }
            : row,
        ),
      });
    },
    remove(key: number) {
      const at = held.rows.findIndex((row) => row.key === key);
      const row = held.rows[at];
      if (row === undefined) return;
      answer({
        rows: held.rows.filter((other) => other !== row),
        removed: isBlank(row) ? held.removed : [...held.removed, { row, at }],
      });
    },
    restore(removed: RemovedRow) {
      answer({
        rows: [
          ...held.rows.slice(0, removed.at),
          removed.row,
          ...held.rows.slice(removed.at),
        ],
        removed: held.removed.filter((other) => other !== removed),
      });
    },
  };
}

/** The rows of an answer; of one that is no table none. */
export function rowsOf(value: Answer | undefined): TableRow[] {
  return Array.isArray(value)
    ? value.filter((row): row is TableRow => typeof row === 'object')
    : [];
}

/** A table that must be filled in begins with its first row. */
function opened(value: Answer | undefined, isRequired: boolean): Held {
  const given = rowsOf(value);
  const rows = given.length === 0 && isRequired ? [{}] : given;
  return {
    rows: rows.map((cells, key) => ({ key, cells })),
    removed: [],
    nextKey: rows.length,
    seen: value,
  };
}

const isBlank = ({ cells }: Row) => Object.keys(cells).length === 0;

const filled = (rows: readonly Row[]): TableRow[] =>
  rows.filter((row) => !isBlank(row)).map(({ cells }) => cells);

/** Cells stand in the order of the columns, whatever was typed first. */
function changed(
  { cells }: Row,
  columns: readonly Column[],
  columnId: string,
  cell: Answer | undefined,
): TableRow {
  return Object.fromEntries(
    columns.flatMap(({ id }) => {
      const next = id === columnId ? cell : cells[id];
      return typeof next === 'string' || typeof next === 'number'
        ? [[id, next]]
        : [];
    }),
  );
}

const isSame = (one: readonly TableRow[], other: readonly TableRow[]) =>
  JSON.stringify(one) === JSON.stringify(other);
