// Which cells an object of the catalogue's format has, told by the schema that validates
// it, so that no key of the format can be forgotten in a spreadsheet.
import type * as v from 'valibot';

/** What is written into a cell: `lines` a text a line, `json` what has no simpler form. */
export type CellKind = 'text' | 'number' | 'boolean' | 'lines' | 'json';

export type Column = {
  /** `guide_summary`: keys of the path, joined. */
  key: string;
  path: readonly string[];
  kind: CellKind;
  isOptional: boolean;
};

type Schema = v.GenericSchema & {
  wrapped?: Schema;
  item?: Schema;
  entries?: Record<string, Schema>;
  literal?: unknown;
};

/** The columns of a row, without `left`, which have sheets of their own. */
export function columnsOf(
  schema: v.GenericSchema,
  left: readonly string[] = [],
): Column[] {
  return Object.entries((schema as Schema).entries ?? {})
    .filter(([key]) => !left.includes(key))
    .flatMap(([key, each]) => columnsAt(each, [key]));
}

function columnsAt(schema: Schema, path: readonly string[]): Column[] {
  const { inner, isOptional } = unwrap(schema);
  if (
    inner.type === 'object' &&
    inner === schema &&
    inner.entries !== undefined
  )
    return Object.entries(inner.entries).flatMap(([key, each]) =>
      columnsAt(each, [...path, key]),
    );
  return [{ key: path.join('_'), path, kind: kindOf(inner), isOptional }];
}

function kindOf({ type, item, literal }: Schema): CellKind {
  switch (type) {
    case 'string':
    case 'picklist':
      return 'text';
    case 'literal':
      return typeof literal === 'string' ? 'text' : 'json';
    case 'number':
    case 'boolean':
      return type;
    case 'array': {
      const of = item === undefined ? 'json' : kindOf(unwrap(item).inner);
      return of === 'text' ? 'lines' : 'json';
    }
    default:
      return 'json';
  }
}

function unwrap(schema: Schema): { inner: Schema; isOptional: boolean } {
  if (schema.wrapped === undefined) return { inner: schema, isOptional: false };
  const { inner, isOptional } = unwrap(schema.wrapped);
  return {
    inner,
    isOptional: isOptional || schema.type === 'exact_optional',
  };
}
