import { describe, expect, test, onTestFinished, vi } from 'vitest';
import { page, userEvent } from 'vitest/browser';
import { FakeDevice } from '../support/fake-device.ts';
import {
  button,
  heading,
  link,
  openCounter,
  verification,
} from './counter-bench.ts';

const name = () => page.getByLabelText('申请人姓名');
const strip = () =>
  page.elementLocator(document.querySelector('.strip') ?? document.body);

describe('the form, on a device that is a fake', () => {
  test('keeps what was typed and saves it by itself within half a second', async () => {
    const fake = new FakeDevice();
    const draftId = fake.addDraft('V03');
    openCounter(fake, `/intake/${draftId}/applicant`);
    await name().fill('向示梅');
    await expect
      .poll(() => fake.draft(draftId).answers['applicantName'], {
        timeout: 1000,
      })
      .toBe('向示梅');
    await expect.element(strip()).toHaveTextContent(/已存 \d\d:\d\d/);
    await button('返回').click();
    await link(/^1 申请人/).click();
    await expect.element(name()).toHaveValue('向示梅');
  });

  test('saves at once when a field is left, before the pause is over', async () => {
    const fake = new FakeDevice();
    const draftId = fake.addDraft('V03');
    openCounter(fake, `/intake/${draftId}/applicant`);
    await expect.element(name()).toBeVisible();
    // The pause never ends here: only leaving the field can save.
    vi.useFakeTimers({ toFake: ['setTimeout'] });
    onTestFinished(() => {
      vi.useRealTimers();
    });
    await name().fill('向示梅');
    await userEvent.tab();
    await expect
      .poll(() => fake.saves)
      .toContainEqual({ applicantName: '向示梅' });
  });

  test('says that it was not saved, and saves again with the next change', async () => {
    const fake = new FakeDevice();
    const draftId = fake.addDraft('V03');
    openCounter(fake, `/intake/${draftId}/applicant`);
    await expect.element(name()).toBeVisible();
    fake.fails = 'storageFull';
    await name().fill('向示梅');
    await expect.element(page.getByRole('alert')).toHaveTextContent('没存上');
    fake.fails = undefined;
    await page.getByLabelText('申请人联系电话').fill('0718-0000001');
    await expect
      .poll(() => fake.draft(draftId).answers['applicantName'])
      .toBe('向示梅');
  });

  test('moves on with an empty form, for only the sending is gated', async () => {
    const fake = new FakeDevice();
    const draftId = fake.addDraft('V03');
    openCounter(fake, `/intake/${draftId}/applicant`);
    await link('下一步：填表').click();
    await expect.element(heading('填表')).toBeVisible();
    await link('下一步：材料').click();
    await expect.element(heading('材料')).toBeVisible();
    await link('下一步：核对').click();
    await expect.element(heading('请和村民一起核对')).toBeVisible();
  });

  test('comes back after lock and unlock on the same page', async () => {
    const fake = new FakeDevice();
    const draftId = fake.addDraft('V03', { answers: verification });
    openCounter(fake, `/intake/${draftId}/form`);
    await expect.element(heading('填表')).toBeVisible();
    await fake.api.device.lock();
    await expect.element(heading('解锁')).toBeVisible();
    await page.getByLabelText(/^PIN/).fill('111111');
    await button('解锁').click();
    await expect
      .element(page.getByText('PIN不对。再错4次要等1分钟，内容不会清空。'))
      .toBeVisible();
    await page.getByLabelText(/^PIN/).fill('258036');
    await button('解锁').click();
    await expect.element(heading('填表')).toBeVisible();
  });
});
