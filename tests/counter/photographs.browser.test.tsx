import { describe, expect, test } from 'vitest';
import { page } from 'vitest/browser';
import { emptyOutbox, FakeDevice } from '../support/fake-device.ts';
import { button, heading, openCounter } from './counter-bench.ts';

function withPhotographs(): FakeDevice {
  const fake = new FakeDevice();
  fake.outbox.set({
    ...emptyOutbox,
    unsent: { ...emptyOutbox.unsent, materials: 31, materialBytes: 4_650_000 },
  });
  return fake;
}

describe('photographs on the page 发送, on a device that is a fake', () => {
  test('the clerk chooses that they wait, and how much a day', async () => {
    await page.viewport(360, 640);
    const fake = withPhotographs();
    openCounter(fake, '/send');
    await expect.element(heading('发送')).toBeVisible();
    const wait = page.getByRole('checkbox', { name: '照片等好网再传' });
    await wait.click();
    await expect
      .poll(() => fake.sync.value.photographs.photographs)
      .toBe('goodLink');
    await expect.element(wait).toBeChecked();
    await page.getByText('用流量时，照片每天最多：不限').click();
    await page.getByRole('radio', { name: '50MB' }).click();
    await expect
      .poll(() => fake.sync.value.photographs.dailyMegabytes)
      .toBe(50);
    await expect
      .element(page.getByText('今天用流量传了照片0/50MB。'))
      .toBeVisible();
    await wait.click();
    await expect
      .poll(() => fake.sync.value.photographs)
      .toMatchObject({ photographs: 'always', dailyMegabytes: 50 });
  });

  test.each([
    ['goodLink', /^照片等好网。/],
    ['budget', /^今天的照片流量用完了。/],
  ] as const)('says why they wait: %s', async (waitingFor, sentence) => {
    const fake = withPhotographs();
    const view = fake.sync.value;
    fake.sync.set({
      ...view,
      link: 'connected',
      photographs: { ...view.photographs, dailyMegabytes: 20, waitingFor },
    });
    openCounter(fake, '/send');
    await expect.element(page.getByText(sentence)).toBeVisible();
    await expect
      .element(page.getByText('文字全到，31张照片等好网'))
      .toBeVisible();
    await expect.element(button('现在就传')).toBeVisible();
  });

  test('says what this device has lost, and that the app is too old to read', async () => {
    const fake = withPhotographs();
    const view = fake.sync.value;
    fake.sync.set({
      ...view,
      appTooOld: true,
      lost: [
        [88, 88],
        [90, 92],
      ],
    });
    openCounter(fake, '/send');
    await expect
      .element(page.getByText(/^本机数据已丢失：缺第88、90至92号。/))
      .toBeVisible();
    await expect.element(page.getByText(/^本机应用太旧/)).toBeVisible();
    await expect.element(page.getByText('数据有缺').first()).toBeVisible();
  });
});
