// Puts one answer into a form, as the clerk would: types, chooses, adds rows.
import type { Locator, Page } from 'playwright-core';
import type {
  Address,
  Answer,
  TableRow,
} from '../../src/domain/cases/answers.ts';
import type { Field } from '../../src/domain/catalogue/form-schema.ts';

export async function fillField(
  page: Page,
  field: Field,
  answer: Answer,
): Promise<void> {
  const at = page.locator(`[id="field-${field.id}"]`);
  const plain =
    typeof answer === 'number' ? answer.toString() : (answer as string);
  if (field.columns !== undefined)
    await fillRows(page, field, answer as TableRow[]);
  else if (field.type === 'address')
    await fillAddress(page, at, answer as Address);
  else if (field.type === 'select') await choose(at, field, plain);
  else await type(page, at, plain);
}

async function type(page: Page, input: Locator, text: string): Promise<void> {
  await input.fill(text);
  await page.keyboard.press('Tab');
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
  page: Page,
  group: Locator,
  { group: n, detail }: Address,
): Promise<void> {
  if (n !== undefined) await group.getByLabel('组').fill(String(n));
  await type(page, group.getByLabel('门牌'), detail);
}

/** Row by row; the first stands there already when one is demanded. */
async function fillRows(
  page: Page,
  field: Field,
  rows: readonly TableRow[],
): Promise<void> {
  const table = page.locator(`[id="field-${field.id}"]`);
  for (const [n, row] of rows.entries()) {
    if (n > 0 || !field.required)
      await table.getByRole('button', { name: /^添一行/ }).click();
    for (const column of field.columns ?? []) {
      const cell = row[column.id];
      const id = `${field.id}.${n}.${column.id}`;
      if (cell !== undefined) await fillField(page, { ...column, id }, cell);
    }
  }
}
