import type { Field } from '../catalogue/form-schema.ts';

/** What stands in one cell. */
const OF_A_CELL: ReadonlySet<Field['type']> = new Set([
  'text',
  'idcard',
  'phone',
  'date',
  'money',
  'number',
  'area',
  'bankcard',
  'select',
]);

/**
 * The fields that a sheet of many people has as columns: what must or may have to be
 * answered and fits a cell. Whose row it is stands there already.
 */
export function batchColumns(form: {
  counterRole: string;
  fields: readonly Field[];
}): Field[] {
  const who = ['name', 'idNo'].map((what) => `${form.counterRole}.${what}`);
  return form.fields.filter(
    ({ type, multiple, required, requiredIf, prefill = '' }) =>
      OF_A_CELL.has(type) &&
      multiple !== true &&
      (required || requiredIf !== undefined) &&
      !who.includes(prefill),
  );
}
