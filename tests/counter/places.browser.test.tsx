import type { OutboxRow } from '../../src/device/device-api.ts';
import { errorSentence } from '../../src/text/errors.ts';
import { describe, expect, test, vi } from 'vitest';
import { page } from 'vitest/browser';
import {
  anEmptyDevice,
  emptyOutbox,
  FakeDevice,
} from '../support/fake-device.ts';
import {
  button,
  correction,
  correctionBy,
  events,
  heading,
  link,
  openCounter,
  received,
  verification,
} from './counter-bench.ts';

const section = (name: string) => page.getByRole('heading', { name });

const elder = {
  ...verification,
  applicantName: '向示英',
  bankAccount: '0000000000000000034',
  ageBand: '80至89周岁',
};

describe('an answer to a correction, on a device that is a fake', () => {
  test('opens only what the township named, with the reviewer beside each', async () => {
    const fake = new FakeDevice();
    fake.addCase('V14', elder, { events: events(received, correction) });
    openCounter(fake);
    await link(/向示英 · 高龄津贴/).click();
    await expect.element(page.getByText('待补正')).toBeVisible();
    await button('去补正（2处）').click();
    await expect.element(heading('补正')).toBeVisible();
    await expect.element(page.getByText('乡镇说：账号少一位')).toBeVisible();
    await expect
      .element(page.getByRole('heading', { name: '居民户口簿' }))
      .toBeVisible();
    await expect
      .element(page.getByLabelText('社保卡或“一卡通”账号'))
      .toBeVisible();
    expect(document.getElementById('field-applicantName')).toBeNull();
    expect(document.getElementById('paper-V14-M1')).toBeNull();
  });

  test('asks for no signature when only papers were handed in again', async () => {
    const fake = new FakeDevice();
    const caseId = fake.addCase('V14', elder, {
      events: events(received, correction),
    });
    const made = await fake.api.drafts.createAnswer(caseId);
    if (!made.ok) throw new Error(made.code);
    openCounter(fake, `/intake/${made.value}/sign`);
    await expect
      .element(page.getByText('只改了材料，不用重新签名。'))
      .toBeVisible();
    expect(document.querySelector('canvas')).toBeNull();
  });
});

describe('set-up, on a device that is a fake', () => {
  test('leads from the eight digits to the counter', async () => {
    openCounter(anEmptyDevice());
    await expect.element(heading('这台设备怎么开始用')).toBeVisible();
    await page.getByLabelText('输登记码（8位）').fill('1234');
    await button('取登记码').click();
    await expect.element(page.getByText('登记码是8位数字')).toBeVisible();
    await page.getByLabelText('输登记码（8位）').fill('1234 5678');
    await button('取登记码').click();
    await page
      .getByRole('textbox', { name: 'PIN（至少6位，别用生日）' })
      .fill('111111');
    await page
      .getByRole('textbox', { name: '再输一次', exact: true })
      .fill('111111');
    await button('设好，下一步').click();
    await expect.element(page.getByText('太好猜，换一个')).toBeVisible();
    await page
      .getByRole('textbox', { name: 'PIN（至少6位，别用生日）' })
      .fill('258036');
    await page
      .getByRole('textbox', { name: '再输一次', exact: true })
      .fill('258037');
    await button('设好，下一步').click();
    await expect.element(page.getByText('两次不一样')).toBeVisible();
    await page
      .getByRole('textbox', { name: '再输一次', exact: true })
      .fill('258036');
    await button('设好，下一步').click();
    await button('开始收件').click();
    await expect.element(heading('首页')).toBeVisible();
  });
});

describe('home and lists, on a device that is a fake', () => {
  test('an unused counter says 没有 in each place and how to begin', async () => {
    openCounter(new FakeDevice());
    await expect.element(heading('首页')).toBeVisible();
    expect(page.getByText('没有', { exact: true }).all()).toHaveLength(3);
    await expect
      .element(page.getByText('还没收过件。点“收一件”，没网也能办。'))
      .toBeVisible();
  });

  test('a correction whose last day has come is among what is to do today', async () => {
    const fake = new FakeDevice();
    fake.addCase('V14', elder, { events: events(received, correction) });
    fake.addCase('V03', elder, {
      events: events(received, correctionBy('2020-01-02')),
    });
    openCounter(fake);
    await expect.element(section('退回来的 2')).toBeVisible();
    await expect.element(section('今天要做 1')).toBeVisible();
    expect(link(/1月2日前补齐/).all()).toHaveLength(2);
    expect(page.getByText('没有', { exact: true }).all()).toHaveLength(1);
  });

  test('a draft put aside or deleted can be taken back in place', async () => {
    const fake = new FakeDevice();
    const draftId = fake.addDraft('V14', { answers: elder });
    openCounter(fake, `/intake/${draftId}`);
    await button('删除草稿').click();
    await expect.element(page.getByText(/^已删/)).toBeVisible();
    await button('恢复').click();
    await expect.element(link(/向示英 · 高龄津贴/)).toBeVisible();
  });

  test('a refused case stands with its reason and whom to call', async () => {
    const fake = new FakeDevice();
    fake.outbox.set({
      ...emptyOutbox,
      attention: [
        {
          operationId: 'operation-1',
          kind: 'submit',
          caseId: fake.addCase('V14', elder),
          number: '422825201237261125002000714',
          matterShort: '高龄津贴',
          applicantName: '向示英',
          madeAt: '2026-11-24T02:36:00.000Z',
          state: 'attention',
          result: 'refused',
          code: 'invalid',
          paths: ['answers.bankAccount'],
          reason: null,
          materialsLeft: 0,
          remedy: 'edit',
          isTakenBack: false,
          exportedAt: null,
        },
      ],
    });
    openCounter(fake, '/attention');
    await expect.element(heading('需处理 1')).toBeVisible();
    await expect
      .element(page.getByText('在：社保卡或“一卡通”账号'))
      .toBeVisible();
    await expect
      .element(page.getByText('内容都在本机，没有丢。'))
      .toBeVisible();
    await expect.element(link(/^打电话问乡镇/)).toBeVisible();
  });

  test('sending without a network is no failure', async () => {
    openCounter(new FakeDevice(), '/send');
    await button('现在发送').click();
    await expect
      .element(page.getByText('现在没网。有网自动发，不用守着。'))
      .toBeVisible();
  });

  test('what was delivered is drawn when it is looked at, and follows what comes', async () => {
    const fake = new FakeDevice();
    const delivered = (name: string): OutboxRow => ({
      operationId: name,
      kind: 'submit',
      caseId: name,
      number: null,
      matterShort: '高龄津贴',
      applicantName: name,
      madeAt: '2026-11-25T02:00:00.000Z',
      state: 'settled',
      result: 'applied',
      code: null,
      paths: [],
      reason: null,
      materialsLeft: 0,
      remedy: null,
      isTakenBack: false,
      exportedAt: null,
    });
    const settled = [delivered('田老大')];
    fake.outbox.set({ ...emptyOutbox, settled });
    openCounter(fake, '/send');
    const fold = page.getByText('已送达（近7天）1');
    await expect.element(fold).toBeVisible();
    expect(document.body.textContent).not.toContain('田老大');
    await fold.click();
    await expect.element(page.getByText(/^田老大/)).toBeVisible();
    settled.unshift(delivered('覃老二'));
    fake.outbox.set({ ...emptyOutbox, settled: [...settled] });
    await expect.element(page.getByText(/^覃老二/)).toBeVisible();
  });

  test('a round that breaks off says so and leaves the button to be pressed again', async () => {
    const fake = new FakeDevice();
    fake.sendNow = () => Promise.reject(new Error('QuotaExceededError'));
    openCounter(fake, '/send');
    await button('现在发送').click();
    await expect
      .element(page.getByText(errorSentence('storageFailed')))
      .toBeVisible();
    await expect.element(button('现在发送')).toBeVisible();
  });

  test('a print carries the number as its title and no name, and only then', async () => {
    const fake = new FakeDevice();
    const caseId = fake.addCase('V14', elder);
    openCounter(fake, `/receipt/${caseId}`);
    await expect.element(heading('已收件，存好了')).toBeVisible();
    let titleAtPrint = '';
    const print = vi.spyOn(window, 'print').mockImplementation(() => {
      titleAtPrint = document.title;
      window.dispatchEvent(new Event('afterprint'));
    });
    await button('打印收件凭证').click();
    await expect.poll(() => titleAtPrint).toMatch(/^\d{27}$/);
    print.mockRestore();
    expect(document.title).toMatch(/^已收件，存好了/);
    const paper = document.querySelector('.sheet');
    expect(paper?.textContent).toContain('（不是受理通知书）');
    expect(paper?.textContent).toContain('向*英');
    expect(paper?.textContent).not.toContain('向示英');
  });
});
