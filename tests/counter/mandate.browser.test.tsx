import { expect, test } from 'vitest';
import { page } from 'vitest/browser';
import { FakeDevice } from '../support/fake-device.ts';
import { openCounter, verification } from './counter-bench.ts';

const mandate = (name: string) =>
  page.getByRole('checkbox', {
    name: `我委托${name}代办这件：递交、补正、领结果`,
  });

test('the applicant lets him act who hands it in, and another name wants another word', async () => {
  const fake = new FakeDevice();
  const answers = { ...verification, submitBy: '近亲属', agentName: '向某军' };
  const draftId = fake.addDraft('V14', { answers });
  openCounter(fake, `/intake/${draftId}/sign`);
  await expect.element(mandate('向某军')).not.toBeChecked();
  await mandate('向某军').click();
  await expect.poll(() => fake.draft(draftId).consents).toEqual(['mandate']);
  openCounter(fake, `/intake/${draftId}/applicant`);
  await page.getByLabelText('代办人姓名').fill('田某');
  await expect
    .poll(() => fake.draft(draftId).answers['agentName'])
    .toBe('田某');
  openCounter(fake, `/intake/${draftId}/sign`);
  await expect.element(mandate('田某')).not.toBeChecked();
  expect(fake.draft(draftId).consents).toEqual([]);
});

test('nobody is asked for a mandate who hands it in himself', async () => {
  const fake = new FakeDevice();
  const answers = { ...verification, submitBy: '本人', agentName: '向某军' };
  const draftId = fake.addDraft('V14', { answers });
  openCounter(fake, `/intake/${draftId}/sign`);
  await expect
    .element(page.getByRole('heading', { name: /^请申请人签名/ }))
    .toBeVisible();
  expect(page.getByRole('checkbox', { name: /^我委托/ }).query()).toBeNull();
});
