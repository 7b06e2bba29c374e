import { afterEach, describe, expect, test, vi } from 'vitest';
import { page } from 'vitest/browser';
import { guideWords } from '../../src/counter/guide/guide-words.ts';
import { listMatters } from '../../src/device/catalogue/list-matters.ts';
import type { Matter } from '../../src/domain/catalogue/matter-schema.ts';
import { askFact } from '../../src/text/guide.ts';
import {
  judgeEligibility,
  readEligibility,
} from '../../src/domain/eligibility/eligibility.ts';
import { setTextSize } from '../../src/ui/text-size/text-size.tsx';
import { FakeDevice } from '../support/fake-device.ts';
import { catalogue, matterOf } from '../support/fake-device/matters.ts';
import { button, heading, link, openCounter } from './counter-bench.ts';

/** A device whose catalogue has the matter otherwise. */
function withMatter(code: string, changes: Partial<Matter>): FakeDevice {
  const fake = new FakeDevice();
  const changed = { ...matterOf(code), ...changes };
  const matters = catalogue.matters.map((each) =>
    each.code === code ? changed : each,
  );
  fake.api.catalogue = {
    ...fake.api.catalogue,
    matters: () =>
      Promise.resolve(listMatters({ catalogue: { ...catalogue, matters } })),
    matter: () => Promise.resolve({ ok: true, value: changed }),
  };
  return fake;
}

async function openGuide(code: string, fake = new FakeDevice()): Promise<void> {
  openCounter(fake, `/matter/${code}`);
  await expect.element(heading(matterOf(code).name)).toBeVisible();
  await expect
    .element(page.getByRole('heading', { name: '能不能办' }))
    .toBeVisible();
}

const answer = (question: RegExp | string, said: string) =>
  page
    .getByRole('radiogroup', { name: question })
    .getByRole('radio', { name: said, exact: true })
    .click();

afterEach(() => setTextSize(0));

describe.each(
  listMatters({ catalogue }).map(({ code, short, canTakeIn }) => ({
    code,
    short,
    canTakeIn,
  })),
)('the guide of $code $short', ({ code, canTakeIn }) => {
  const matter = matterOf(code);

  test('says all there is to say, on the screen, in large type and on paper', async () => {
    await openGuide(code);
    const text = document.querySelector('.guide-screen')?.textContent ?? '';
    const told = [
      matter.guide.summary,
      matter.guide.whoCanApply,
      ...matter.conditions,
      ...matter.materials.map(({ name }) => name),
      ...matter.materials.map(({ provider }) => `哪里来：${provider}`),
      `承诺${matter.promisedDays}个工作日`,
      matter.fee.note,
      matter.result.name,
      matter.villageRole.text,
      ...matter.handbook.redFlags,
      ...matter.corrections.map(({ reason, fix }) => `${reason}：${fix}`),
      ...matter.route.map(({ action }) => action),
      matter.offline.caution,
      '0718-5830000',
      '12345',
    ];
    expect(told.filter((each) => !text.includes(each))).toEqual([]);
    expect(text).not.toMatch(/undefined|null|NaN|\[object/);
    expect(button('开始收件').all()).toHaveLength(canTakeIn ? 1 : 0);

    const { questions } = judgeEligibility(readEligibility(matter), new Map());
    const asked = Array.from(document.querySelectorAll('legend')).map(
      ({ textContent }) => textContent,
    );
    expect(asked).toEqual(questions.map(({ fact }) => askFact(fact)));

    const paper = document.querySelector('.printed-guide');
    const boxes = Array.from(paper?.querySelectorAll('li') ?? []).map(
      ({ textContent }) => textContent,
    );
    const own = matter.materials.filter(({ source }) => source === 'citizen');
    expect(boxes).toHaveLength(own.length);
    for (const { name } of own)
      expect(boxes.some((box) => box.startsWith(name))).toBe(true);
    expect(paper?.textContent).toContain('不是受理通知书');
    expect(paper?.querySelector('button, input, a')).toBeNull();

    setTextSize(3);
    const root = document.documentElement;
    await expect.poll(() => root.scrollWidth - root.clientWidth).toBe(0);
  });

  test('fits into a code that a telephone reads from the screen', () => {
    const words = guideWords(matter, {
      name: '水田坝村便民服务点',
      phone: '0718-5830000',
    });
    // Version 20 of QR at level M: 97 modules, each wider than 3 px.
    const bytes = new TextEncoder().encode(words.join('\n')).length;
    expect(bytes).toBeLessThanOrEqual(666);
  });
});

describe('who may not apply', () => {
  test('is told why, whom to call, and may still be put down', async () => {
    const fake = new FakeDevice();
    await openGuide('V14', fake);
    await answer('申请人满80周岁了吗？', '不是');
    await expect
      .element(page.getByText('未满80周岁；可先登记，到龄当月再提交'))
      .toBeVisible();
    expect(button('开始收件').all()).toHaveLength(0);
    await expect
      .element(button(/^先打电话：沙道沟镇 0718-5830000/))
      .toBeVisible();
    await button('先登记，条件够了再提交').click();
    await expect.element(heading('给谁办？')).toBeVisible();
    expect(fake.drafts.value[0]?.matterCode).toBe('V14');
  });

  test('is asked again when something was misheard', async () => {
    await openGuide('V14');
    await answer('申请人满80周岁了吗？', '不是');
    await button('重新问').click();
    await expect.element(button('开始收件')).toBeVisible();
    expect(page.getByText('还差条件，先不能提交').all()).toHaveLength(0);
    await answer('申请人满80周岁了吗？', '是');
    await expect
      .element(page.getByText('问到的都符合，可以收件'))
      .toBeVisible();
    await expect
      .element(page.getByText('能不能批，由乡镇和部门定，不能先答应。'))
      .toBeVisible();
  });

  test('of an unnatural death the police is told first', async () => {
    await openGuide('V22');
    await answer('死亡原因？', '非正常死亡');
    await expect
      .element(page.getByText('非正常死亡不在村里收件，请立即报派出所或打110'))
      .toBeVisible();
    expect(button('开始收件').all()).toHaveLength(0);
  });

  test('is only warned where the township decides, and goes on', async () => {
    const fake = new FakeDevice();
    await openGuide('V06', fake);
    await answer(/^在外地职工医保/, '否');
    await expect
      .element(page.getByText('外地还没停保，两边参保会被退回，请先停保'))
      .toBeVisible();
    await button('开始收件').click();
    await expect.element(heading('给谁办？')).toBeVisible();
  });

  test('in need is told to call before anything else', async () => {
    await openGuide('V12');
    await answer('救助类型？', '急难型');
    await expect
      .element(page.getByText('先打电话报乡镇，先救助后补手续'))
      .toBeVisible();
    await expect.element(link('沙道沟镇 0718-5830000').first()).toBeVisible();
  });

  test('of what was asked nothing is kept', async () => {
    const fake = new FakeDevice();
    await openGuide('V06', fake);
    await answer(/^在外地职工医保/, '是');
    await button('开始收件').click();
    await expect.element(heading('给谁办？')).toBeVisible();
    expect(fake.drafts.value[0]?.answers).not.toHaveProperty('stopElsewhere');
  });
});

describe('a guide', () => {
  test('of a matter that has ended says since when and what is in its place', async () => {
    const fake = withMatter('V14', {
      status: 'withdrawn',
      withdrawnOn: '2026-10-01',
      replacedBy: 'V13',
    });
    await openGuide('V14', fake);
    await expect
      .element(page.getByText('2026年10月1日起停办。已收的照常办。'))
      .toBeVisible();
    expect(button('开始收件').all()).toHaveLength(0);
    await expect.element(link('改办：残疾人两项补贴')).toBeVisible();
  });

  test('of a matter that the village does not take says whose it is', async () => {
    const fake = withMatter('V14', {
      villageRole: { kind: 'inform', text: '只告知' },
    });
    await openGuide('V14', fake);
    await expect.element(page.getByText('村里不收，找县民政局')).toBeVisible();
    await expect.element(link('沙道沟镇 0718-5830000').first()).toBeVisible();
    expect(button('开始收件').all()).toHaveLength(0);
  });

  test('out of its months says so', async () => {
    const month = Number(new Date().toISOString().slice(5, 7));
    const months = [((month + 5) % 12) + 1];
    const fake = withMatter('V14', { seasonal: { note: '集中办', months } });
    await openGuide('V14', fake);
    await expect
      .element(
        page.getByText(`现在不是集中办的月份（${months[0]}月），先问乡镇。`),
      )
      .toBeVisible();
  });

  test('that this catalogue does not have says so', async () => {
    const fake = new FakeDevice();
    fake.api.catalogue = {
      ...fake.api.catalogue,
      matter: () => Promise.resolve({ ok: false, code: 'notFound' }),
    };
    openCounter(fake, '/matter/V99');
    await expect.element(heading('没有这件事项')).toBeVisible();
  });

  test('shows only those texts of law whose number is sure', async () => {
    await openGuide('V03');
    const text = document.querySelector('.guide-screen')?.textContent ?? '';
    expect(text).toContain('社会保险经办条例第二十六条、第三十条');
    expect(text).not.toContain('人社部发〔2019〕84号');
    expect(text).toContain('依据的文号县里核对后才写出来。');
  });

  test('is printed on a press', async () => {
    await openGuide('V14');
    const print = vi.spyOn(window, 'print').mockImplementation(() => undefined);
    await button('打印清单').click();
    expect(print).toHaveBeenCalledOnce();
    print.mockRestore();
  });

  test('is given to the resident as a code, and put away again', async () => {
    await openGuide('V14');
    await button('发给村民').click();
    await expect
      .element(page.getByRole('img', { name: '二维码' }))
      .toBeVisible();
    await button('收起二维码').click();
    expect(page.getByRole('img', { name: '二维码' }).all()).toHaveLength(0);
  });

  test('says what went wrong when no draft can be begun', async () => {
    const fake = new FakeDevice();
    fake.api.drafts = {
      ...fake.api.drafts,
      create: () => Promise.resolve({ ok: false, code: 'storageFull' }),
    };
    await openGuide('V14', fake);
    await button('开始收件').click();
    await expect.element(page.getByRole('alert')).toBeVisible();
    await expect.element(button('开始收件')).toBeVisible();
  });
});
