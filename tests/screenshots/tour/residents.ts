// The residents whom the device knows by the cases taken in on the way: listed, looked
// for, one of them, the township's list of them, and one who fills in a form.
import { batchText } from '../../../src/text/batch.ts';
import { residentsText } from '../../../src/text/residents.ts';
import { listText } from '../../../src/text/township-list.ts';
import { application } from '../../support/applications.ts';
import type { County } from './county.ts';

/** One of two has no name. */
const LIST = `姓名,身份证号,组
姚示江,000000197403040018,3组
,000000197607070024,3组
`;

export async function showResidents(county: County): Promise<void> {
  const { clerk } = county;
  const { page } = clerk;
  const rows = page.locator('main ul.rows');
  await county.goes('/residents', /^村民 [1-9]/);
  await rows.first().waitFor();
  await county.seesCounter('residents');
  await clerk.fills(residentsText.search, '没有这个人');
  await clerk.sees(residentsText.nothing('没有这个人'));
  await county.seesCounter('residents-found-none');
  await clerk.fills(residentsText.search, '');
  await rows.getByRole('link').first().click();
  await clerk.sees(residentsText.facts);
  await county.seesCounter('resident');

  await county.goes('/residents/list', listText.title);
  await county.seesCounter('township-list');
  await page.locator('main input[type=file]').setInputFiles({
    name: 'list.csv',
    mimeType: 'text/csv',
    buffer: Buffer.from(LIST),
  });
  await page.locator('main summary').click();
  await county.seesCounter('township-list-read');

  await county.goes('/batch/new?matter=V06', '医保参保 · 批量单');
  await county.seesCounter('batch-new');
  await clerk.fills(residentsText.search, '彭');
  await page.getByRole('button', { name: /找到[1-9]\d*人，放进单里$/ }).click();
  await page.locator('main table a').first().waitFor();
  await county.seesCounter('batch');
  await page.locator('main table a').first().click();
  await clerk.sees(batchText.takeOut);
  await county.seesCounter('batch-row');

  await county.goes('/', '首页');
  await clerk.begins(application('V14', {}));
  const draft = new URL(page.url()).pathname.replace(/\/[a-z]+$/, '');
  await clerk.fills(residentsText.searchToFill, '彭');
  await rows.getByRole('button').first().waitFor();
  await county.seesCounter('applicant-chosen-from');
  await rows.getByRole('button').first().click();
  await clerk.sees(residentsText.undo);
  await county.seesCounter('applicant-known');
  await county.goes(draft, /高龄津贴/);
  await clerk.presses('删除草稿');
  await clerk.seesHeading('首页');
}
