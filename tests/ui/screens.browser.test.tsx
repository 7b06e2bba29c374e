import { useState } from 'preact/hooks';
import { describe, expect, test } from 'vitest';
import { userEvent } from 'vitest/browser';
import { DISPLAY_STATUSES } from '../../src/domain/cases/display-status.ts';
import { statusWords } from '../../src/text/status.ts';
import { ErrorSummary } from '../../src/ui/error-summary/error-summary.tsx';
import { Field, fieldPlainText } from '../../src/ui/field/field.tsx';
import { Page } from '../../src/ui/page/page.tsx';
import { Strip } from '../../src/ui/strip/strip.tsx';
import { stripLine } from '../../src/ui/strip/strip-line.ts';
import {
  openTextSize,
  setTextSize,
  TextSize,
} from '../../src/ui/text-size/text-size.tsx';
import { field, OWN_VILLAGE, regions, TODAY } from './examples/asked-field.ts';
import { Button } from '../../src/ui/button/button.tsx';
import { WithdrawDialog } from './examples/dialog.tsx';
import { drawing } from './examples/example.ts';
import { childrenTable, fieldExamples } from './examples/field.tsx';
import { pageExamples } from './examples/page.tsx';
import { caseTagExamples, statusTagExamples } from './examples/status-tag.tsx';
import { calm, leftFacts, stripExamples } from './examples/strip.tsx';
import { faults } from './faults.ts';
import { draw, settled } from './render.tsx';

/** Contrast of two CSS colours as WCAG 2 computes it. */
function contrast(one: string, other: string): number {
  const [light = 0, dark = 0] = [one, other]
    .map((colour) => {
      const [r = 0, g = 0, b = 0] = (colour.match(/[\d.]+/g) ?? [])
        .map(Number)
        .map((part) => part / 255)
        .map((part) =>
          part <= 0.039_28 ? part / 12.92 : ((part + 0.055) / 1.055) ** 2.4,
        );
      return 0.2126 * r + 0.7152 * g + 0.0722 * b;
    })
    .sort((a, b) => b - a);
  return (light + 0.05) / (dark + 0.05);
}

describe('status tags', () => {
  test('each is told by word and icon, and its word has contrast 4.5 or more', () => {
    const host = draw(caseTagExamples.map(({ draw }) => draw()));
    const tags = [...host.querySelectorAll('.tag')];
    expect(tags.map((tag) => tag.textContent)).toEqual(
      DISPLAY_STATUSES.map((status) => statusWords[status]),
    );
    for (const tag of tags) {
      const style = getComputedStyle(tag);
      expect(tag.querySelector('svg path')).not.toBeNull();
      expect(
        contrast(style.color, style.backgroundColor),
        tag.textContent ?? '',
      ).toBeGreaterThanOrEqual(4.5);
      expect(Number.parseFloat(style.fontSize)).toBeGreaterThanOrEqual(15);
    }
  });

  test('an unsent later operation adds a second small tag', () => {
    const host = draw(
      drawing(statusTagExamples, 'with an unsent later operation'),
    );
    expect(host.textContent).toBe('待补正1项待发送');
  });
});

describe('the strip', () => {
  test('with an alert at the right the left is cut at its comma', () => {
    const host = draw(drawing(stripExamples, 'offline and refused'));
    expect(host.querySelector('a')?.innerText).toMatch(
      /没网 · 12件已存好\s+需处理2/,
    );
  });

  test('in large text nothing is cut', () => {
    setTextSize(2);
    const host = draw(drawing(stripExamples, 'offline and refused'));
    expect(host.querySelector('a')?.innerText).toContain('有网自动发');
  });

  test('a new kind is announced, progress is not', async () => {
    const offline = stripLine({ ...calm, ...leftFacts.offlineUnsent });
    const sending = (text: string) => ({
      left: { kind: 'sending', text, tone: 'info' } as const,
    });
    let show: (text: string) => void = () => {};
    function Bench() {
      const [text, setText] = useState('');
      show = setText;
      return <Strip line={text ? sending(text) : offline} href="#" />;
    }
    const host = draw(<Bench />);
    const said = () => host.querySelector('[role=status]')?.textContent;
    expect(said()).toBe('');
    show('发送中 · 0/3.8MB');
    await settled();
    expect(said()).toBe('发送中 · 0/3.8MB');
    show('发送中 · 1.2/3.8MB');
    await settled();
    expect(said()).toBe('发送中 · 0/3.8MB');
  });
});

describe('a page', () => {
  test('opens with focus on its one h1 and names itself', async () => {
    const host = draw(drawing(pageExamples, 'a form'));
    await settled();
    expect(document.activeElement).toBe(host.querySelector('h1'));
    // Browsers keep titles on the disk, so a title names nobody.
    expect(document.title).toBe('填表');
  });

  test('with errors the summary has focus, the title says so, and a link leads into the field', async () => {
    const host = draw(
      <Page title="核对" hasErrors focusTitle={false}>
        <ErrorSummary
          errors={[{ elementId: 'field-a', message: '还没填申请人姓名' }]}
        />
        <details>
          <summary>选填</summary>
          <Field
            field={field({ id: 'a', type: 'text', label: '申请人姓名' })}
            value={undefined}
            onChange={() => {}}
            regions={regions}
            today={TODAY}
            ownVillage={OWN_VILLAGE}
          />
        </details>
      </Page>,
    );
    await settled();
    expect(document.activeElement).toBe(host.querySelector('.error-summary'));
    expect(host.querySelector('.error-summary h2')?.textContent).toBe(
      '有1处要改',
    );
    expect(document.title).toBe('有错：核对');
    await userEvent.click(host.querySelector('.error-summary a')!);
    expect(document.activeElement).toBe(host.querySelector('#field-a'));
    expect(host.querySelector('details')?.open).toBe(true);
  });
});

describe('large text', () => {
  test('is kept for each person apart', () => {
    localStorage.clear();
    openTextSize('clerk-1');
    setTextSize(3);
    openTextSize('clerk-2');
    expect(getComputedStyle(document.documentElement).fontSize).toBe('17px');
    openTextSize('clerk-1');
    expect(getComputedStyle(document.documentElement).fontSize).toBe('34px');
    setTextSize(0);
  });

  test('the two buttons go through 17, 20, 25 and 34 px and stop', async () => {
    setTextSize(0);
    const host = draw(<TextSize />);
    const [smaller, larger] = host.querySelectorAll('button');
    const now = () => getComputedStyle(document.documentElement).fontSize;
    const sizes = [now()];
    for (let press = 0; press < 4; press++) {
      larger?.click();
      sizes.push(now());
    }
    expect(sizes).toEqual(['17px', '20px', '25px', '34px', '34px']);
    await settled();
    smaller?.click();
    expect(now()).toBe('25px');
    setTextSize(0);
  });
});

describe('a dialog', () => {
  async function ask() {
    const ended: string[] = [];
    let close: () => void = () => {};
    function Bench() {
      const [isOpen, setOpen] = useState(true);
      close = () => setOpen(false);
      const end = (how: string) => () => {
        ended.push(how);
        setOpen(false);
      };
      return isOpen ? (
        <WithdrawDialog onConfirm={end('confirm')} onCancel={end('cancel')} />
      ) : null;
    }
    const host = draw(<Bench />);
    await settled();
    return { host, ended, close: () => close() };
  }

  test('begins on the harmless button and passes axe', async () => {
    const { host } = await ask();
    expect(document.activeElement?.textContent).toBe('不撤');
    expect(await faults(host)).toEqual([]);
  });

  test('Esc and the back button of the phone both mean no', async () => {
    const first = await ask();
    await userEvent.keyboard('{Escape}');
    await expect.poll(() => first.ended).toEqual(['cancel']);
    const second = await ask();
    history.back();
    await expect.poll(() => second.ended).toEqual(['cancel']);
    expect(document.querySelector('dialog')).toBeNull();
  });

  test('the act is done once, after its history entry is gone', async () => {
    const { ended } = await ask();
    const before = history.state as unknown;
    await userEvent.click(
      [...document.querySelectorAll('button')].find(
        (button) => button.textContent === '撤回这件',
      )!,
    );
    await expect.poll(() => ended).toEqual(['confirm']);
    expect(history.state).not.toEqual(before);
  });
});

describe('answers shown', () => {
  test('an identity number is covered until asked for', async () => {
    const host = draw(drawing(fieldExamples, 'idcard, read'));
    expect(host.textContent).toContain('0000**********004X');
    expect(host.textContent).not.toContain('1944');
    host.querySelector('button')?.click();
    await settled();
    expect(host.textContent).toContain('0000 00 1944 0312 004X');
  });

  test('a table is read row by row, and covers the numbers of persons', async () => {
    const host = draw(drawing(fieldExamples, 'table, read'));
    const [first, second] = host.querySelectorAll('li');
    expect(first?.textContent).toContain('3,600元');
    expect(first?.textContent).toContain('0000**********004X');
    expect(second?.textContent).toBe('姓名姚示秀');
    const show = host.querySelector('button');
    expect(show?.getAttribute('aria-label')).toBe('显示 第1行 公民身份号码');
    show?.click();
    await settled();
    expect(first?.textContent).toContain('0000 00 1944 0312 004X');
    expect(await faults(host)).toEqual([]);
  });

  test('a table in print has a row a line, and nothing covered', () => {
    expect(
      fieldPlainText(field({ ...childrenTable, type: 'table' }), [
        { name: '姚示生', idNo: '00000019440312004X' },
        { name: '姚示秀', income: 3600 },
      ]),
    ).toBe(
      '姓名 姚示生 · 公民身份号码 0000 00 1944 0312 004X\n姓名 姚示秀 · 年收入 3,600元 · 叁仟陆佰元整',
    );
  });

  test('the bar of the primary button is set off only while the page goes on beneath it', async () => {
    const host = draw(
      <Page title="填表" primary={<Button kind="primary">下一步：材料</Button>}>
        <p style={{ height: '200vh' }}>很长的一页</p>
      </Page>,
    );
    const bar = host.querySelector('.page-primary') ?? host;
    const shadow = () => getComputedStyle(bar).boxShadow;
    await expect.poll(shadow).not.toBe('none');
    scrollTo(0, document.documentElement.scrollHeight);
    await expect.poll(shadow).toBe('none');
    scrollTo(0, 0);
    await expect.poll(shadow).not.toBe('none');
  });

  test('a button at work says its verb and takes no second press', () => {
    let presses = 0;
    const host = draw(
      <Button kind="primary" busy="正在存…" onPress={() => presses++}>
        提交这件
      </Button>,
    );
    host.querySelector('button')?.click();
    expect(presses).toBe(0);
    expect(host.textContent).toContain('正在存…');
    expect(host.textContent).not.toContain('提交这件');
  });
});
