// A device that has taken nothing in yet.
import { residentsText } from '../../../src/text/residents.ts';
import type { County } from './county.ts';

export async function showEmptyScreens(county: County): Promise<void> {
  const { clerk } = county;
  await county.seesCounter('home-first-use');
  await county.goes('/cases', '办件');
  await county.seesCounter('cases-empty');
  await county.goes('/residents', '村民');
  await clerk.sees(residentsText.empty);
  await county.seesCounter('residents-empty');
  await county.goes('/send', '发送');
  await county.seesCounter('send-nothing');
  await county.goes('/attention', '需处理');
  await county.seesCounter('attention-none');
  await county.goes('/attention?show=held', '待核查');
  await county.seesCounter('held-none');
  await county.goes('/export', '导出到U盘');
  await clerk.sees('没有要带走的件，都已送达。');
  await county.seesCounter('export-nothing');
  await county.goes('/line', '今天要走0户');
  await county.seesCounter('home-visits-none');
  await clerk.presses('取号 0');
  await clerk.presses('取一个号');
  await clerk.sees('您的号');
  await county.seesCounter('line-taken');
  await clerk.presses('叫下一个');
  await clerk.presses('过号');
  await clerk.sees('过号的');
  await county.seesCounter('line-passed');
  await county.goes('/more', '更多');
  await county.seesCounter('more');
  await county.goes('/device', '这台设备');
  await county.seesCounter('this-device');
  await clerk.presses('自检');
  await clerk.sees(/^自检通过/);
  await county.seesCounter('this-device-checked');
  await clerk.presses('导出诊断（不含个人信息）');
  await clerk.page.getByRole('button', { name: '保存诊断文件' }).waitFor();
  await county.seesCounter('this-device-diagnostics');
  await county.goes('/clerks', '代办员');
  await county.seesCounter('clerks');
  await county.goes('/nowhere', '没有这一页');
  await county.seesCounter('not-found');
  await county.goes('/case/019ab000-0000-7000-8000-000000000001', /不在本机/);
  await county.seesCounter('case-gone');
  await county.goes('/', '首页');
}
