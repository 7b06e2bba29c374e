import { expect, test } from 'vitest';
import { page, userEvent } from 'vitest/browser';
import type { TableRow } from '../../src/domain/cases/answers.ts';
import demo from '../domain/rules/demo-samples.json?raw';
import { FakeDevice } from '../support/fake-device.ts';
import { button, heading, link, openCounter } from './counter-bench.ts';

const { samples } = JSON.parse(demo) as {
  samples: Record<string, { answers: { members: TableRow[] } }>;
};

/** The household of the demo resident who asks for minimum living allowance. */
function household() {
  const answers = samples['V10']?.answers;
  const [self] = answers?.members ?? [];
  if (answers === undefined || self === undefined) throw new Error('no sample');
  return { answers, self };
}

test('the check page names the row that is wrong, leads into its cell, and back to all right', async () => {
  const fake = new FakeDevice();
  const { answers, self } = household();
  const { idNo: _none, ...nameless } = self;
  const draftId = fake.addDraft('V10', {
    answers: { ...answers, members: [self, nameless] },
  });
  openCounter(fake, `/intake/${draftId}/check`);
  await link('共同生活的家庭成员第2行：还没填公民身份号码').click();
  await expect.element(heading('填表')).toBeVisible();
  await expect
    .poll(() => document.activeElement?.id)
    .toBe('field-members.1.idNo');
  await expect.element(page.getByText('还没填公民身份号码')).toBeVisible();
  await userEvent.keyboard(String(self['idNo']));
  await link('改好了，回核对').click();
  await expect.element(heading('请和村民一起核对')).toBeVisible();
  await expect.element(link(/家庭成员第2行/)).not.toBeInTheDocument();
  expect(fake.draft(draftId).answers['members']).toEqual([self, self]);
});

test('rows are saved as they are typed, and stand there after leaving and coming back', async () => {
  const fake = new FakeDevice();
  const { answers } = household();
  const draftId = fake.addDraft('V10', { answers });
  openCounter(fake, `/intake/${draftId}/form`);
  const count = answers.members.length;
  await button('添一行 共同生活的家庭成员').click();
  await userEvent.keyboard('向某军');
  await expect
    .poll(() => fake.draft(draftId).answers['members'])
    .toEqual([...answers.members, { name: '向某军' }]);
  await link('下一步：材料').click();
  await expect.element(heading('材料')).toBeVisible();
  history.back();
  await expect.element(heading('填表')).toBeVisible();
  await expect.element(page.getByText(/向某军/)).toBeVisible();
  await button(`删这一行 共同生活的家庭成员第${count + 1}行`).click();
  await expect
    .poll(() => fake.draft(draftId).answers['members'])
    .toEqual(answers.members);
  await button(`恢复 共同生活的家庭成员第${count + 1}行`).click();
  await fake.api.device.lock();
  await expect.element(heading('解锁')).toBeVisible();
  expect(fake.draft(draftId).answers['members']).toHaveLength(count + 1);
  await page.getByLabelText(/^PIN/).fill('258036');
  await button('解锁').click();
  await expect.element(page.getByText(/向某军/)).toBeVisible();
});
