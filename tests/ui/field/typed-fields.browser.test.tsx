import { describe, expect, test } from 'vitest';
import { userEvent } from '../../support/hand.ts';
import { drawField, field } from '../field-bench.tsx';
import { settled } from '../render.tsx';

const name = field({ type: 'text', label: '姓名', maxLength: 5 });
const account = field({ type: 'bankcard', label: '账号' });

describe('typing', () => {
  test('every letter is an answer, and an emptied field is none', async () => {
    const bench = drawField(name);
    await userEvent.type(bench.input(), 'ab');
    expect(bench.changes).toEqual(['a', 'ab']);
    await userEvent.clear(bench.input());
    expect(bench.last()).toBeUndefined();
  });

  test('the typed text is never regrouped under the caret', async () => {
    const bench = drawField(account);
    await userEvent.type(bench.input(), '6200 0000');
    expect(bench.input().value).toBe('6200 0000');
    expect(bench.last()).toBe('62000000');
  });

  test('the answer changes from outside without waking a field in use', async () => {
    const bench = drawField(name);
    bench.answerFromOutside('向某英');
    await settled();
    expect(bench.input().value).toBe('向某英');
    bench.input().focus();
    bench.answerFromOutside('别人');
    await settled();
    expect(bench.input().value).toBe('向某英');
  });
});

describe('an input method composing', () => {
  const compose = (input: HTMLInputElement, text: string) => {
    input.value = text;
    input.dispatchEvent(
      new InputEvent('input', { bubbles: true, isComposing: true }),
    );
  };

  test('letters of the word under way are not an answer', () => {
    const bench = drawField(name);
    const input = bench.input();
    input.focus();
    input.dispatchEvent(new CompositionEvent('compositionstart'));
    compose(input, 'xiang');
    compose(input, 'xiang ying');
    expect(bench.changes).toEqual([]);
    input.value = '向英';
    input.dispatchEvent(new CompositionEvent('compositionend'));
    expect(bench.changes).toEqual(['向英']);
  });

  test('a lost end of composing is made good when the field is left', () => {
    const bench = drawField(name);
    const input = bench.input();
    input.focus();
    input.dispatchEvent(new CompositionEvent('compositionstart'));
    compose(input, '向某英');
    input.blur();
    expect(bench.last()).toBe('向某英');
  });
});

describe('numbers', () => {
  test('pasted full-width digits and separators arrive as plain digits', async () => {
    const bench = drawField(account);
    const clipboardData = new DataTransfer();
    clipboardData.setData('text/plain', '６２００－００００ 0001');
    bench.input().dispatchEvent(
      new ClipboardEvent('paste', {
        clipboardData,
        bubbles: true,
        cancelable: true,
      }),
    );
    await settled();
    expect(bench.input().value).toBe('620000000001');
    expect(bench.last()).toBe('620000000001');
    expect(bench.host.textContent).toContain('6200 0000 0001');
  });

  test('full-width digits typed are put in order on leaving', async () => {
    const bench = drawField(field({ type: 'phone', label: '电话' }));
    await userEvent.type(bench.input(), '１３８ 0000 2210');
    await userEvent.tab();
    expect(bench.input().value).toBe('13800002210');
    expect(bench.host.textContent).toContain('138 0000 2210');
  });

  test('an unusual card number is advised about, not refused', async () => {
    const bench = drawField(account);
    await userEvent.type(bench.input(), '6200000000012345678');
    expect(bench.host.textContent).toContain('和常见卡号不一样，请再对一遍');
    expect(bench.input().getAttribute('aria-invalid')).toBe('false');
  });

  test('nobody is told off while typing, but on leaving', async () => {
    const bench = drawField(field({ type: 'phone', label: '电话' }));
    await userEvent.type(bench.input(), '1380000');
    expect(bench.host.querySelector('.field-error')).toBeNull();
    await userEvent.tab();
    expect(bench.host.textContent).toContain(
      '电话应是11位手机号，或带区号的座机',
    );
    await userEvent.type(bench.input(), '2210');
    expect(bench.host.querySelector('.field-error')).toBeNull();
  });

  test('money is a number, with its unit outside and capitals below', async () => {
    const bench = drawField(field({ type: 'money', label: '总金额' }));
    await userEvent.type(bench.input(), '１２，３４５．６');
    expect(bench.last()).toBe(12_345.6);
    expect(bench.host.textContent).toContain(
      '12,345.6元 · 壹万贰仟叁佰肆拾伍元陆角整',
    );
    expect(bench.input().type).toBe('text');
  });

  test('what is no number stays as it was typed, for the check to point at', async () => {
    const bench = drawField(field({ type: 'area', label: '耕地', unit: '亩' }));
    await userEvent.type(bench.input(), '3亩');
    expect(bench.last()).toBe('3亩');
    await userEvent.tab();
    expect(bench.host.textContent).toContain('耕地请只填数字');
  });

  test('a half typed decimal is not rewritten', async () => {
    const bench = drawField(field({ type: 'number', label: '年限' }));
    await userEvent.type(bench.input(), '3.');
    expect(bench.input().value).toBe('3.');
    await userEvent.type(bench.input(), '5');
    expect(bench.last()).toBe(3.5);
  });
});

describe('a date', () => {
  const born = field({ type: 'date', label: '出生日期' });

  test.each(['19440312', '1944.3.12', '1944年3月12日'])(
    '%s is read and said back',
    async (typed) => {
      const bench = drawField(born);
      await userEvent.type(bench.input(), typed);
      expect(bench.last()).toBe('1944-03-12');
      expect(bench.host.textContent).toContain('1944年3月12日 星期日');
    },
  );

  test('a day that does not exist is said on leaving', async () => {
    const bench = drawField(born);
    await userEvent.type(bench.input(), '19440230');
    await userEvent.tab();
    expect(bench.host.textContent).toContain('日期不存在：2月30日');
  });

  test('yesterday is one press', async () => {
    const bench = drawField(born);
    await userEvent.click(bench.button('昨天'));
    expect(bench.last()).toBe('2026-11-24');
    // The field shows it with its next drawing.
    await expect.poll(() => bench.input().value).toBe('2026-11-24');
  });
});

describe('text', () => {
  test('Chinese text has no maxLength: what is over is counted and said', async () => {
    const bench = drawField(name, { value: '彭某某某·某某某某' });
    expect(bench.input().hasAttribute('maxlength')).toBe(false);
    expect(bench.host.textContent).toContain('多了4个字');
  });

  test('an error stands above the input, is tied to it, and says the sentence', () => {
    const bench = drawField(name, { issue: { code: 'required' } });
    const input = bench.input();
    const described = input.getAttribute('aria-describedby') ?? '';
    const error = document.getElementById(described.split(' ')[0] ?? '');
    expect(error?.textContent).toContain('还没填姓名');
    expect(input.getAttribute('aria-invalid')).toBe('true');
    expect(error?.compareDocumentPosition(input)).toBe(
      Node.DOCUMENT_POSITION_FOLLOWING,
    );
  });

  test('what may be left out says so; what must be there is unmarked', () => {
    expect(drawField(name).host.textContent).not.toContain('选填');
    const remark = field({ type: 'textarea', label: '备注', required: false });
    expect(drawField(remark).host.textContent).toContain('选填');
  });
});
