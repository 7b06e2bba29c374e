// What the sheet's page must not do: shut what is opened beside it, stop what it has no
// part in, or send and undo what is not as it was seen.
import { expect, test, vi } from 'vitest';
import { page } from 'vitest/browser';
import {
  closeDraft,
  forgetDraft,
  loadDraft,
  openDraft,
  saveState,
  settleDraft,
} from '../../../src/counter/intake/draft-saver.ts';
import { putIntoRows } from '../../../src/counter/batch/typed-rows.ts';
import { must } from '../../device/a-device.ts';
import { certifies, filled } from '../../device/batches/certified.ts';
import { button, heading, link, openCounter } from '../counter-bench.ts';
import { aSheet, opensSheet } from './a-sheet.ts';

const cell = (person: string, label: string) =>
  page.getByLabelText(`${person} ${label}`, { exact: true });
const text = (words: string | RegExp) => page.getByText(words);

/** What is held back until it is let go. */
function aGate() {
  let letGo: () => void = () => undefined;
  const gate = new Promise<void>((resolve) => {
    letGo = resolve;
  });
  return { gate, letGo: () => letGo() };
}

test('a slow act of it leaves the draft open that was opened meanwhile', async () => {
  const { bench, batchId, names } = await aSheet(2);
  const [first = ''] = names;
  const { gate, letGo } = aGate();
  const add = vi
    .spyOn(bench.api.batches, 'add')
    .mockImplementation(async () => {
      await gate;
      return { ok: true, value: { batchId, drafts: {} } };
    });
  const read = vi.spyOn(bench.api.batches, 'read');
  await opensSheet(bench, batchId);
  expect(document.body.textContent).not.toContain('放进单里');
  await page.getByLabelText('姓名首字母、组、号码后4位').fill('3组');
  const put = button(/放进单里$/);
  await put.click();
  await expect.element(button('正在存…')).toBeVisible();
  await button('正在存…').click();
  await link(new RegExp(`^${first}`)).click();
  await expect.element(heading(new RegExp(first))).toBeVisible();
  const before = read.mock.calls.length;
  letGo();
  await expect.poll(() => add.mock.settledResults.length).toBe(1);
  await settleDraft();
  expect(openDraft.value).toBeDefined();
  expect(read.mock.calls.length).toBe(before);
  await expect.element(heading(new RegExp(first))).toBeVisible();
});

test('a draft that is opened again while it is being closed stays open', async () => {
  const { bench, batchId, rows, names } = await aSheet(1);
  const [line] = await rows();
  openCounter(bench, `/batch/${batchId}/${line?.draftId}`);
  await expect.element(heading(new RegExp(names[0] ?? ''))).toBeVisible();
  const { gate, letGo } = aGate();
  vi.spyOn(bench.api.drafts, 'saveAnswers').mockImplementationOnce(async () => {
    await gate;
    return { ok: true, value: new Date().toISOString() };
  });
  await page.getByRole('radio', { name: '是', exact: true }).click();
  await button('返回').click();
  await expect.poll(() => location.pathname).toBe(`/batch/${batchId}`);
  const again = document.createElement('a');
  again.href = `/batch/${batchId}/${line?.draftId}`;
  document.body.append(again);
  again.click();
  again.remove();
  await expect.element(heading(new RegExp(names[0] ?? ''))).toBeVisible();
  letGo();
  await settleDraft();
  expect(openDraft.value?.answers['alive']).toBe('是');
  await expect.element(heading(new RegExp(names[0] ?? ''))).toBeVisible();
});

test('a cell that cannot be saved stops no other draft', async () => {
  const { bench, batchId, rows } = await aSheet(2);
  await opensSheet(bench, batchId);
  const [one = '', two = ''] = (await rows()).map(({ draftId }) => draftId);
  vi.spyOn(bench.api.batches, 'save').mockResolvedValue({
    ok: false,
    code: 'storageFull',
  });
  putIntoRows([{ draftId: one, answers: filled }]);
  expect(await settleDraft()).toBe(false);
  must(await loadDraft(two));
  expect(await settleDraft()).toBe(true);
  expect(saveState.value?.state).toBe('saved');
  expect(await closeDraft()).toBe(true);
  vi.restoreAllMocks();
  expect(await settleDraft()).toBe(true);
  expect((await rows())[0]?.answers).toMatchObject(filled);
  forgetDraft();
});

test('a digit that is no option and Alt with an arrow change nothing', async () => {
  const { bench, batchId, rows, names } = await aSheet(1);
  await opensSheet(bench, batchId);
  const way = cell(names[0] ?? '', '认证方式');
  await expect.element(way).toBeVisible();
  const press = (key: string, altKey = false) => {
    const init = { key, altKey, bubbles: true, cancelable: true };
    const event = new KeyboardEvent('keydown', init);
    way.element().dispatchEvent(event);
    return event;
  };
  press('1');
  await expect.element(way).toHaveValue('本人到村现场');
  press('9');
  await expect.element(way).toHaveValue('本人到村现场');
  expect(press('ArrowDown', true).defaultPrevented).toBe(false);
  await settleDraft();
  expect((await rows())[0]?.answers['verifyWay']).toBe('本人到村现场');
});

test('an undo is not offered over what was typed since', async () => {
  const { bench, batchId, names } = await aSheet(1);
  await opensSheet(bench, batchId);
  await page.getByLabelText('全组同填').selectOptions('认证方式 村干部上门');
  await expect.element(button('撤销')).toBeVisible();
  await cell(names[0] ?? '', '核验人（村干部）').fill('田示军');
  await expect.element(button('撤销')).not.toBeInTheDocument();
});

test('sends what is whole when it is pressed, each once', async () => {
  const { bench, batchId, rows, names } = await aSheet(2);
  const { api } = bench;
  const [one = '', two = ''] = (await rows()).map(({ draftId }) => draftId);
  for (const draftId of [one, two]) {
    must(await api.batches.save([{ draftId, answers: filled }]));
    await certifies(bench, draftId);
  }
  await opensSheet(bench, batchId);
  const submit = vi.spyOn(api.drafts, 'submit');
  await cell(names[1] ?? '', '核验人（村干部）').fill('');
  const send = button(/^提交齐了的/).element();
  for (const _ of [1, 2])
    send.dispatchEvent(new MouseEvent('click', { bubbles: true }));
  await expect.element(text(/^已收1件/)).toBeVisible();
  expect(submit.mock.calls).toEqual([[one]]);
});
