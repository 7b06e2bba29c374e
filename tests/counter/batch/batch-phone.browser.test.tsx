// The sheet on a phone: each person's own page, and the sending.
import { expect, test } from 'vitest';
import { page } from 'vitest/browser';
import { aPhotograph, aSignature, must } from '../../device/a-device.ts';
import { button, heading, link } from '../counter-bench.ts';
import { aSheet, opensSheet } from './a-sheet.ts';

const text = (words: string | RegExp) => page.getByText(words);

test('on a phone one after the other, then the whole ones are sent as cases and the others stay', async () => {
  await page.viewport(360, 640);
  const { bench, batchId, rows, names } = await aSheet(3);
  const { api } = bench;
  const [first = '', second = ''] = names;
  const [one, two] = await rows();
  const filled = { verifyWay: '本人到村现场', witness: '田示军' };
  must(
    await api.batches.save(
      [one, two].map((line) => ({
        draftId: line?.draftId ?? '',
        answers: filled,
      })),
    ),
  );
  for (const line of [one, two]) {
    const draftId = line?.draftId ?? '';
    must(await api.drafts.addPhotograph(draftId, 'V03-M2', aPhotograph()));
  }
  await opensSheet(bench, batchId);
  await link(new RegExp(`^${first} 男`)).click();
  for (const name of [first, second]) {
    await expect.element(heading(new RegExp(name))).toBeVisible();
    await button(/^看过原件/).click();
    await page.getByRole('radio', { name: '是', exact: true }).click();
    // Signed is what stands there.
    const row = async () => (await rows()).find((line) => line.name === name);
    await expect.poll(async () => (await row())?.answers['alive']).toBe('是');
    const draftId = (await row())?.draftId ?? '';
    must(await api.drafts.saveSignature(draftId, aSignature()));
    await page.getByLabelText(/^同意为办此事/).click();
    await button('下一个').click();
  }
  await expect.element(heading(new RegExp(names[2] ?? ''))).toBeVisible();
  // The third has no photograph yet, and this machine no camera.
  await button('关').click();
  await button('返回').click();
  await expect.element(text('3人 · 能提交2 · 缺1')).toBeVisible();
  await button('提交齐了的2件').click();
  await expect
    .element(text('已收2件，存好了。还有1人缺东西，留在单里。'))
    .toBeVisible();
  await expect.element(text('1人 · 能提交0 · 缺1')).toBeVisible();
  expect(await rows()).toHaveLength(1);
  await link('已提交').click();
  await expect.element(heading(/收件名单（2人）$/)).toBeVisible();
  const taken = must(await api.batches.taken(batchId));
  for (const { receipt } of taken)
    await expect.element(link(receipt.number)).toBeVisible();
});
