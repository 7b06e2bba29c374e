import axe from 'axe-core';
import { describe, expect, test, vi } from 'vitest';
import { page } from 'vitest/browser';
import { aClerk, FakeDevice, readyState } from '../support/fake-device.ts';
import { button, heading, link, openCounter } from './counter-bench.ts';

const heading2 = (name: string) =>
  page.getByRole('heading', { level: 2, name });

const GB = 1024 ** 3;

async function isOpen(fake: FakeDevice): Promise<void> {
  await page.viewport(360, 640);
  openCounter(fake, '/more');
  await link('这台设备').click();
  await expect.element(heading('这台设备')).toBeVisible();
}

describe('the page 设备, on a device that is a fake', () => {
  test('photographs that may go are let go of by one press, which says how much; nothing unsent moves', async () => {
    const fake = new FakeDevice();
    fake.storage.set({
      ...fake.storage.value,
      state: 'low',
      unsent: { materials: 12_000, bytes: 1.84 * GB },
      photographsLeft: 900,
    });
    fake.releasable = { materials: 1400, bytes: 220_000_000 };
    await isOpen(fake);
    await expect
      .element(page.getByText('存储快满，还能存约900张照片。'))
      .toBeVisible();
    await expect.element(heading2('没送的照片 1.8/2.0GB 快满')).toBeVisible();
    await button('清掉可清的照片220MB').click();
    await expect
      .element(page.getByText('清掉了1400张，腾出220MB。'))
      .toBeVisible();
    await expect
      .element(page.getByText('还没有可清的：送达、县里备份过、满7天才清。'))
      .toBeVisible();
    expect(fake.storage.value.unsent.materials).toBe(12_000);
  });

  test('the self-check says how it went and when', async () => {
    const fake = new FakeDevice();
    await isOpen(fake);
    await expect.element(page.getByText('还没做过')).toBeVisible();
    await button('自检').click();
    await expect
      .element(page.getByText('自检通过：存、拍、签、打印都能用'))
      .toBeVisible();
    await expect.element(page.getByText('还没做过')).not.toBeInTheDocument();
    await expect.element(page.getByText('县里能救回没发的件')).toBeVisible();
    await expect.element(page.getByText('比县平台快12秒')).toBeVisible();
  });

  test('what the diagnostics hold is said before they leave, and they name nobody', async () => {
    const fake = new FakeDevice();
    await isOpen(fake);
    const copied = vi
      .spyOn(navigator.clipboard, 'writeText')
      .mockResolvedValue();
    await button('导出诊断（不含个人信息）').click();
    await expect.element(heading('这台设备')).toBeVisible();
    await expect.element(page.getByText(/^没有姓名、号码/)).toBeVisible();
    await button('复制').click();
    await expect.element(page.getByText('已复制')).toBeVisible();
    const text = String(copied.mock.calls[0]?.[0]);
    expect(JSON.parse(text)).toMatchObject({
      browser: navigator.userAgent,
      outbox: { pending: 12 },
    });
    for (const { name } of readyState.clerks) expect(text).not.toContain(name);
    expect(text).not.toMatch(/\p{Script=Han}/u);
  });

  test('at 320 px and the largest text nothing scrolls sideways; it passes axe', async () => {
    const fake = new FakeDevice();
    fake.state.set({
      ...readyState,
      clerks: [aClerk('clerk-1', '彭某某某·某某某某某某某某某某')],
    });
    await isOpen(fake);
    await expect.element(page.getByText('没送的照片')).toBeVisible();
    const { violations } = await axe.run('#counter-root');
    expect(violations.map(({ id }) => id)).toEqual([]);
    await page.viewport(320, 640);
    document.documentElement.dataset['textSize'] = '3';
    try {
      await expect
        .poll(() => document.documentElement.scrollWidth)
        .toBeLessThanOrEqual(320);
    } finally {
      delete document.documentElement.dataset['textSize'];
    }
  });
});
