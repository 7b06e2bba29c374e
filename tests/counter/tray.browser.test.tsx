import { describe, expect, test } from 'vitest';
import { page, userEvent } from 'vitest/browser';
import type { OutboxRow, PageView } from '../../src/device/device-api.ts';
import { emptyOutbox, FakeDevice } from '../support/fake-device.ts';
import {
  button,
  events,
  heading,
  link,
  openCounter,
  received,
  verification,
} from './counter-bench.ts';

const elder = {
  ...verification,
  bankAccount: '0000000000000000034',
  ageBand: '没有这一档',
};

const text = (words: string | RegExp) => page.getByText(words).first();

function refused(changes: Partial<OutboxRow>): OutboxRow {
  return {
    operationId: 'operation-1',
    kind: 'submit',
    caseId: null,
    number: '422825201237261125002000714',
    matterShort: '高龄津贴',
    applicantName: '向某英',
    madeAt: '2026-11-24T02:36:00.000Z',
    state: 'attention',
    result: 'refused',
    code: 'invalid',
    paths: ['answers.ageBand'],
    reason: null,
    materialsLeft: 0,
    remedy: 'edit',
    isTakenBack: false,
    exportedAt: null,
    ...changes,
  };
}

function aTray(...rows: Partial<OutboxRow>[]): FakeDevice {
  const fake = new FakeDevice();
  const caseId = fake.addCase('V14', elder);
  fake.outbox.set({
    ...emptyOutbox,
    attention: rows.map((row, index) =>
      refused({ caseId, operationId: `operation-${index + 1}`, ...row }),
    ),
  });
  return fake;
}

describe('the tray, on a device that is a fake', () => {
  test('guarantee 5: says why in words, where, both values, and opens the wrong field in focus', async () => {
    const fake = aTray({});
    openCounter(fake, '/attention');
    await expect.element(heading('需处理 1')).toBeVisible();
    await expect.element(text('县平台没收下这件')).toBeVisible();
    await expect
      .element(text('原因：填的和这个事项的要求对不上，请改好再发'))
      .toBeVisible();
    await expect.element(text('在：年龄档')).toBeVisible();
    await expect.element(text('没有这一档')).toBeVisible();
    await expect.element(text('80至89周岁、90至99周岁')).toBeVisible();
    await expect.element(text('内容都在本机，没有丢。')).toBeVisible();
    await button('改好再发').click();

    await expect.element(heading('填表')).toBeVisible();
    await expect.element(text(/^请改：年龄档/)).toBeVisible();
    await expect
      .element(text('年龄档选的不在现在的选项里，请重选'))
      .toBeVisible();
    await expect
      .poll(() => document.activeElement?.closest('fieldset')?.id)
      .toBe('field-ageBand');
    const [draft] = fake.drafts.value;
    expect(draft?.purpose.repairs?.operationId).toBe('operation-1');
    // Chosen anew it is said no more.
    await page.getByRole('radio', { name: '80至89周岁' }).click();
    await expect
      .element(page.getByText('年龄档选的不在现在的选项里，请重选'))
      .not.toBeInTheDocument();
  });

  test('a bad envelope is sent again by one press, and said so', async () => {
    openCounter(
      aTray({ code: 'badSignature', paths: [], remedy: 'sendAgain' }),
      '/attention',
    );
    await button('原样再发').click();
    await expect
      .element(text('向某英 · 高龄津贴已存好，等着送出。'))
      .toBeVisible();
    await expect.element(text('没有需处理的件。')).toBeVisible();
  });

  test('a telephone that was refused is put right in a form of its own', async () => {
    const fake = aTray({
      kind: 'updateContact',
      paths: ['answers.applicantPhone'],
    });
    fake.step = { kind: 'updateContact', answers: { applicantPhone: '12' } };
    openCounter(fake, '/attention');
    await expect.element(button('原样再发')).toBeVisible();
    await expect.element(link('撤回这一步')).toBeVisible();
    await link('改好再发').click();
    await expect.element(heading('改好再发：改联系方式')).toBeVisible();
    const phone = page.getByRole('textbox');
    await expect.element(phone).toHaveValue('12');
    await button('改好了，再发').click();
    await expect
      .element(page.getByRole('heading', { level: 2, name: '有1处要改' }))
      .toBeVisible();
    expect(fake.mended).toEqual([]);
    await phone.fill('0718-0000008');
    await button('改好了，再发').click();
    await expect.element(text('没有需处理的件。')).toBeVisible();
    expect(fake.mended).toEqual([
      { kind: 'updateContact', answers: { applicantPhone: '07180000008' } },
    ]);
  });

  test('a refused rating is given anew by the applicant; the clerk never sees the old one', async () => {
    const fake = aTray({ kind: 'rate', paths: ['comment'] });
    openCounter(fake, '/attention');
    await link('改好再发').click();
    await expect.element(heading('改好再发：评价')).toBeVisible();
    await button('改好了，再发').click();
    await expect
      .element(page.getByRole('heading', { level: 2, name: '有1处要改' }))
      .toBeVisible();
    await page.getByRole('radio', { name: '不满意', exact: true }).click();
    await button('改好了，再发').click();
    await expect
      .poll(() => fake.mended)
      .toEqual([{ kind: 'rate', level: 2, comment: '' }]);
  });

  test('guarantee 3: what follows a refused one waits for it', async () => {
    openCounter(
      aTray({}, { kind: 'updateContact', remedy: 'afterPrevious', paths: [] }),
      '/attention',
    );
    await expect.element(text('县平台没收下这一步：改联系方式')).toBeVisible();
    await expect
      .element(text('它跟着前面那一步。先把前面那一步改好，再发它。'))
      .toBeVisible();
    expect(button('改好再发').all()).toHaveLength(1);
    expect(button('原样再发').all()).toHaveLength(0);
  });

  test('改为撤件 asks why and once more, and can be done without a mouse', async () => {
    const fake = aTray({});
    openCounter(fake, '/attention');
    await link('改为撤件').click();
    await expect.element(heading('撤件')).toBeVisible();
    await button('撤回这件').click();
    await expect.element(text('还没选为什么撤')).toBeVisible();
    expect(fake.takenBack).toEqual([]);
    await page.getByRole('radio', { name: '申请人不办了' }).click();
    await page.getByRole('textbox', { name: '补充说明' }).fill('孙子来说的');
    await userEvent.keyboard('{Control>}{Enter}{/Control}');
    await expect.element(text('撤回向某英 · 高龄津贴？')).toBeVisible();
    await button('不撤').click();
    expect(fake.takenBack).toEqual([]);
    await button('撤回这件').click();
    await page
      .getByRole('dialog')
      .getByRole('button', { name: '撤回这件' })
      .click();
    await expect
      .poll(() => fake.takenBack)
      .toEqual([
        {
          operationId: 'operation-1',
          reason: 'applicantAsks',
          words: '申请人不办了：孙子来说的',
        },
      ]);
    await expect.element(heading('高龄津贴 · 向某英')).toBeVisible();
  });

  test('a long tray goes on instead of stopping', async () => {
    openCounter(aTray(...Array.from({ length: 25 }, () => ({}))), '/attention');
    await expect.element(heading('需处理 25')).toBeVisible();
    expect(page.getByText('县平台没收下这件').all()).toHaveLength(20);
    await button('再看20条').click();
    await expect
      .poll(() => page.getByText('县平台没收下这件').all().length)
      .toBe(25);
  });
});

describe('a case, on a device that is a fake', () => {
  test('is withdrawn with a reason, as long as the table allows it', async () => {
    const fake = new FakeDevice();
    const caseId = fake.addCase('V14', elder, { events: events(received) });
    openCounter(fake, `/case/${caseId}`);
    await link('撤件').click();
    await page.getByRole('radio', { name: '别的原因' }).click();
    await button('撤回这件').click();
    await expect.element(text('还没填补充说明')).toBeVisible();
    await page.getByRole('textbox', { name: '补充说明' }).fill('改到县里办');
    await button('撤回这件').click();
    await page
      .getByRole('dialog')
      .getByRole('button', { name: '撤回这件' })
      .click();
    await expect
      .poll(() => fake.wishes)
      .toEqual([{ kind: 'withdraw', reason: '改到县里办', signature: null }]);
  });

  test('whose photographs were lost says so and has them taken again', async () => {
    const fake = new FakeDevice();
    const lost: PageView = {
      sha256: 'c'.repeat(64),
      mediaType: 'image/jpeg',
      bytes: 148_000,
      state: 'damaged',
    };
    const caseId = fake.addCase('V14', elder, {
      events: events(received),
      damaged: 1,
      papers: [{ how: 'photo', paperId: 'V14-M2', pages: [lost] }],
    });
    fake.outbox.set({
      ...emptyOutbox,
      damaged: [
        {
          caseId,
          pages: 1,
          number: null,
          matterShort: '高龄津贴',
          applicantName: '向某英',
        },
      ],
    });
    fake.sync.set({
      ...fake.sync.value,
      link: 'connected',
      allDeliveredAt: '2026-11-25T02:00:00.000Z',
    });
    openCounter(fake, '/send');
    await expect.element(text('材料损坏 1')).toBeVisible();
    await expect.element(text('要重拍1')).toBeVisible();
    expect(document.body.textContent).not.toContain('全部送达，');
    await link(/^向某英 · 高龄津贴/).click();
    await expect.element(text(/^材料损坏：1张照片/)).toBeVisible();
    await button('重拍').click();
    await expect.element(heading('重拍')).toBeVisible();
    await button('拍好了，补交这件').click();
    await expect.element(text('居民户口簿还没拍')).toBeVisible();
    await userEvent.upload(
      page.getByLabelText('选文件 居民户口簿'),
      new File(['x'], 'a.jpg', { type: 'image/jpeg' }),
    );
    await expect.element(text('已拍1张 · 待发送')).toBeVisible();
    await button('拍好了，补交这件').click();
    await expect.poll(() => fake.submits).toBe(1);
  });

  test('that cannot be read, and a draft that cannot, are said to be kept', async () => {
    const fake = new FakeDevice();
    fake.addCase('V14', elder, { isReadable: false });
    openCounter(fake, '/cases');
    await expect.element(text(/^这件读不出来了，原样保留着。/)).toBeVisible();
  });
});
