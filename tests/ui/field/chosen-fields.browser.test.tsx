import { describe, expect, test } from 'vitest';
import { userEvent } from '../../support/hand.ts';
import { drawField, field } from '../field-bench.tsx';
import { settled } from '../render.tsx';

describe('choices', () => {
  test('two are two big buttons side by side, and none is preset', async () => {
    const bench = drawField(
      field({ type: 'select', label: '本人是否健在', options: ['是', '否'] }),
    );
    const rows = [...bench.host.querySelectorAll<HTMLElement>('.choice')];
    const [yes, no] = rows.map((row) => row.getBoundingClientRect());
    expect(yes?.top).toBe(no?.top);
    expect(yes?.height).toBeGreaterThanOrEqual(48);
    expect(bench.host.querySelector('input:checked')).toBeNull();
    rows[0]?.click();
    expect(bench.last()).toBe('是');
  });

  test('arrows move through radios', async () => {
    const bench = drawField(
      field({ type: 'select', options: ['土家族', '苗族', '侗族'] }),
      { value: '土家族' },
    );
    bench.get('input:checked').focus();
    await userEvent.keyboard('{ArrowDown}');
    expect(bench.last()).toBe('苗族');
  });

  test('an optional choice can be taken back', async () => {
    const bench = drawField(
      field({ type: 'select', options: ['是', '否'], required: false }),
      { value: '是' },
    );
    await userEvent.click(bench.button('清掉'));
    expect(bench.last()).toBeUndefined();
  });

  test('several are ticked, and kept in the order of the catalogue', async () => {
    const bench = drawField(
      field({ type: 'select', multiple: true, options: ['甲', '乙', '丙'] }),
    );
    const boxes = bench.host.querySelectorAll<HTMLInputElement>('input');
    boxes[2]?.click();
    await settled();
    boxes[0]?.click();
    expect(bench.last()).toEqual(['甲', '丙']);
  });

  test('unticking the last one leaves no answer', () => {
    const bench = drawField(
      field({ type: 'select', multiple: true, options: ['甲', '乙'] }),
      { value: ['甲'] },
    );
    bench.get('input').click();
    expect(bench.changes).toEqual([undefined]);
  });

  test('many are searched in place, and focus comes back', async () => {
    const options = ['本人', '配偶', '父亲', '母亲', '儿子', '女儿', '孙子女'];
    const bench = drawField(field({ type: 'select', label: '关系', options }));
    await userEvent.click(bench.button('选一个'));
    await settled();
    expect(document.activeElement).toBe(bench.input());
    await userEvent.type(bench.input(), '子');
    expect(bench.host.querySelectorAll('.picker-hits li')).toHaveLength(2);
    await userEvent.click(bench.button('孙子女'));
    await settled();
    expect(bench.last()).toBe('孙子女');
    expect(document.activeElement).toBe(bench.button('换'));
  });
});

describe('an address', () => {
  const lives = field({ type: 'address', label: '户籍地址' });
  const own = {
    town9: '422825102',
    village: '422825102205',
    townName: '沙道沟镇',
    villageName: '水田坝村',
    detail: '',
  };

  test('the own village is there in one row, with its township', async () => {
    const bench = drawField(lives);
    await settled();
    expect(bench.last()).toEqual(own);
    expect(bench.get('.chosen').textContent).toContain('沙道沟镇水田坝村');
    await userEvent.type(bench.get('#field-asked-group'), '3组');
    expect(bench.last()).toEqual({ ...own, group: 3 });
  });

  test('an optional address is no answer until something is typed', async () => {
    const bench = drawField({ ...lives, required: false });
    await settled();
    expect(bench.changes).toEqual([]);
    await userEvent.type(bench.get('#field-asked-group'), '2');
    expect(bench.last()).toEqual({ ...own, group: 2 });
  });

  test('villages of one name are separate hits, none of them preset', async () => {
    const bench = drawField(lives);
    await userEvent.click(bench.button('换'));
    await settled();
    await userEvent.type(bench.input(), 'stb');
    const hits = [...bench.host.querySelectorAll('.picker-hits button')];
    expect(hits.map((hit) => hit.textContent)).toEqual([
      '水田坝村 · 椒园镇',
      '水田坝村 · 沙道沟镇',
    ]);
    await userEvent.click(bench.button('水田坝村 · 椒园镇'));
    expect(bench.last()).toMatchObject({
      town9: '422825101',
      village: '422825101208',
      townName: '椒园镇',
    });
  });

  test('a merged village is found by its old name and leads to its successor', async () => {
    const bench = drawField(lives, { ownVillage: null });
    await userEvent.type(bench.input(), '苦草坪');
    await userEvent.click(
      bench.button('苦草坪村（已并入两河口村） · 沙道沟镇'),
    );
    expect(bench.last()).toMatchObject({ villageName: '两河口村' });
  });

  test('outside the county it is free text', async () => {
    const bench = drawField(lives, { ownVillage: null });
    await userEvent.click(bench.button('外县'));
    await settled();
    await userEvent.type(bench.input(), '湖南省龙山县');
    expect(bench.last()).toEqual({ detail: '湖南省龙山县' });
  });
});
