import { expect, test, vi } from 'vitest';
import { page } from 'vitest/browser';
import { FakeDevice } from '../support/fake-device.ts';
import { button, link, openCounter } from './counter-bench.ts';

const text = (words: string) => page.getByText(words, { exact: true });

test('a number is taken with its wait, called, passed over and called again; the second screen shows the number alone', async () => {
  const fake = new FakeDevice();
  openCounter(fake, '/');
  await link('上门和取号').click();
  await expect.element(text('没有叫号')).toBeVisible();
  await button('取一个号').click();
  fake.line.set({ ...line, waiting: 3, latest: 'A014' });
  await expect.element(text('A014')).toBeVisible();
  await expect.element(text('新取的号大约等16分钟')).toBeVisible();
  await button('叫下一个').click();
  fake.line.set({ ...line, called: 'A012', passed: ['A011'], latest: 'A014' });

  const shown = document.implementation.createHTMLDocument();
  const open = vi
    .spyOn(globalThis, 'open')
    .mockReturnValue({ closed: false, document: shown } as unknown as Window);
  await button('给第二块屏显示').click();
  expect(open).toHaveBeenCalledWith('', expect.any(String), 'popup');
  expect(shown.documentElement.textContent).toBe('A012A012');
  await button('再叫 A011').click();
  fake.line.set({ ...line, called: 'A011', latest: 'A014' });
  await expect.poll(() => shown.body.textContent).toBe('A011');
  await button('过号').click();
  await button('办完').click();
  expect(fake.lineActs).toEqual([
    ['take', undefined],
    ['call', undefined],
    ['call', 'A011'],
    ['pass', undefined],
    ['finish', undefined],
  ]);
  open.mockRestore();
});

const line = {
  called: null,
  passed: [],
  waiting: 0,
  latest: null,
  minutesEach: 8,
};
