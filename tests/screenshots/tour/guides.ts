// The way from what somebody says to what he has to bring, and whether he may apply.
import { bundleText } from '../../../src/text/bundle.ts';
import { errorSentence } from '../../../src/text/errors.ts';
import { findText } from '../../../src/text/find.ts';
import { intakeText } from '../../../src/text/intake.ts';
import type { County } from './county.ts';

export async function showGuides(county: County): Promise<void> {
  const { clerk } = county;
  await county.goes('/find', '办什么事');
  await county.seesCounter('find');
  await clerk.fills('搜名称、首字母、一句话', 'cjr');
  await clerk.page.locator('ul.rows').first().waitFor();
  await county.seesCounter('find-by-initials');
  await clerk.fills('搜名称、首字母、一句话', '坐火箭');
  await clerk.sees(/没找到/);
  await county.seesCounter('find-nothing');
  await clerk.fills('搜名称、首字母、一句话', '');
  await clerk.presses('年满80');
  await clerk.page.getByRole('button', { name: '换一个' }).waitFor();
  await county.seesCounter('find-by-situation');

  await county.goes('/matter/V14', /高龄津贴/);
  await clerk.page.getByRole('heading', { name: '能不能办' }).waitFor();
  await county.seesCounter('guide');
  await clerk.presses('发给村民');
  await clerk.page.locator('.guide-qr svg').waitFor();
  await county.seesCounter('guide-given');
  await clerk.presses('收起二维码');
  await clerk.chooses(/^申请人满80周岁/, '不是');
  await clerk.sees('还差条件，先不能提交');
  await county.seesCounter('guide-not-yet');
  await clerk.presses('重新问');
  await clerk.chooses(/^申请人满80周岁/, '是');
  await clerk.sees('问到的都符合，可以收件');
  await county.seesCounter('guide-passed');
  await showBundle(county);
  await county.goes('/', '首页');
}

async function showBundle(county: County): Promise<void> {
  const { clerk } = county;
  await county.goes('/bundle/B00', findText.opening);
  await clerk.sees(errorSentence('notFound'));
  await county.seesCounter('bundle-unknown');
  await county.goes('/bundle/B01', '身后一件事');
  await clerk.sees(bundleText.parts);
  await county.seesCounter('bundle');
  for (const option of await clerk.page
    .getByRole('radio', { name: '是' })
    .all())
    await option.check();
  await clerk.sees(bundleText.spared);
  await county.seesCounter('bundle-answered');
  await clerk.presses(intakeText.remove);
  await clerk.seesHeading('首页');
}
