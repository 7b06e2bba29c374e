import { expect, test } from 'vitest';
import { page } from 'vitest/browser';
import { FakeDevice, PIN, readyState } from '../support/fake-device.ts';
import { button, link, openCounter, verification } from './counter-bench.ts';

const text = (words: string | RegExp) => page.getByText(words);

test('both present: what goes over is counted, the bags are written down, and the taker’s own PIN does it', async () => {
  const fake = new FakeDevice();
  const { state } = fake;
  fake.addDraft('V14', { answers: verification });
  openCounter(fake, '/device');
  await link('交接给别人').click();
  await expect.element(text('草稿 1件 一起交')).toBeVisible();
  await expect.element(text(/^没送出 \d+件/)).toBeVisible();
  await page
    .getByLabelText('手里的原件，写袋号和名称')
    .fill('A-017 逝者身份证');
  expect(document.querySelector('.print-only')?.textContent).toContain(
    'A-017 逝者身份证',
  );
  const pin = page.getByLabelText(/^向代办员解锁/);
  await pin.fill('000001');
  await button('两人当面，交接').click();
  await expect.element(page.getByRole('alert')).toBeVisible();
  expect(state.value.clerk?.id).not.toBe('clerk-2');
  await pin.fill(PIN);
  await button('两人当面，交接').click();
  await expect.poll(() => state.value.clerk?.id).toBe('clerk-2');
});

test('alone on the device there is nobody to give over to', async () => {
  const fake = new FakeDevice();
  fake.state.set({ ...readyState, clerks: readyState.clerks.slice(0, 1) });
  openCounter(fake, '/handover');
  await expect.element(text(/^本机只有您一位代办员/)).toBeVisible();
  expect(button('两人当面，交接').query()).toBeNull();
});
