import { describe, expect, test } from 'vitest';
import { page } from 'vitest/browser';
import type { ResidentView } from '../../src/device/device-api.ts';
import { foldCase } from '../../src/domain/cases/fold-case.ts';
import { FakeDevice } from '../support/fake-device.ts';
import { drawn } from '../support/hand.ts';
import {
  button,
  heading,
  link,
  openCounter,
  verification,
} from './counter-bench.ts';

const search = (name: string) => page.getByRole('searchbox', { name });
const field = (name: string) => page.getByLabelText(name, { exact: true });
const text = (words: string | RegExp) => page.getByText(words);

const daysBefore = (days: number) =>
  new Date(Date.now() - days * 86_400_000).toISOString();

function aResident(given: Partial<ResidentView> = {}): ResidentView {
  const source = {
    kind: 'case' as const,
    caseId: 'none',
    matterShort: '养老参保',
    at: daysBefore(27.5),
  };
  return {
    id: 'row.0',
    name: '向示英',
    isMale: false,
    age: 82,
    group: 3,
    place: '沙道沟镇水田坝村',
    idLast4: '0025',
    due: [],
    person: {
      idNo: '000000194001050025',
      name: '向示英',
      phone: '07180000004',
      ...(verification['applicantHukou'] !== undefined && {
        hukou: verification['applicantHukou'],
      }),
    },
    sources: {
      idNo: source,
      name: source,
      phone: { kind: 'list', at: daysBefore(0) },
      hukou: source,
    },
    served: [source],
    ...given,
  };
}

describe('a known resident, on a device that is a fake', () => {
  test('fills his form at once, each value with where it is from and how old it is, and may be taken back', async () => {
    const fake = new FakeDevice();
    fake.residents = [aResident()];
    const draftId = fake.addDraft('V03');
    openCounter(fake, `/intake/${draftId}/applicant`);
    await search('姓名首字母或身份证号').fill('向');
    await button(/向示英 女 82岁 3组/).click();
    await expect.element(field('申请人姓名')).toHaveValue('向示英');
    await expect
      .element(text(/^填自乡镇名单 \d+月\d+日（今天）$/))
      .toBeVisible();
    await expect
      .element(text(/^填自养老参保 \d+月\d+日（27天前）$/).first())
      .toBeVisible();
    await expect
      .poll(() => fake.draft(draftId).answers['applicantIdNo'])
      .toBe('000000194001050025');

    // What is typed over it is his own word, and the way back leaves it.
    await field('申请人联系电话').fill('07180000009');
    await expect.element(text(/^填自乡镇名单/)).not.toBeInTheDocument();
    await button('不用，撤销').click();
    await expect
      .poll(() => fake.draft(draftId).answers)
      .toMatchObject({ applicantPhone: '07180000009' });
    expect(fake.draft(draftId).answers).not.toHaveProperty('applicantIdNo');
    await expect.element(search('姓名首字母或身份证号')).toBeVisible();
  });

  test('a press begun on one who is gone from under the finger chooses nobody', async () => {
    const fake = new FakeDevice();
    fake.residents = [aResident()];
    const draftId = fake.addDraft('V03');
    openCounter(fake, `/intake/${draftId}/applicant`);
    await search('姓名首字母或身份证号').fill('向');
    const first = button(/向示英/);
    await expect.element(first).toBeVisible();
    const row = first.element();
    row.dispatchEvent(new PointerEvent('pointerdown', { bubbles: true }));
    fake.residents = [aResident({ id: 'row.1', name: '田示军' })];
    await search('姓名首字母或身份证号').fill('田');
    const second = button(/田示军/);
    await expect.element(second).toBeVisible();
    // The finger comes up where another row is now: the tap is that one's.
    const tap = () =>
      new MouseEvent('click', { bubbles: true, cancelable: true, detail: 1 });
    row.dispatchEvent(tap());
    second.element().dispatchEvent(tap());
    await drawn();
    expect(button('不用，撤销').query()).toBeNull();
    await second.click();
    await expect.element(button('不用，撤销')).toBeVisible();
  });

  test('is told apart from another of his name, and his open case of the matter is shown', async () => {
    const fake = new FakeDevice();
    const caseId = fake.addCase('V03', verification);
    const served = [
      {
        kind: 'case' as const,
        caseId,
        matterShort: '养老认证',
        at: daysBefore(1),
      },
    ];
    fake.residents = [
      aResident({ served }),
      aResident({ id: 'row.1', isMale: true, group: 5, idLast4: '1237' }),
    ];
    openCounter(fake, `/intake/${fake.addDraft('V03')}/applicant`);
    await search('姓名首字母或身份证号').fill('向示英');
    await expect.element(text('2人')).toBeVisible();
    await expect
      .element(button(/向示英 男 82岁 5组 沙道沟镇水田坝村 \*1237/))
      .toBeVisible();
    await button(/女 82岁 3组/).click();
    await expect.element(text(/^向示英已有一件养老认证在办/)).toBeVisible();
    await link('看那一件').click();
    await expect.element(heading(/养老认证/)).toBeVisible();
  });

  test('has a case open under one that has ended, and is gone when he is chosen too late', async () => {
    const fake = new FakeDevice();
    const ended = fake.addCase('V03', verification, {
      state: { ...foldCase([]), endedAt: daysBefore(1) },
    });
    const open = fake.addCase('V03', verification);
    const served = [ended, open].map((caseId) => ({
      kind: 'case' as const,
      caseId,
      matterShort: '养老认证',
      at: daysBefore(1),
    }));
    const both = [
      aResident({ served }),
      aResident({ id: 'row.1', name: '田示军' }),
    ];
    fake.residents = both;
    openCounter(fake, `/intake/${fake.addDraft('V03')}/applicant`);
    await search('姓名首字母或身份证号').fill('向示英');
    // Found by the name, and asked for nothing more.
    await expect.element(text('1人')).toBeVisible();
    fake.residents = [];
    await button(/女 82岁 3组/).click();
    await expect.element(page.getByRole('alert')).toBeVisible();
    fake.residents = both;
    await button(/女 82岁 3组/).click();
    await expect.element(text(/^向示英已有一件养老认证在办/)).toBeVisible();
  });

  test('is one of those to whom something may be coming, and it begins with his name by one press', async () => {
    const fake = new FakeDevice();
    fake.residents = [
      aResident({ due: [{ matterCode: 'V14', kind: 'age', age: 80 }] }),
      aResident({ id: 'row.1', name: '田示军' }),
    ];
    openCounter(fake);
    await link('到龄可办 1（60岁、80岁）').click();
    await expect.element(heading('村民 2人')).toBeVisible();
    await expect.element(text('到龄 可办高龄津贴')).toBeVisible();
    await expect.element(text('田示军')).not.toBeInTheDocument();
    await link(/向示英/).click();
    await expect.element(heading('向示英')).toBeVisible();
    expect(document.title).not.toContain('向示英');
    expect(location.href).not.toMatch(/向|0025/);
    await expect.element(text('000000194001050025')).not.toBeInTheDocument();
    await text('为什么提示').click();
    await expect.element(text(/由乡镇来审/)).toBeVisible();
    const begin = button('办高龄津贴').element();
    if (!(begin instanceof HTMLElement)) throw new Error('no button');
    begin.click();
    await Promise.resolve();
    begin.click();
    await expect.element(field('申请人姓名')).toHaveValue('向示英');
    // What the number decides stands there too.
    await expect
      .poll(() => fake.drafts.value[0]?.answers['ageBand'])
      .toBe('80至89周岁');
    expect(fake.drafts.value).toHaveLength(1);
  });

  test('of a device that knows nobody is not asked, and says how it will come to know somebody', async () => {
    const fake = new FakeDevice();
    openCounter(fake, `/intake/${fake.addDraft('V03')}/applicant`);
    await expect.element(field('申请人姓名')).toBeVisible();
    await expect.element(page.getByRole('searchbox')).not.toBeInTheDocument();
    openCounter(fake, '/residents');
    await expect
      .element(text('还没有村民。收第一件时会自动记下，或从乡镇名单更新。'))
      .toBeVisible();
  });
});
