import { PIN } from '../../support/clerk.ts';
import type { County } from './county.ts';

export async function setUpDevice(county: County): Promise<void> {
  const { clerk } = county;
  await clerk.opens(county.station);
  await clerk.seesHeading('这台设备怎么开始用');
  await county.seesCounter('set-up-ticket');
  await clerk.fills('输登记码（8位）', '12');
  await clerk.presses('取登记码');
  await clerk.page.getByRole('alert').waitFor();
  await county.seesCounter('set-up-code-too-short');
  await clerk.fills('输登记码（8位）', county.given.village.shortCode);
  await clerk.presses('取登记码');
  await clerk.page.getByLabel('再输一次').first().waitFor();
  await county.seesCounter('set-up-secret');
  await clerk.fills(/^PIN/, '111111');
  await clerk.fills('再输一次', '111111');
  await clerk.presses('设好，下一步');
  await clerk.page.getByRole('alert').first().waitFor();
  await county.seesCounter('set-up-secret-too-weak');
  await clerk.fills(/^PIN/, PIN);
  await clerk.fills('再输一次', PIN);
  await clerk.presses('设好，下一步');
  await clerk.page.getByRole('button', { name: '开始收件' }).waitFor();
  await county.seesCounter('set-up-storage');
  await clerk.presses('开始收件');
  await clerk.seesHeading('首页');
  await clerk.shellIsKept();
  await clerk.sees(/已连上/);
}
