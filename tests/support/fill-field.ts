// Puts one answer into a form, as the clerk would: types, chooses, adds rows.
import type { Locator } from 'playwright-core';
import type {
  Address,
  Answer,
  TableRow,
} from '../../src/domain/cases/answers.ts';
import type { Field } from '../../src/domain/catalogue/form-schema.ts';
import type { Person } from './person.ts';

export async function fillField(
  person: Person,
  field: Field,
  answer: Answer,
): Promise<void> {
  const at = person.page.locator(`[id="field-${field.id}"]`);
  const plain =
    typeof answer === 'number' ? answer.toString() : (answer as string);
  if (field.columns !== undefined)
    await fillRows(person, field, answer as TableRow[]);
  else if (field.type === 'address')
    await fillAddress(person, at, answer as Address);
  else if (field.type === 'select') await choose(at, field, plain);
  else await person.types(at, plain);
}

async function choose(
  group: Locator,
  { options = [] }: Field,
  option: string,
): Promise<void> {
  if (options.length <= 5) {
    await group.getByRole('radio', { name: option, exact: true }).check();
    return;
  }
  await group
    .getByRole('button', { name: /^(选|换)/ })
    .first()
    .click();
  await group.getByRole('button', { name: option, exact: true }).click();
}

/** The village is the station's own, which stands there already. */
async function fillAddress(
  person: Person,
  group: Locator,
  { group: n, detail }: Address,
): Promise<void> {
  if (n !== undefined) await person.types(group.getByLabel('组'), String(n));
  if (detail !== '') await person.types(group.getByLabel('门牌'), detail);
}

/** Row by row; the first stands there already when one is demanded. */
async function fillRows(
  person: Person,
  field: Field,
  rows: readonly TableRow[],
): Promise<void> {
  const table = person.page.locator(`[id="field-${field.id}"]`);
  for (const [n, row] of rows.entries()) {
    if (n > 0 || !field.required)
      await table.getByRole('button', { name: /^添一行/ }).click();
    for (const column of field.columns ?? []) {
      const cell = row[column.id];
      const id = `${field.id}.${n}.${column.id}`;
      if (cell !== undefined) await fillField(person, { ...column, id }, cell);
    }
  }
}
