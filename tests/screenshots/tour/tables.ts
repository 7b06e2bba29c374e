// A form with a table: empty, filled in, with a row removed and one begun, wrong in a
// cell, read back, and as the township sees it.
import { takePhotographs } from '../../support/photographs.ts';
import type { County } from './county.ts';
import { withLeastPhotographs } from './names.ts';

export async function showTables(county: County): Promise<void> {
  const { clerk, reviewer } = county;
  const [photo] = await takePhotographs(clerk.page, 1);
  if (photo === undefined) throw new Error('no photograph');
  const household = withLeastPhotographs('V10', photo);
  await county.goes('/', '首页');
  await clerk.begins(household);
  const draft = new URL(clerk.page.url()).pathname.replace(/\/[a-z]+$/, '');
  await county.goes(`${draft}/form`, '填表');
  await county.seesCounter('table-empty');
  await county.goes(`${draft}/applicant`, '给谁办？');
  await clerk.fillsForm(household);
  await county.goes(`${draft}/form`, '填表');
  await county.seesCounter('table-filled');
  await clerk.page.locator('.table-row > summary').nth(1).click();
  await clerk.presses(/^删这一行/);
  await clerk.presses(/^添一行/);
  await county.seesCounter('table-row-new');
  await clerk.presses(/^恢复/);
  await clerk.page.getByRole('textbox', { name: '姓名' }).last().fill('向某军');
  await county.goes(`${draft}/check`, /核对/);
  await county.seesCounter('table-check-with-errors');
  await clerk.presses(/行：还没填公民身份号码$/);
  await clerk.seesHeading('填表');
  await county.seesCounter('table-cell-wrong');
  await clerk.presses(/^删这一行/);
  await county.goes(`${draft}/materials`, '材料');
  await clerk.handsInPapers(household);
  await county.goes(`${draft}/check`, /核对/);
  await county.seesCounter('table-check');
  await county.goes(`${draft}/materials`, '材料');
  const number = await clerk.checksAndSubmits();
  await county.sends();
  await county.arrives(7);
  await reviewer.backToList();
  await reviewer.opensCase(number);
  await county.seesConsole('case-table');
  await county.goes('/', '首页');
}
