// Back in the village: what the county has decided, and what can be done then.
import type { County } from './county.ts';

export async function showReturned(county: County): Promise<void> {
  const { clerk } = county;
  await county.sends();
  await county.goes('/', '首页');
  await clerk.sees('退回来的 1');
  await county.seesCounter('home-returned');
  await county.goes('/cases', '办件');
  await county.seesCounter('cases');
  await county.goes('/cases?show=returned', '办件');
  await county.seesCounter('cases-returned');
  for (const [of, name] of [
    ['certificate', 'accepted'],
    ['V03', 'rejected'],
    ['V06', 'concluded'],
    ['V16', 'received'],
    ['allowance', 'correcting'],
  ] as const) {
    await county.goesToCase(of);
    await county.seesCounter(`case-${name}`);
    if (of === 'certificate') await showSheet(county, 'originals');
  }
  await showSheet(county, 'correction');
  await clerk.presses(/^去补正/);
  await clerk.seesHeading('补正');
  await county.seesCounter('correction');
  await county.goesToCase('V16');
  await clerk.presses('改联系方式');
  await clerk.seesHeading('改联系方式');
  await county.seesCounter('change-contact');
  await county.goesToCase('V16');
  await clerk.presses('撤件');
  await clerk.seesHeading('撤件');
  await county.seesCounter('withdraw');
  await clerk.presses('撤回这件');
  await clerk.page.locator('.error-summary').waitFor();
  await county.seesCounter('withdraw-with-errors');
  await clerk.page.getByRole('radio', { name: '申请人不办了' }).check();
  await clerk.presses('撤回这件');
  await clerk.page.getByRole('dialog').waitFor();
  await county.seesCounter('withdraw-dialog');
  await clerk.presses('不撤');
  await county.goes('/', '首页');
  await clerk.page.getByRole('link', { name: /失业登记/ }).click();
  await clerk.presses('删除草稿');
  await clerk.seesHeading('首页');
  await county.seesCounter('home-draft-removed');
  await county.goes('/more', '更多');
  await county.seesCounter('more-with-removed-draft');
}

/** A sheet of the case that is open, and back to it. */
async function showSheet(county: County, name: string): Promise<void> {
  const { page } = county.clerk;
  const address = page.url();
  await page.locator(`main a[href$="/${name}"]`).first().click();
  await page.locator('.sheet h2').waitFor();
  await county.seesCounter(`print-${name}`);
  await page.goBack();
  await page.waitForURL(address);
}
