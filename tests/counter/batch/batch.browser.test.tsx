// The sheet of one matter for many residents, on a true device.
import { expect, test, vi } from 'vitest';
import { page, userEvent } from 'vitest/browser';
import { lockNow } from '../../../src/counter/auto-lock.ts';
import { must, PIN, startedAnew } from '../../device/a-device.ts';
import { manyPeople } from '../../support/many-people.ts';
import { button, heading } from '../counter-bench.ts';
import { aSheet, open, opensSheet } from './a-sheet.ts';

const cell = (person: string, label: string) =>
  page.getByLabelText(`${person} ${label}`, { exact: true });
const text = (words: string | RegExp) => page.getByText(words);

/** As a spreadsheet puts cells on the clipboard. */
function pastes(cells: string, target: Element = document.body): void {
  const clipboardData = new DataTransfer();
  clipboardData.setData('text/plain', cells);
  target.dispatchEvent(
    new ClipboardEvent('paste', {
      clipboardData,
      bubbles: true,
      cancelable: true,
    }),
  );
}

test('is worked down a column by keys, and every cell is there after the worker was killed', async () => {
  const { bench, batchId, rows, names } = await aSheet(4);
  await opensSheet(bench, batchId);
  await expect.element(text('4人 · 能提交0 · 缺4')).toBeVisible();
  // A page that was just drawn puts the focus on its heading.
  await expect.poll(() => document.activeElement?.tagName).toBe('H1');
  const [first = ''] = names;
  cell(first, '认证方式').element().focus();
  for (const _ of names) await userEvent.keyboard('1{Enter}');
  cell(first, '本人是否健在').element().focus();
  for (const _ of names) await userEvent.keyboard('1{ArrowDown}');
  cell(first, '核验人（村干部）').element().focus();
  for (const name of names) await userEvent.keyboard(`${name}看过{Enter}`);
  await expect.element(text(/^已存 \d\d:\d\d$/)).toBeVisible();
  await expect
    .poll(async () => (await rows()).map(({ issues }) => issues.length))
    .toEqual([0, 0, 0, 0]);
  const killed = await startedAnew(bench, { isKilled: true });
  open.push(killed);
  must(await killed.api.device.unlock('clerk-1', PIN));
  for (const line of await rows(killed.api))
    expect(line.answers).toMatchObject({
      verifyWay: '本人到村现场',
      alive: '是',
      witness: `${line.name}看过`,
    });
});

test('fills a column for all, but nothing that is each one’s own, and takes it back', async () => {
  const { bench, batchId, rows, names } = await aSheet(3);
  await opensSheet(bench, batchId);
  const [first = ''] = names;
  const fill = page.getByLabelText('全组同填');
  await expect.element(fill).toBeVisible();
  expect(fill.element().textContent).not.toContain('健在');
  await fill.selectOptions('认证方式 村干部上门');
  await expect.element(text('已填3行')).toBeVisible();
  await expect.element(cell(first, '认证方式')).toHaveValue('村干部上门');
  await expect
    .poll(async () => (await rows()).map(({ answers }) => answers['verifyWay']))
    .toEqual(['村干部上门', '村干部上门', '村干部上门']);
  await button('撤销').click();
  await expect.element(cell(first, '认证方式')).toHaveValue('');
  await expect
    .poll(async () => (await rows()).map(({ answers }) => answers['verifyWay']))
    .toEqual([undefined, undefined, undefined]);
});

test('takes in of a spreadsheet what is surely somebody’s, tells the rest, and takes it back', async () => {
  const { bench, batchId, rows, names } = await aSheet(2);
  const more = manyPeople(3);
  must(await bench.api.residents.replaceList(more));
  const newcomer = more.find(({ name }) => !names.includes(name));
  const [first = ''] = names;
  const known = more.find(({ name }) => name === names[1]);
  if (!newcomer || !known) throw new Error('nobody');
  await opensSheet(bench, batchId);
  const wide = known.idNo.replace(/./g, (character) =>
    String.fromCharCode(character.charCodeAt(0) + 0xfee0),
  );
  pastes(
    [
      '姓名\t身份证号\t联系电话\t认证方式',
      `${first}\t\t07180000091\t本人到村现场`,
      `"${known.name.slice(0, 1)}\n${known.name.slice(1)}"\t${wide}\t"0718,0000092"\t视频核验`,
      `${newcomer.name}\t'${newcomer.idNo}\t07180000093\t村干部上门`,
      '没有这人\t\t07180000094\t视频核验',
      `${first}\t4.22825E+17\t07180000095\t视频核验`,
      `${first}\t\t07180000096\t视频核验`,
    ].join('\r\n'),
  );
  await expect.element(text('对上3行')).toBeVisible();
  await expect.element(text('3行对不上，先不收')).toBeVisible();
  await expect.element(text(/^第6行：号码被表格改成了1.1E\+17/)).toBeVisible();
  await expect.element(text(/^第7行：和第2行/)).toBeVisible();
  expect((await rows()).map(({ answers }) => answers['verifyWay'])).toEqual([
    undefined,
    undefined,
  ]);
  await button('收进3行').click();
  const ways = async () =>
    Object.fromEntries(
      (await rows()).map(({ name, answers }) => [name, answers['verifyWay']]),
    );
  await expect.poll(ways).toEqual({
    [first]: '本人到村现场',
    [known.name]: '视频核验',
    [newcomer.name]: '村干部上门',
  });
  const row = (await rows()).find(({ name }) => name === newcomer.name);
  expect(row?.answers['applicantPhone']).toBe('07180000093');
  await button('撤销').click();
  await expect
    .poll(ways)
    .toEqual({ [first]: undefined, [known.name]: undefined });

  await expect.element(text('2人 · 能提交0 · 缺2')).toBeVisible();

  // Without a head it goes where it was put.
  await expect.element(cell(first, '认证方式')).toBeVisible();
  pastes('视频核验\n村干部上门', cell(first, '认证方式').element());
  await expect
    .poll(ways)
    .toEqual({ [first]: '视频核验', [known.name]: '村干部上门' });
});

test('says what could not be saved, tries it again, and saves it before a lock', async () => {
  const { bench, batchId, rows, names } = await aSheet(1);
  const [first = ''] = names;
  const save = vi
    .spyOn(bench.api.batches, 'save')
    .mockResolvedValueOnce({ ok: false, code: 'storageFull' });
  await opensSheet(bench, batchId);
  await cell(first, '核验人（村干部）').fill('向示军');
  await expect.element(text(/^没存上/)).toBeVisible();
  await expect
    .poll(async () => (await rows())[0]?.answers['witness'])
    .toBe('向示军');
  expect(save.mock.calls.length).toBeGreaterThan(1);
  await expect.element(text(/^已存/)).toBeVisible();

  await cell(first, '核验人（村干部）').fill('田示军');
  await lockNow();
  await expect.element(heading('解锁')).toBeVisible();
  expect(document.body.textContent).not.toContain(first);
  must(await bench.api.device.unlock('clerk-1', PIN));
  await expect.element(cell(first, '核验人（村干部）')).toHaveValue('田示军');
});
