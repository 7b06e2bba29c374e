// 需处理 and 待核查: a suspended device's work is held; a person refuses some of it.
import { admin } from '../../support/admin-command.ts';
import { application } from '../../support/applications.ts';
import { until } from '../../support/platform-process.ts';
import type { County } from './county.ts';
import { ofLongName } from './names.ts';

export async function showTrays(county: County): Promise<void> {
  const { clerk, reviewer } = county;
  const { platform, sql, link } = county.given;
  const revoke = (how: string) => async () => {
    const [row] = await sql<{ device_id: string }[]>`
      select device_id from devices limit 1`;
    const device = row?.device_id ?? '';
    const words = ['revoke-device', '--device', device];
    await admin(platform.dataDir, ...words, ...(how === '' ? [] : [how]));
  };
  link.set({ up: false });
  await county.goes('/', '首页');
  for (const code of ['V02', 'V24']) {
    await clerk.takesIn(ofLongName(application(code, {})));
    await county.goes('/', '首页');
  }
  await county.goesToCase('V16');
  await clerk.presses('撤件');
  await clerk.page.getByRole('radio', { name: '申请人不办了' }).check();
  await clerk.presses('撤回这件');
  await clerk.page
    .getByRole('dialog')
    .getByRole('button', { name: '撤回这件' })
    .click();
  await clerk.seesHeading(/·/);
  await revoke('--suspend')();
  link.set({ up: true });
  await county.goes('/send', '发送');
  await clerk.presses('现在发送');
  const held = async () =>
    await sql<{ operation_id: string }[]>`
      select operation_id from operations where result = 'held'
      order by seq`;
  await until(async () => (await held()).length >= 3, 60_000);
  await locksItself(county);
  await clerk.sees(/^本机被县里暂停/);
  await county.seesCounter('unlock-suspended');
  await reviewer.presses('待核查');
  await reviewer.seesHeading('待核查');
  await reviewer.page.getByRole('row').nth(3).waitFor();
  await county.seesConsole('held');

  await revoke('--restore')();
  const [submitted, , withdrawn] = await held();
  for (const [operation, reason] of [
    [submitted, '这一件的户主和申请人对不上，请核对户口簿后再发'],
    [withdrawn, '原因没写清楚，请问过申请人再撤'],
  ] as const)
    await admin(
      platform.dataDir,
      'settle-held',
      '--operation',
      operation?.operation_id ?? '',
      '--refuse',
      '--reason',
      reason,
      '--by',
      '李审核',
    );
  await reviewer.presses('没收下的');
  await reviewer.seesHeading('没收下的');
  await reviewer.page.getByRole('row').nth(2).waitFor();
  await county.seesConsole('refused');
  await county.sends();
  await county.goes('/', '解锁');
  await clerk.unlocks();
  await clerk.seesHeading('首页');
  await county.sends();
  await clerk.sees(/^需处理/);
  await county.seesCounter('send-with-refused');
  await county.goes('/attention', /^需处理 2/);
  await county.seesCounter('attention');
  await county.goes('/attention?show=held', /^待核查 1/);
  await county.seesCounter('held-in-village');
  await county.goes('/', '首页');
  await county.seesCounter('home-with-refused');
  await county.goes('/device', '这台设备');
  await county.seesCounter('this-device-with-refused');
  await county.goes('/attention', /^需处理 2/);
  await clerk.presses('改为撤件');
  await clerk.seesHeading('撤件');
  await county.seesCounter('withdraw-refused');
  await county.goes('/attention', /^需处理 2/);
  await clerk.presses('改好再发');
  await clerk.sees(/^改好后还是这件/);
  await county.seesCounter('repair');
  await county.goes('/attention', /^需处理 2/);
  await clerk.page.locator('main a[href^="/mend/"]').click();
  await clerk.seesHeading(/^改好再发/);
  await county.seesCounter('mend-withdrawal');
  await county.goes('/', '首页');
  await revoke('')();
  await locksItself(county);
  await clerk.sees(/^本机已被县里停用/);
  await county.seesCounter('unlock-revoked');
}

/** Told in the middle of a round, it acts when it asks for its next session. */
async function locksItself(county: County): Promise<void> {
  const { page } = county.clerk;
  await until(async () => {
    await county.sends();
    await county.goes('/', /^(首页|解锁)$/);
    return (await page.getByRole('heading', { name: '解锁' }).count()) > 0;
  }, 60_000);
}
