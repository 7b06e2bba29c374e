// The township's console: everything comes in, and is decided.
import { linkText, oidcText, signInText } from '../../../src/text/review.ts';
import { matter } from '../../support/clerk.ts';
import type { County } from './county.ts';

export async function decideCases(county: County): Promise<void> {
  const { clerk, reviewer } = county;
  const { account, office, link } = county.given;
  const session = '**/session';
  await reviewer.page.route(session, (route) => route.abort());
  await reviewer.opens(`${county.address}/review/`);
  await reviewer.sees(linkText.offline);
  await county.seesConsole('console-unreachable');
  await reviewer.page.unroute(session);
  await reviewer.presses(linkText.retry);
  await reviewer.page.getByLabel('账号').waitFor();
  await county.seesConsole('sign-in');
  await reviewer.fills('账号', account.login);
  await reviewer.fills('密码', 'wrong');
  await reviewer.presses('登录工作台');
  await reviewer.page.getByRole('alert').waitFor();
  await county.seesConsole('sign-in-wrong');
  await reviewer.signsIn(county.address, account);
  await county.seesConsole('worklist-one');

  link.set({ up: true });
  await county.sends();
  await county.arrives(6);
  await clerk.sees(/已连上 · 全部送达/);
  await county.seesCounter('send-delivered');

  await reviewer.presses(/^刷新/);
  await reviewer.page.getByRole('row').nth(6).waitFor();
  await county.seesConsole('worklist');
  await reviewer.fills('搜号、姓名、村', '没有这个人');
  await reviewer.presses('搜');
  await reviewer.sees(/^没有符合的/);
  await county.seesConsole('worklist-found-none');
  await reviewer.presses('清除筛选');

  await reviewer.opensCase(county.number('allowance'));
  await reviewer.page.locator('img[data-sha256]').first().waitFor();
  await county.seesConsole('case');
  await reviewer.presses('受理');
  await county.seesConsole('case-accept');
  await reviewer.presses('先不决定');
  await reviewer.presses('不予受理');
  await county.seesConsole('case-refuse');
  await reviewer.presses('不予受理并通知');
  await county.seesConsole('case-refuse-missing');
  await reviewer.presses('先不决定');
  await reviewer.presses(/^一次告知补正/);
  await reviewer.presses('+ 再加一处');
  await county.seesConsole('case-correction');
  await reviewer.presses('先不决定');
  await reviewer.page.reload();
  await reviewer.sees('申请信息');
  const card = matter('V14').materials.find(({ id }) => id === 'V14-M5');
  await reviewer.asksForCorrection(
    card?.name ?? '',
    '社保卡照片反光，看不清卡号',
    '请重拍社保卡正面，四角拍全，不要反光',
  );
  await county.seesConsole('case-decided');

  await reviewer.backToList();
  await reviewer.opensCase(county.number('certificate'));
  await reviewer.accepts();
  await reviewer.presses('转给部门');
  await county.seesConsole('case-dispatch');
  await reviewer.presses('先不决定');
  await reviewer.presses(/^其他办法/);
  await county.seesConsole('case-more-acts');
  await reviewer.presses('公示、检验等');
  await county.seesConsole('case-special');
  await reviewer.presses('先不决定');

  // What a department accepts itself.
  await reviewer.presses('退出');
  await reviewer.signsIn(county.address, office);
  for (const of of ['V03', 'V06']) {
    if (of !== 'V03') await reviewer.backToList();
    await reviewer.opensCase(county.number(of));
    await reviewer.accepts();
  }
  await reviewer.page.reload();
  await reviewer.sees('申请信息');
  await reviewer.presses('办结');
  await county.seesConsole('case-conclude');
  await reviewer.fills(/^结果/, '居民医保参保登记已办好');
  await reviewer.page.getByText('没有要领的，直接办结').click();
  await reviewer.presses('办结这件');
  await reviewer.sees('已发出：办结');
  await reviewer.backToList();
  await reviewer.opensCase(county.number('V03'));
  await reviewer.presses('不通过');
  await county.seesConsole('case-reject');
  await reviewer.fills(/^没有通过的理由/, '本人不在本村，没有见到本人');
  await reviewer.fills(/^怎么救济/, '可在60日内申请行政复议');
  await reviewer.presses('不通过并通知');
  await reviewer.sees('已发出：不通过');
  await reviewer.presses('退出');
  await reviewer.signsIn(county.address, account);

  for (const [page, heading] of [
    ['待核查', '待核查'],
    ['没收下的', '没收下的'],
    ['待出件', '待出件'],
    ['设备', '设备'],
    ['记录', '记录'],
    ['收U盘', '收U盘'],
  ] as const) {
    await reviewer.presses(page);
    await reviewer.seesHeading(heading);
    await county.seesConsole(`console-empty-${NAMES[page]}`);
  }
  await reviewer.page.getByLabel(/^选U盘里的文件/).setInputFiles({
    name: 'other.vsp',
    mimeType: 'application/octet-stream',
    buffer: Buffer.from('not a file of ours'),
  });
  await reviewer.sees(/^这不是服务点导出的文件/);
  await county.seesConsole('imports-foreign-file');
  await reviewer.page
    .getByLabel(/^选U盘里的文件/)
    .setInputFiles(county.stickFile);
  await reviewer.sees(/^已收\d+件/);
  await county.seesConsole('imports-taken-in');
  await reviewer.page.context().clearCookies();
  await reviewer.presses('待核查');
  await reviewer.page.getByRole('dialog').waitFor();
  await county.seesConsole('sign-in-again');
  await reviewer.fills('账号', account.login);
  await reviewer.fills('密码', account.password);
  await reviewer.presses(signInText.again);
  await reviewer.page.getByRole('dialog').waitFor({ state: 'detached' });
  await reviewer.opens(`${county.address}/review/#/requests`);
  await reviewer.seesHeading('两人办的事');
  await county.seesConsole('console-empty-requests');
  await reviewer.page.keyboard.press('?');
  await county.seesConsole('console-keys');
  await reviewer.presses('关上');
  await reviewer.opens(`${county.address}/review/#/nowhere`);
  await reviewer.seesHeading('没有这一页');
  await county.seesConsole('console-not-found');
  for (const [name, address, title] of [
    ['back', 'back', oidcText.backTitle],
    ['back-in-vain', 'sign-in-failed/denied', oidcText.failedTitle],
  ] as const) {
    await reviewer.opens(`${county.address}/review/#/${address}`);
    await reviewer.seesHeading(title);
    await county.seesConsole(`console-${name}`);
  }
  await reviewer.opens(`${county.address}/review/#/nowhere`);
  await reviewer.presses('回名单');
  await reviewer.seesHeading(/^工作台/);
}

const NAMES = {
  待核查: 'held',
  没收下的: 'refused',
  待出件: 'results',
  设备: 'devices',
  记录: 'audit',
  收U盘: 'imports',
};
