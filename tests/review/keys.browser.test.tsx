// A township's list cleared by keyboard alone, each key counted.
import { describe, expect, test } from 'vitest';
import { page, userEvent } from 'vitest/browser';
import { expectAccessible, focused, openConsole } from './console-bench.tsx';
import { aCaseId, aDetail, aRow, StubPlatform } from './stub-platform.ts';
import { eventually } from '../support/eventually.ts';

const CASES = 20;
/** Screens.md: what twenty cases may cost, besides the words that are written. */
const MOST_KEYS = 190;

const opened = (n: number) =>
  eventually(() => {
    expect(location.hash).toBe(`#/cases/${aCaseId(n)}`);
    expect(document.querySelector('img[data-sha256]')).not.toBeNull();
    expect(document.querySelector('.decision-dock button')).not.toBeNull();
    expect(document.querySelector('.case-checks')).not.toBeNull();
  });

test('twenty cases are decided by keyboard alone, each key counted', async () => {
  await page.viewport(1280, 800);
  const platform = new StubPlatform();
  platform.rows = Array.from({ length: CASES }, (_, n) => aRow(n + 1));
  platform.detail = aDetail({
    acts: [
      'accept',
      'requestCorrection',
      'refuse',
      'referElsewhere',
      'dispatch',
    ],
    nextOffice: { id: 'county-civil', name: '县民政局' },
  });
  openConsole(platform);
  await expect.element(page.getByRole('row').nth(CASES)).toBeVisible();

  let keys = 0;
  const press = async (...each: string[]) => {
    for (const key of each) await userEvent.keyboard(key);
    keys += each.length;
  };
  const sent = async (n: number) => {
    await press('{Control>}{Enter}{/Control}');
    await eventually(() => expect(platform.decisions).toHaveLength(n));
  };

  await press('{Enter}');
  for (let n = 1; n <= 15; n += 1) {
    await opened(n);
    await eventually(() => expect([n, focused()?.tagName]).toEqual([n, 'H1']));
    await press(' ', ' ', ' ', '{Shift>}C{/Shift}', 'y', 'y');
    await expect.element(page.getByText('审核清单 4/4')).toBeVisible();
    await press('a');
    await sent(n);
  }
  for (let n = 16; n <= 18; n += 1) {
    await opened(n);
    await expect
      .element(page.getByText(/^已发出：.*（谭某秀）。这是下一件。$/))
      .toBeVisible();
    await press('3', 'x', '{Enter}');
    await sent(n);
  }
  await opened(19);
  await press('d', '{Shift>}{Tab}{/Shift}', '{Shift>}{Tab}{/Shift}');
  await userEvent.keyboard('户口不在本县，依法不该受理');
  await sent(19);
  await opened(20);
  await press('t', '{Shift>}{Tab}{/Shift}', '{ArrowDown}', '{Tab}');
  await userEvent.keyboard('低保边缘户，归农业农村局认定');
  await sent(20);

  expect(platform.decisions.map(({ act }) => act)).toEqual([
    ...Array<string>(15).fill('accept'),
    ...Array<string>(3).fill('requestCorrection'),
    'refuse',
    'dispatch',
  ]);
  expect(platform.decisions[15]).toMatchObject({
    items: [{ about: 'V14-M5', reason: '账户不是老人本人的' }],
  });
  expect(platform.decisions[19]).toMatchObject({
    reason: '低保边缘户，归农业农村局认定',
  });
  await expect
    .element(
      page.getByText('20件：受理15，一次告知补正3，不予受理1，转给部门1'),
    )
    .toBeVisible();
  console.log(`keys for ${CASES} cases: ${keys}`);
  expect(keys).toBeLessThanOrEqual(MOST_KEYS);
}, 90_000);

describe('keys, against a stubbed platform', () => {
  test('? lists them, Esc closes the list and focus is where it was', async () => {
    localStorage.removeItem('review-keys');
    openConsole(new StubPlatform());
    await expect.element(page.getByRole('row').nth(3)).toBeVisible();
    await userEvent.keyboard('?');
    const sheet = page.getByRole('dialog', { name: '快捷键' });
    await expect.element(sheet).toHaveTextContent('一次告知补正');
    await expectAccessible();
    await userEvent.keyboard('{Escape}');
    expect(sheet.query()).toBeNull();
    expect(focused()?.tagName).toBe('H1');
  });

  test('switched off they do nothing, and the button still opens the list of them', async () => {
    localStorage.removeItem('review-keys');
    openConsole(new StubPlatform());
    await expect.element(page.getByRole('row').nth(3)).toBeVisible();
    await userEvent.keyboard('?');
    await page.getByLabelText(/^用单个字母/).click();
    await userEvent.keyboard('{Escape}');
    await userEvent.keyboard('?/');
    expect(page.getByRole('dialog').query()).toBeNull();
    expect(focused()?.tagName).not.toBe('INPUT');
    await page.getByRole('button', { name: '? 快捷键' }).click();
    await page.getByLabelText(/^用单个字母/).click();
    expect(localStorage.getItem('review-keys')).toBeNull();
  });
});
