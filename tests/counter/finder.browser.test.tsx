import { describe, expect, test } from 'vitest';
import { page, userEvent } from 'vitest/browser';
import { listMatters } from '../../src/device/catalogue/list-matters.ts';
import { FakeDevice } from '../support/fake-device.ts';
import { catalogue } from '../support/fake-device/matters.ts';
import {
  button,
  heading,
  link,
  openCounter,
  verification,
} from './counter-bench.ts';

const search = () => page.getByRole('searchbox');
const matters = listMatters({ catalogue });

/** Short names of the rows that are shown, in order. */
const rows = () =>
  Array.from(document.querySelectorAll('.rows .row-title')).map(
    ({ textContent }) => textContent,
  );

function searchInput(): HTMLInputElement {
  const input = document.querySelector('#matter-search');
  if (!(input instanceof HTMLInputElement)) throw new Error('no search');
  return input;
}

async function openFinder(fake = new FakeDevice()): Promise<void> {
  openCounter(fake, '/find');
  await expect.element(page.getByText('按部门看')).toBeVisible();
}

describe('the finder, on a device that is a fake', () => {
  test('finds by initials and begins with the keyboard alone, by the guide', async () => {
    const fake = new FakeDevice();
    await openFinder(fake);
    await expect.element(search()).toHaveFocus();
    await userEvent.keyboard('gljt');
    await expect.poll(rows).toEqual(['高龄津贴']);
    await userEvent.keyboard('{Enter}');
    await expect.element(heading('高龄津贴申领')).toHaveFocus();
    await userEvent.keyboard('{Control>}{Enter}{/Control}');
    await expect.element(heading('给谁办？')).toBeVisible();
    expect(fake.drafts.value[0]?.matterCode).toBe('V14');
  });

  test('begins at once with Ctrl and Enter', async () => {
    const fake = new FakeDevice();
    await openFinder(fake);
    await userEvent.keyboard('gljt{Control>}{Enter}{/Control}');
    await expect.element(heading('给谁办？')).toBeVisible();
    expect(fake.drafts.value[0]?.matterCode).toBe('V14');
  });

  test('an empty search begins nothing', async () => {
    const fake = new FakeDevice();
    await openFinder(fake);
    await userEvent.keyboard('{Enter}{Control>}{Enter}{/Control}');
    await expect.element(heading('办什么事')).toBeVisible();
    expect(fake.drafts.value).toEqual([]);
  });

  test('goes through the rows by arrow keys, and up into the search again', async () => {
    await openFinder();
    await userEvent.keyboard('养老');
    await expect.poll(() => rows().length).toBeGreaterThan(2);
    await userEvent.keyboard('{ArrowDown}{ArrowDown}');
    await expect.element(link(new RegExp(`^${rows()[1]}`))).toHaveFocus();
    await userEvent.keyboard('{ArrowUp}{ArrowUp}');
    await expect.element(search()).toHaveFocus();
  });

  test('Escape empties the search, and leaves when it is empty', async () => {
    openCounter(new FakeDevice());
    await link('+ 收一件').click();
    await expect.element(search()).toHaveFocus();
    await userEvent.keyboard('gljt{Escape}');
    await expect.element(search()).toHaveValue('');
    await expect.element(page.getByText('按部门看')).toBeVisible();
    await userEvent.keyboard('{Escape}');
    await expect.element(heading('首页')).toBeVisible();
  });

  test('nothing moves while an input method composes', async () => {
    await openFinder();
    const input = searchInput();
    const before = rows();
    input.dispatchEvent(new CompositionEvent('compositionstart'));
    for (const piece of ['g', 'ga', "gao'l"]) {
      input.value = piece;
      input.dispatchEvent(new InputEvent('input', { isComposing: true }));
    }
    for (const key of ['Enter', 'ArrowDown', 'Escape'])
      input.dispatchEvent(
        new KeyboardEvent('keydown', {
          key,
          isComposing: true,
          bubbles: true,
          cancelable: true,
        }),
      );
    expect(rows()).toEqual(before);
    await expect.element(search()).toHaveFocus();
    expect(input.value).toBe("gao'l");
    input.value = '高龄';
    input.dispatchEvent(new CompositionEvent('compositionend'));
    await expect.poll(rows).toEqual(['高龄津贴']);
  });

  test('takes what a Chinese keyboard types full width', async () => {
    await openFinder();
    await search().fill('ＧＬＪＴ');
    await expect.poll(rows).toEqual(['高龄津贴']);
    await search().fill('８０岁');
    await expect.poll(rows).toEqual(['高龄津贴']);
  });

  test('shows by which words a matter was met, where its name does not say it', async () => {
    await openFinder();
    await search().fill('老兵');
    await expect.element(link(/^退役优待证/)).toHaveTextContent('说到“老兵”');
  });

  test('tells how many there are when typing has come to rest', async () => {
    await openFinder();
    await search().fill('gljt');
    await expect
      .poll(() => document.querySelector('.field [role=status]')?.textContent)
      .toBe('1项');
  });

  test('finds by what has happened; the choice is let go again', async () => {
    await openFinder();
    await button('家人去世').click();
    await expect.poll(rows).toEqual(['身后一件事', '养老注销', '户口注销']);
    expect(button('生孩子').all()).toHaveLength(0);
    await button('换一个').click();
    await button('生孩子').click();
    await expect.poll(() => rows()[0]).toBe('出生一件事');
    expect(rows()).toContain('新生儿落户');
    await button('生孩子').click();
    await expect.element(page.getByText('按部门看')).toBeVisible();
    await button('更多').click();
    await button('当过兵').click();
    await expect.poll(rows).toEqual(['退役优待证']);
  });

  test('every matter stands under its department', async () => {
    await openFinder();
    const shown: (string | null)[] = [];
    for (const { name, matters: codes } of catalogue.categories) {
      const fold = page.getByText(name, { exact: true });
      await fold.click();
      await expect.poll(() => rows().length).toBe(codes.length);
      shown.push(...rows());
      await fold.click();
      await expect.poll(() => rows().length).toBe(0);
    }
    expect(shown).toEqual(matters.map(({ short }) => short));
  });

  test('what was not found is met with what is like it, everything, and whom to ask', async () => {
    await openFinder();
    await search().fill('老人的津贴');
    await expect
      .element(
        page.getByText(
          '没找到“老人的津贴”。村里能办32项；换个说法，或看全部。',
        ),
      )
      .toBeVisible();
    await expect.element(link(/^高龄津贴/)).toBeVisible();
    await expect
      .element(page.getByText('记下“老人的津贴”，问乡镇：'))
      .toHaveTextContent('0718-5830000');
    await button('看全部32项').click();
    await expect.poll(() => rows().length).toBe(32);
    await expect.element(search()).toHaveValue('');
    await expect
      .poll(() => document.activeElement?.textContent)
      .toMatch(/^社会保险/);
  });

  test('the way back keeps the search, the row and the place', async () => {
    await openFinder();
    await search().fill('登记');
    await expect.poll(() => rows().length).toBeGreaterThan(5);
    const last = link(new RegExp(`^${rows()[rows().length - 1]}`));
    (last.element() as HTMLElement).scrollIntoView();
    const top = scrollY;
    expect(top).toBeGreaterThan(100);
    await last.click();
    await expect.element(button('打印清单')).toBeVisible();
    history.back();
    await expect.element(search()).toHaveValue('登记');
    await expect.element(last).toHaveFocus();
    await expect.poll(() => Math.abs(scrollY - top)).toBeLessThan(60);
  });

  test('the way back keeps the situation and the open departments', async () => {
    openCounter(new FakeDevice());
    await link('+ 收一件').click();
    await page.getByText('医疗保障', { exact: true }).click();
    await link(/^住院报销/).click();
    await expect.element(button('打印清单')).toBeVisible();
    await button('返回').click();
    await expect.element(link(/^住院报销/)).toHaveFocus();
    await button('家人去世').click();
    await link(/^户口注销/).click();
    await expect.element(button('打印清单')).toBeVisible();
    await button('返回').click();
    await expect.poll(rows).toEqual(['身后一件事', '养老注销', '户口注销']);
    await expect.element(button('家人去世')).toBeVisible();
  });

  test('a finder opened anew is empty, and the old one is not', async () => {
    openCounter(new FakeDevice());
    await link('+ 收一件').click();
    await search().fill('gljt');
    await expect.poll(rows).toEqual(['高龄津贴']);
    await button('返回').click();
    await link('+ 收一件').click();
    await expect.element(page.getByText('按部门看')).toBeVisible();
    await expect.element(search()).toHaveValue('');
  });

  test('what the clerk looked for is not in the history that browsers keep', async () => {
    await openFinder();
    await search().fill('向示英');
    await expect.element(page.getByText(/^没找到/)).toBeVisible();
    expect(JSON.stringify(history.state) + location.href).not.toContain('向');
  });

  test('lock and unlock bring the search back', async () => {
    const fake = new FakeDevice();
    await openFinder(fake);
    await search().fill('gljt');
    await expect.poll(rows).toEqual(['高龄津贴']);
    await fake.api.device.lock();
    await page.getByLabelText(/^PIN/).fill('258036');
    await button('解锁').click();
    await expect.element(search()).toHaveValue('gljt');
    await expect.poll(rows).toEqual(['高龄津贴']);
  });

  test('what is taken in most is one tap from home, and first in the finder', async () => {
    const fake = new FakeDevice();
    for (const code of ['V06', 'V14', 'V03', 'V14', 'V03', 'V14'])
      fake.addCase(code, verification);
    openCounter(fake);
    await link('+ 收一件').click();
    await expect.poll(rows).toEqual(['高龄津贴', '养老认证', '医保参保']);
    await button('返回').click();
    await button('养老认证').click();
    await expect.element(heading('给谁办？')).toBeVisible();
    expect(fake.drafts.value[0]?.matterCode).toBe('V03');
  });

  test('a matter that the catalogue has ended is said to be, at home too', async () => {
    const fake = new FakeDevice();
    fake.addCase('V03', verification);
    fake.api.drafts = {
      ...fake.api.drafts,
      create: () => Promise.resolve({ ok: false, code: 'notAllowedNow' }),
    };
    openCounter(fake);
    await button('养老认证').click();
    await expect.element(page.getByRole('alert')).toBeVisible();
  });

  test.each(
    matters.map(({ code, short, shortPinyin, name }) => ({
      code,
      short,
      shortPinyin,
      name,
    })),
  )(
    '$code $short is found by its initials, and its guide opens',
    async ({ short, shortPinyin, name }) => {
      await openFinder();
      await search().fill(shortPinyin);
      const row = link(new RegExp(`^${short}`)).first();
      await expect.element(row).toHaveTextContent(name);
      await row.click();
      await expect.element(heading(name)).toBeVisible();
    },
  );
});
