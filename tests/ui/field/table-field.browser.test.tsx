import { describe, expect, test } from 'vitest';
import { userEvent } from '../../support/hand.ts';
import type { Column } from '../../../src/domain/catalogue/form-schema.ts';
import { drawField, field } from '../field-bench.tsx';
import { settled } from '../render.tsx';

const column = (
  parts: Partial<Column> & Pick<Column, 'id' | 'type' | 'label'>,
): Column => ({ required: true, pi: 'general', ...parts });

const members = field({
  id: 'members',
  type: 'household-member-table',
  label: '家庭成员',
  minRows: 1,
  maxRows: 3,
  columns: [
    column({ id: 'name', type: 'text', label: '姓名' }),
    column({ id: 'idNo', type: 'idcard', label: '公民身份号码' }),
    column({
      id: 'relation',
      type: 'select',
      label: '与申请人关系',
      options: ['本人', '配偶'],
    }),
    column({ id: 'born', type: 'date', label: '出生日期', required: false }),
    column({ id: 'income', type: 'money', label: '年收入', required: false }),
  ],
});

const self = {
  name: '向某英',
  idNo: '00000019440312068X',
  relation: '本人',
};
const husband = {
  name: '田某',
  idNo: '000000194805190015',
  relation: '配偶',
};

const drawMembers = (start: Parameters<typeof drawField>[1] = {}) => {
  const bench = drawField(members, start);
  const cell = (row: number, id: string) =>
    bench.get(`[id="field-members.${row}.${id}"]`);
  const rows = () => [
    ...bench.host.querySelectorAll<HTMLDetailsElement>('.table-row'),
  ];
  const pressed = (label: string) => {
    const found = bench.host.querySelector<HTMLButtonElement>(
      `button[aria-label="${label}"]`,
    );
    if (found === null) throw new Error(`no button ${label}`);
    return found;
  };
  return {
    ...bench,
    cell,
    rows,
    pressed,
    titles: () =>
      rows().map((row) => row.querySelector('summary')?.textContent),
    add: () => userEvent.click(pressed('添一行 家庭成员')),
    remove: (n: number) =>
      userEvent.click(pressed(`删这一行 家庭成员第${n}行`)),
    restore: (n: number) => userEvent.click(pressed(`恢复 家庭成员第${n}行`)),
  };
};

describe('rows', () => {
  test('a table that must be filled in begins with an open row, which is no answer yet', async () => {
    const bench = drawMembers();
    expect(bench.rows().map(({ open }) => open)).toEqual([true]);
    await userEvent.type(bench.cell(0, 'name'), '向');
    expect(bench.changes).toEqual([[{ name: '向' }]]);
    await userEvent.clear(bench.cell(0, 'name'));
    expect(bench.last()).toBeUndefined();
  });

  test('one that may be left out begins with none', () => {
    const bench = drawField({ ...members, required: false });
    expect(bench.host.querySelector('.table-row')).toBeNull();
  });

  test('what is done is folded and says whose it is, without a number', () => {
    const bench = drawMembers({ value: [self, { name: '田某' }] });
    expect(bench.rows().map(({ open }) => open)).toEqual([false, true]);
    expect(bench.titles()[0]).toBe('第1行 向某英 · 本人');
  });

  test('a new one opens alone with the focus in it, and a second empty one is not made', async () => {
    const bench = drawMembers({ value: [self] });
    bench.rows()[0]!.open = true;
    await settled();
    await bench.add();
    await settled();
    expect(bench.rows().map(({ open }) => open)).toEqual([false, true]);
    await expect.poll(() => document.activeElement).toBe(bench.cell(1, 'name'));
    await bench.add();
    await settled();
    expect(bench.rows()).toHaveLength(2);
    expect(bench.changes).toEqual([]);
  });

  test('no more are offered than the table takes', async () => {
    const bench = drawMembers({ value: [self, husband] });
    await bench.add();
    await settled();
    expect(bench.host.textContent).toContain('满3行了，不能再添。');
  });

  test('a row that was closed unfinished says so', async () => {
    const bench = drawMembers({ value: [{ name: '田某' }] });
    bench.rows()[0]!.open = false;
    await settled();
    expect(bench.titles()[0]).toBe('第1行 田某还没填好');
  });

  test('a removed one can be put back where it was, with all that stood in it', async () => {
    const bench = drawMembers({ value: [self, husband] });
    bench.rows()[0]!.open = true;
    await settled();
    await bench.remove(1);
    await settled();
    expect(bench.last()).toEqual([husband]);
    expect(bench.host.textContent).toContain('已删 家庭成员第1行');
    expect(document.activeElement).toBe(bench.pressed('恢复 家庭成员第1行'));
    await userEvent.keyboard('{Enter}');
    await settled();
    expect(bench.last()).toEqual([self, husband]);
    expect(bench.titles()).toEqual([
      '第1行 向某英 · 本人',
      '第2行 田某 · 配偶',
    ]);
    expect(bench.host.textContent).not.toContain('已删');
    expect(document.activeElement?.textContent).toContain('向某英');
  });

  test('choices stay with their rows when the one before goes and comes back', async () => {
    const bench = drawMembers({ value: [self, husband] });
    for (const row of bench.rows()) row.open = true;
    await settled();
    const chosen = () =>
      bench
        .rows()
        .map((row) => row.querySelector('input:checked')?.parentElement)
        .map((label) => label?.textContent);
    await bench.remove(1);
    await settled();
    expect(chosen()).toEqual(['配偶']);
    await bench.restore(1);
    await settled();
    expect(chosen()).toEqual(['本人', '配偶']);
    await userEvent.click(bench.rows()[1]!.querySelectorAll('.choice')[0]!);
    await settled();
    expect(chosen()).toEqual(['本人', '本人']);
    expect(bench.last()).toEqual([self, { ...husband, relation: '本人' }]);
  });

  test('the last one removed leaves no answer', async () => {
    const bench = drawMembers({ value: [self] });
    bench.rows()[0]!.open = true;
    await settled();
    await bench.remove(1);
    expect(bench.last()).toBeUndefined();
  });

  test('what is changed from outside is shown', async () => {
    const bench = drawMembers({ value: [self] });
    bench.answerFromOutside([husband, self]);
    await settled();
    expect(bench.titles()).toEqual([
      '第1行 田某 · 配偶',
      '第2行 向某英 · 本人',
    ]);
    await expect.poll(() => bench.cell(0, 'name').value).toBe('田某');
  });
});

describe('cells', () => {
  test('have the manners of fields of their own, and stand in the order of the columns', async () => {
    const bench = drawMembers();
    await userEvent.click(bench.rows()[0]!.querySelectorAll('.choice')[1]!);
    await settled();
    await userEvent.type(bench.cell(0, 'income'), '１，２００');
    await userEvent.type(bench.cell(0, 'born'), '19480519');
    await userEvent.type(bench.cell(0, 'idNo'), '00000019480519001５');
    await userEvent.type(bench.cell(0, 'name'), '田某');
    await userEvent.tab();
    await settled();
    expect(JSON.stringify(bench.last())).toBe(
      JSON.stringify([{ ...husband, born: '1948-05-19', income: 1200 }]),
    );
    expect(bench.host.textContent).toContain('0000 00 1948 0519 0015 · 男');
    expect(bench.host.textContent).toContain('1,200元 · 壹仟贰佰元整');
    expect(bench.cell(0, 'idNo').value).toBe('000000194805190015');
  });

  test('a pasted number is put in order', async () => {
    const bench = drawMembers();
    const clipboardData = new DataTransfer();
    clipboardData.setData('text/plain', '０００００0 1948-0519 0015');
    bench.cell(0, 'idNo').dispatchEvent(
      new ClipboardEvent('paste', {
        clipboardData,
        bubbles: true,
        cancelable: true,
      }),
    );
    await settled();
    expect(bench.cell(0, 'idNo').value).toBe('000000194805190015');
    expect(bench.last()).toEqual([{ idNo: '000000194805190015' }]);
  });

  test('letters of a word under way are no answer, and are not disturbed', async () => {
    const bench = drawMembers({ value: [self, {}] });
    const input = bench.cell(1, 'name');
    input.focus();
    input.dispatchEvent(new CompositionEvent('compositionstart'));
    input.value = 'tian';
    input.dispatchEvent(
      new InputEvent('input', { bubbles: true, isComposing: true }),
    );
    // Another cell is answered meanwhile, as by a key of its own.
    bench.rows()[1]!.querySelectorAll<HTMLElement>('[type=radio]')[1]!.click();
    await settled();
    expect(input.value).toBe('tian');
    expect(bench.last()).toEqual([self, { relation: '配偶' }]);
    input.value = '田';
    input.dispatchEvent(new CompositionEvent('compositionend'));
    expect(bench.last()).toEqual([self, { name: '田', relation: '配偶' }]);
  });

  test('the keyboard alone adds a row, fills it, closes and opens it', async () => {
    const bench = drawMembers({ value: [self] });
    bench.pressed('添一行 家庭成员').focus();
    await userEvent.keyboard('{Enter}');
    await expect
      .poll(() => document.activeElement)
      .toBe(bench.rows()[1]?.querySelector('input'));
    await userEvent.keyboard('田某');
    expect(bench.last()).toEqual([self, { name: '田某' }]);
    await userEvent.tab({ shift: true });
    expect(document.activeElement?.matches('summary')).toBe(true);
    await userEvent.keyboard('{Enter}');
    await settled();
    expect(bench.rows()[1]?.open).toBe(false);
    await userEvent.keyboard(' ');
    await settled();
    expect(bench.rows()[1]?.open).toBe(true);
  });
});

describe('what is wrong', () => {
  test('stands at its cell in an open row, and goes when that is changed', async () => {
    const bench = drawMembers({
      value: [self, husband],
      cellIssues: [
        {
          path: 'members.1.name',
          code: 'tooLong',
          params: { length: 9, max: 8 },
        },
        { path: 'members.1.idNo', code: 'idNumberChecksum' },
      ],
    });
    expect(bench.rows().map(({ open }) => open)).toEqual([false, true]);
    const errors = () =>
      [...bench.host.querySelectorAll('.field-error')].map(
        (error) => error.textContent,
      );
    expect(errors()).toEqual([
      '要改：多了1个字，请缩到8个字以内',
      '要改：最后一位对不上，请对着证件再看一遍',
    ]);
    await userEvent.type(bench.cell(1, 'name'), '1');
    await settled();
    expect(errors()).toEqual(['要改：最后一位对不上，请对着证件再看一遍']);
  });

  test('stays with its row when the one before is removed', async () => {
    const bench = drawMembers({
      value: [self, husband],
      cellIssues: [{ path: 'members.1.idNo', code: 'idNumberChecksum' }],
    });
    bench.rows()[0]!.open = true;
    await settled();
    await bench.remove(1);
    await settled();
    expect(bench.cell(1, 'idNo').getAttribute('aria-invalid')).toBe('true');
  });

  test('with the table itself stands above its rows', () => {
    const bench = drawMembers({ issue: { code: 'required' } });
    expect(bench.host.querySelector('.field-error')?.textContent).toBe(
      '要改：还没填家庭成员',
    );
  });
});
