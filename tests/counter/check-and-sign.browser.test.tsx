import { describe, expect, test } from 'vitest';
import { page } from 'vitest/browser';
import { axeFaults } from '../support/axe-faults.ts';
import { FakeDevice } from '../support/fake-device.ts';
import {
  button,
  heading,
  link,
  openCounter,
  verification,
} from './counter-bench.ts';

const { alive: _alive, ...withoutAlive } = verification;
const papers = [
  { how: 'seen', paperId: 'V03-M1', seenAt: '2026-11-25T02:00:00.000Z' },
  { how: 'seen', paperId: 'V03-M2', seenAt: '2026-11-25T02:00:00.000Z' },
] as const;

/** Draws on the pad: a dot with the mouse is ink enough. */
async function sign(fake: FakeDevice, draftId: string): Promise<void> {
  const pad = page.getByRole('img', { name: '用手指在这里写名字' });
  await expect
    .poll(() => document.querySelector('canvas')?.style.touchAction)
    .toBe('none');
  await pad.click({ position: { x: 60, y: 60 } });
  await expect.poll(() => fake.draft(draftId).signature).not.toBeNull();
}

describe('the check page, on a device that is a fake', () => {
  test('lists what is missing, leads to the field, and the field leads back', async () => {
    const fake = new FakeDevice();
    const draftId = fake.addDraft('V03', {
      answers: withoutAlive,
      papers: [papers[0]],
    });
    openCounter(fake, `/intake/${draftId}/check`);
    await expect.element(heading('请和村民一起核对')).toBeVisible();
    const summary = page.getByRole('group', { name: '有2处要改' });
    await expect.element(summary).toHaveFocus();
    expect(document.title.startsWith('有错：')).toBe(true);
    await link('还没选本人是否健在').click();
    await expect.element(heading('填表')).toBeVisible();
    await expect
      .element(page.getByRole('radio', { name: '是', exact: true }))
      .toHaveFocus();
    await expect.element(page.getByText('还没选本人是否健在')).toBeVisible();
    await page.getByRole('radio', { name: '是', exact: true }).click();
    await link('改好了，回核对').click();
    await expect
      .element(page.getByRole('group', { name: '有1处要改' }))
      .toHaveFocus();
    await link('本人现场影像还没收').click();
    await expect.element(heading('材料')).toBeVisible();
    await expect.poll(() => document.activeElement?.id).toBe('paper-V03-M2');
  });

  test('covers the identity number until it is asked for', async () => {
    const fake = new FakeDevice();
    const draftId = fake.addDraft('V03', { answers: verification });
    openCounter(fake, `/intake/${draftId}/check`);
    await expect.element(page.getByText('0000**********0015')).toBeVisible();
    expect(document.body.textContent).not.toContain('0000 00 1948');
    await button(/^显示 申请人公民身份号码/).click();
    await expect
      .element(page.getByText(/0000 00 1948 0519 0015/))
      .toBeVisible();
  });

  test('returns to the line one left to change it', async () => {
    const fake = new FakeDevice();
    const draftId = fake.addDraft('V03', {
      answers: verification,
      papers: [...papers],
    });
    openCounter(fake, `/intake/${draftId}/check`);
    await link('改 申请人联系电话').click();
    await expect.element(heading('给谁办？')).toBeVisible();
    await expect.element(page.getByLabelText('申请人联系电话')).toHaveFocus();
    await link('改好了，回核对').click();
    await expect.element(link('改 申请人联系电话')).toHaveFocus();
  });

  test('forgets that it was read out when an answer changes after', async () => {
    const fake = new FakeDevice();
    const draftId = fake.addDraft('V03', {
      answers: verification,
      papers: [...papers],
    });
    openCounter(fake, `/intake/${draftId}/check`);
    const tick = page.getByRole('checkbox', {
      name: '已念给申请人听，内容无误',
    });
    await tick.click();
    await expect.poll(() => fake.draft(draftId).consents).toEqual(['readBack']);
    await link('改 申请人姓名').click();
    await page.getByLabelText('申请人姓名').fill('向示秀');
    await link('改好了，回核对').click();
    await expect.element(tick).not.toBeChecked();
    expect(fake.draft(draftId).consents).toEqual([]);
  });
});

describe('signing, on a device that is a fake', () => {
  test('refuses to send, says everything that is missing, and keeps all of it', async () => {
    const fake = new FakeDevice();
    const draftId = fake.addDraft('V03', {
      answers: withoutAlive,
      papers: [papers[0]],
    });
    openCounter(fake, `/intake/${draftId}/sign`);
    await button('签好了，提交这件').click();
    const summary = page.getByRole('group', { name: '有5处要改' });
    await expect.element(summary).toHaveFocus();
    for (const sentence of [
      '还没选本人是否健在',
      '本人现场影像还没收',
      '还没勾“已念给申请人听，内容无误”',
      '还没勾“同意为办此事使用敏感信息”',
      '还没签名',
    ]) {
      await expect.element(link(sentence)).toBeVisible();
    }
    expect(fake.submits).toBe(0);
    expect(fake.draft(draftId).answers).toEqual(withoutAlive);
  });

  test('sends nothing while something that was typed is not in the draft', async () => {
    const fake = new FakeDevice();
    const draftId = fake.addDraft('V03', {
      answers: verification,
      papers: [...papers],
      consents: ['readBack', 'sensitiveData'],
    });
    openCounter(fake, `/intake/${draftId}/sign`);
    await sign(fake, draftId);
    const { drafts } = fake.api;
    fake.api.drafts = {
      ...drafts,
      saveConsents: () => Promise.resolve({ ok: false, code: 'storageFull' }),
    };
    const consent = page.getByRole('checkbox', {
      name: '同意为办此事使用敏感信息',
    });
    await consent.click();
    await consent.click();
    await button('签好了，提交这件').click();
    await expect.element(page.getByText(/签名还在/)).toBeVisible();
    expect(fake.submits).toBe(0);
    fake.api.drafts = drafts;
    await button('再存一次').click();
    await expect.element(heading('已收件，存好了')).toBeVisible();
    expect(fake.submits).toBe(1);
  });

  test('sends what is whole, signed and agreed to, and shows the receipt', async () => {
    const fake = new FakeDevice();
    const draftId = fake.addDraft('V03', {
      answers: verification,
      papers: [...papers],
      consents: ['readBack'],
    });
    openCounter(fake, `/intake/${draftId}/sign`);
    const consent = page.getByRole('checkbox', {
      name: '同意为办此事使用敏感信息',
    });
    await expect.element(consent).not.toBeChecked();
    await consent.click();
    await sign(fake, draftId);
    await button('签好了，提交这件').click();
    await expect.element(heading('已收件，存好了')).toBeVisible();
    await expect.element(page.getByText('K7M4QX').first()).toBeVisible();
    expect(fake.submits).toBe(1);
    expect(document.body.textContent).not.toContain('提交成功');
  });

  test('for one who cannot write a witness signs by name, and both are asked for', async () => {
    await page.viewport(360, 640);
    const fake = new FakeDevice();
    const draftId = fake.addDraft('V03', {
      answers: verification,
      papers: [...papers],
      consents: ['readBack', 'sensitiveData'],
    });
    openCounter(fake, `/intake/${draftId}/sign`);
    await button('不会写字').click();
    await expect.element(page.getByText(/由旁证人念给他听/)).toBeVisible();
    // What lies half under the bar at the bottom has the rest of its size there.
    document
      .querySelector('#field-sensitiveData')
      ?.scrollIntoView({ block: 'center' });
    expect(await axeFaults()).toEqual([]);
    await button('签好了，提交这件').click();
    await expect
      .element(page.getByRole('group', { name: '有2处要改' }))
      .toHaveFocus();
    await expect.element(link('旁证人还没签名')).toBeVisible();
    await link('还没填旁证人').click();
    const name = page.getByLabelText('旁证人', { exact: true });
    await expect.element(name).toHaveFocus();
    await name.fill('向示明');
    await expect.poll(() => fake.draft(draftId).witness?.name).toBe('向示明');
    await page
      .getByRole('img', { name: /旁证人签名/ })
      .click({ position: { x: 60, y: 60 } });
    await expect
      .poll(() => fake.draft(draftId).witness?.signature)
      .not.toBeNull();
    await button('签好了，提交这件').click();
    await expect.element(heading('已收件，存好了')).toBeVisible();
  });

  test('stays with the signature when it could not be saved', async () => {
    const fake = new FakeDevice();
    const draftId = fake.addDraft('V03', {
      answers: verification,
      papers: [...papers],
      consents: ['readBack', 'sensitiveData'],
    });
    openCounter(fake, `/intake/${draftId}/sign`);
    await expect.element(heading('请申请人签名')).toBeVisible();
    await sign(fake, draftId);
    fake.fails = 'storageFailed';
    await button('签好了，提交这件').click();
    await expect
      .element(page.getByText(/签名还在，点“再存一次”/))
      .toBeVisible();
    fake.fails = undefined;
    await button('再存一次').click();
    await expect.element(heading('已收件，存好了')).toBeVisible();
  });
});
