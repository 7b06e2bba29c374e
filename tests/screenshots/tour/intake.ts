// Cases taken in: one step by step with the longest name, more behind it.
import { signText } from '../../../src/text/intake.ts';
import { application } from '../../support/applications.ts';
import { takePhotographs } from '../../support/photographs.ts';
import type { County } from './county.ts';
import { ofLongName, withLeastPhotographs } from './names.ts';
import { showPaperWays } from './paper-ways.ts';
import { showCamera } from './photographs.ts';

export async function takeInCases(county: County): Promise<void> {
  const { clerk } = county;
  const { link } = county.given;
  const [one, two, three, four] = await takePhotographs(clerk.page, 4);
  if (!one || !two || !three || !four) throw new Error('no photographs');

  const allowance = ofLongName(
    application('V14', { 'V14-M2': [one, two], 'V14-M5': [three] }),
  );
  await clerk.begins(allowance);
  await county.seesCounter('applicant-empty');
  const draft = new URL(clerk.page.url()).pathname.replace(/\/[a-z]+$/, '');
  await county.goes(`${draft}/form`, '填表');
  await county.seesCounter('form-empty');
  await county.goes(`${draft}/materials`, '材料');
  await county.seesCounter('materials-none');
  await showCamera(county);
  await county.goes(`${draft}/check`, /核对/);
  await county.seesCounter('check-with-errors');
  await county.goes(draft, /高龄津贴/);
  await county.seesCounter('task-list-begun');
  await county.goes(`${draft}/applicant`, '给谁办？');
  await clerk.fillsForm(allowance);
  await county.goes(`${draft}/applicant`, '给谁办？');
  await county.seesCounter('applicant-filled');
  await county.goes(`${draft}/form`, '填表');
  await county.seesCounter('form-filled');
  await showPaperWays(county, draft);
  await clerk.handsInPapers(allowance);
  await county.seesCounter('materials-taken');
  await county.goes(draft, /高龄津贴/);
  await county.seesCounter('task-list-done');
  await county.goes(`${draft}/check`, /核对/);
  await county.seesCounter('check');
  await clerk.ticks('已念给申请人听，内容无误');
  await clerk.presses('下一步：签名提交');
  await clerk.seesHeading('请申请人签名');
  await county.seesCounter('sign-empty');
  await clerk.presses(signText.cannotWrite);
  await clerk.sees(signText.witnessTitle);
  await county.seesCounter('sign-witness');
  await clerk.presses(signText.canWrite);
  await clerk.presses('签好了，提交这件');
  await clerk.sees('还没签名');
  await county.seesCounter('sign-with-errors');
  await clerk.page
    .getByRole('checkbox', { name: '同意为办此事使用敏感信息' })
    .check();
  await clerk.signs();
  await clerk.page.getByRole('img', { name: '已签名' }).waitFor();
  await county.seesCounter('signed');
  await clerk.presses('签好了，提交这件');
  await clerk.seesHeading(/已收件，存好了/);
  county.numbers.set('allowance', await clerk.readsNumber());
  county.receiptCode = await clerk.readsCode();
  await county.arrives(1);
  await clerk.sees('县平台已收到');
  await county.seesCounter('receipt-arrived');

  link.set({ up: false });
  await county.goes('/', '首页');
  const certificate = ofLongName(withLeastPhotographs('V17', four));
  county.numbers.set('certificate', await clerk.takesIn(certificate));
  await county.seesCounter('receipt-offline');
  await county.goes('/', '首页');
  await clerk.begins(ofLongName(application('V24', {})));
  await clerk.fillsForm(ofLongName(application('V24', {})));
  await clerk.sees(/^已存/);
  await county.goes('/', '首页');
  await county.seesCounter('home-offline-with-draft');
  for (const code of ['V03', 'V06', 'V16', 'V01']) {
    const number = await clerk.takesIn(withLeastPhotographs(code, four));
    county.numbers.set(code, number);
    await county.goes('/', '首页');
  }
  await county.goes('/send', '发送');
  await county.seesCounter('send-offline');
  await clerk.presses('现在发送');
  await clerk.sees('现在没网。有网自动发，不用守着。');
  await county.seesCounter('send-offline-pressed');
  await county.goes('/export', '导出到U盘');
  await clerk.sees(/^要带走/);
  await county.seesCounter('export');
  const saved = clerk.page.waitForEvent('download');
  await clerk.presses('导出并保存');
  county.stickFile = await (await saved).path();
  await clerk.sees('U盘里看见文件了吗？');
  await county.seesCounter('export-saved');
  await clerk.presses('看见了');
  await clerk.sees(/标上“已导出”/);
  await county.seesCounter('export-seen');
  await county.goes('/cases', '办件');
  await county.seesCounter('cases-offline');
  await clerk.fills(/^搜/, '没有这个人');
  await county.seesCounter('cases-found-none');
  await county.goes('/', '首页');
}
