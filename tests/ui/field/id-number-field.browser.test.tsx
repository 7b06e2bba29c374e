import { beforeEach, expect, test } from 'vitest';
import { userEvent } from '../../support/hand.ts';
import { drawField, field } from '../field-bench.tsx';
import { settled } from '../render.tsx';

const idNumber = field({ type: 'idcard', label: '公民身份号码' });
beforeEach(() => localStorage.clear());

test('the own keys have the X, and the system keyboard stays away while they are open', async () => {
  const bench = drawField(idNumber);
  await userEvent.click(bench.button('用数字键盘'));
  await settled();
  expect(bench.input().inputMode).toBe('none');
  for (const key of '00000019440312068X') {
    await userEvent.click(bench.button(key));
  }
  expect(bench.last()).toBe('00000019440312068X');
  expect(document.activeElement).toBe(bench.input());
  expect(bench.host.textContent).toContain(
    '0000 00 1944 0312 068X · 女 · 82岁',
  );
  expect(bench.host.textContent).toContain('这是演示号码，正式办件不能用');
});

test('the keys are large, and one deletes before the caret', async () => {
  const bench = drawField(idNumber, { value: '000000' });
  await userEvent.click(bench.button('用数字键盘'));
  await settled();
  expect(
    bench.button('X').getBoundingClientRect().height,
  ).toBeGreaterThanOrEqual(60);
  bench.input().setSelectionRange(3, 3);
  await userEvent.click(bench.button('9'));
  expect(bench.last()).toBe('0009000');
  await userEvent.click(bench.button('删'));
  expect(bench.last()).toBe('000000');
  expect(bench.input().selectionStart).toBe(3);
});

test('the choice of keyboard is remembered', async () => {
  const bench = drawField(idNumber);
  await userEvent.click(bench.button('用数字键盘'));
  await settled();
  await userEvent.click(bench.button('用系统键盘'));
  await settled();
  expect(bench.input().inputMode).toBe('text');
  const other = drawField(field({ ...idNumber, id: 'other' }));
  other.input().focus();
  await settled();
  expect(other.host.querySelector('.id-pad')).toBeNull();
});

test('a small x counts, and a slip is named on leaving', async () => {
  const bench = drawField(idNumber);
  await userEvent.type(bench.input(), '00000019440312004x');
  expect(bench.last()).toBe('00000019440312004X');
  await userEvent.clear(bench.input());
  await userEvent.type(bench.input(), '0000001944031200');
  await userEvent.tab();
  expect(bench.host.textContent).toContain('身份证号少2位，应是18位');
  await userEvent.clear(bench.input());
  await userEvent.type(bench.input(), '000000194403120041');
  await userEvent.tab();
  expect(bench.host.textContent).toContain(
    '最后一位对不上，请对着证件再看一遍',
  );
});
