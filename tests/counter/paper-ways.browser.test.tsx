import { describe, expect, test } from 'vitest';
import { page } from 'vitest/browser';
import type { DraftPaper } from '../../src/device/device-api.ts';
import { FakeDevice } from '../support/fake-device.ts';
import {
  button,
  events,
  heading,
  link,
  openCounter,
  received,
} from './counter-bench.ts';

/** 高龄津贴: M2 may be promised, M5 may follow, both may be electronic. */
const answers = { applicantName: '向示英' };
const BOOK = '居民户口簿';
const CARD = '社会保障卡（金融账户）或银行卡';

function opened(papers: DraftPaper[] = [], step = 'materials') {
  const fake = new FakeDevice();
  const draftId = fake.addDraft('V14', { answers, papers });
  openCounter(fake, `/intake/${draftId}/${step}`);
  const paper = (id: string) =>
    fake.draft(draftId).papers.find(({ paperId }) => paperId === id);
  return { fake, draftId, paper };
}

/** A dot with the mouse is ink enough. */
async function sign(name: string): Promise<void> {
  const pad = page.getByRole('img', { name });
  await expect
    .poll(() => (pad.query() as HTMLElement | null)?.style.touchAction)
    .toBe('none');
  await pad.click({ position: { x: 60, y: 60 } });
}

describe('an e-certificate, on a device that is a fake', () => {
  test('is written down and read back below', async () => {
    await page.viewport(360, 640);
    const { paper } = opened();
    await button(`电子证照 ${BOOK}`).click();
    const number = page.getByLabelText(/居民户口簿.*（电子证照）号码/);
    await expect
      .element(page.getByText('先记下号码，送达后核验'))
      .toBeVisible();
    await number.fill('４２２８ 0012-34ab');
    await expect
      .poll(() => paper('V14-M2'))
      .toMatchObject({ how: 'eCert', certificate: '42280012-34ab' });
    await number.fill('422800123456');
    await expect
      .element(page.getByText('4228 0012 3456 · 共12位'))
      .toBeVisible();
    await expect
      .element(page.getByText('电子证照 · 待核验', { exact: true }))
      .toBeVisible();
  });

  test('is covered on the check page until it is asked for, and given up again', async () => {
    const { paper } = opened(
      [{ how: 'eCert', paperId: 'V14-M2', certificate: '422800123456' }],
      'check',
    );
    await expect.element(page.getByText('送达后核验')).toBeVisible();
    expect(document.body.textContent).not.toContain('4228 0012 3456');
    await button(/^显示 居民户口簿/).click();
    await expect.element(page.getByText('4228 0012 3456')).toBeVisible();
    await link(`改 ${BOOK}`).click();
    await button(`不用电子证照 ${BOOK}`).click();
    await expect.poll(() => paper('V14-M2')).toBeUndefined();
    await expect.element(button(`电子证照 ${BOOK}`)).toBeVisible();
  });

  test('is saved when the page is left at once', async () => {
    const { paper } = opened([
      { how: 'eCert', paperId: 'V14-M2', certificate: '' },
    ]);
    await page.getByLabelText(/（电子证照）号码/).fill('4228X');
    await link('下一步：核对').click();
    await expect
      .poll(() => paper('V14-M2'))
      .toMatchObject({ certificate: '4228X' });
  });

  test('without its number is missing, in the same words everywhere', async () => {
    opened([{ how: 'eCert', paperId: 'V14-M2', certificate: '' }], 'check');
    await link(`${BOOK}的电子证照还没记号码`).click();
    await expect
      .element(page.getByText(`${BOOK}的电子证照还没记号码`))
      .toBeVisible();
  });

  test('is offered for no paper that has none', async () => {
    opened();
    await expect.element(button(`拍照 ${BOOK}`)).toBeVisible();
    for (const way of ['电子证照', '告知承诺', '看过原件'])
      expect(button(`${way} 近期免冠证件照`).query()).toBeNull();
  });
});

describe('a commitment, on a device that is a fake', () => {
  test('is chosen for a paper that allows it, read out, ticked and signed by itself', async () => {
    await page.viewport(360, 640);
    const { fake, draftId, paper } = opened();
    expect(button(`告知承诺 ${CARD}`).query()).toBeNull();
    await button(`告知承诺 ${BOOK}`).click();
    await expect
      .element(
        page.getByText(
          `不交${BOOK}，签承诺书。说了不实要承担后果。可以选交材料，不勉强。`,
        ),
      )
      .toBeVisible();
    await expect.element(page.getByText('告知承诺 · 待签')).toBeVisible();
    openCounter(fake, `/intake/${draftId}/sign`);
    await expect.element(heading('请申请人签名')).toBeVisible();
    await expect.element(page.getByText(/不交这份材料/)).toBeVisible();
    const box = page.getByRole('checkbox', { name: new RegExp(BOOK) });
    await expect.element(box).not.toBeChecked();
    await button('签好了，提交这件').click();
    for (const sentence of [
      `还没勾${BOOK}的承诺`,
      `${BOOK}的承诺书还没签名`,
      '还没签名',
    ])
      await expect.element(link(sentence)).toBeVisible();
    await box.click();
    await sign(`承诺人签名：${BOOK} 用手指在这里写名字`);
    await expect
      .poll(() => paper('V14-M2'))
      .toMatchObject({ how: 'commitment', signature: { state: 'saved' } });
    // The applicant's own signature is another one.
    expect(fake.draft(draftId).signature).toBeNull();
    expect(fake.draft(draftId).consents).toContain('promise:V14-M2');
    expect(fake.submits).toBe(0);
  });

  test('is given up for the paper itself', async () => {
    const { paper } = opened([
      { how: 'commitment', paperId: 'V14-M2', signature: null },
    ]);
    await button(`改交材料 ${BOOK}`).click();
    await expect.poll(() => paper('V14-M2')).toBeUndefined();
  });
});

describe('an original that was seen, on a device that is a fake', () => {
  test('makes the photograph beside it a checked copy', async () => {
    const { fake, draftId, paper } = opened();
    await button(`看过原件 ${BOOK}`).click();
    await expect
      .poll(() => paper('V14-M2'))
      .toMatchObject({ how: 'seen', seenBy: '田代办员' });
    await page
      .getByLabelText(`选文件 ${BOOK}`)
      .upload(new File(['x'], 'a.jpg', { type: 'image/jpeg' }));
    await expect
      .poll(() => paper('V14-M2'))
      .toMatchObject({ how: 'photo', seenBy: '田代办员' });
    await expect
      .element(page.getByText(/原件11月25日 .*核对过（田代办员）/))
      .toBeVisible();
    openCounter(fake, `/intake/${draftId}/check`);
    await expect.element(page.getByText('照片1张，原件核对过')).toBeVisible();
    openCounter(fake, `/intake/${draftId}/materials`);
    await button(`没看过，取消 ${BOOK}`).click();
    await expect
      .poll(() => paper('V14-M2'))
      .toMatchObject({ how: 'photo', pages: [{ state: 'saved' }] });
    await expect.element(button(`看过原件 ${BOOK}`)).toBeVisible();
  });
});

describe('a paper that is here already, on a device that is a fake', () => {
  const held = {
    paperId: 'V14-M2',
    caseId: 'case-1',
    from: {
      number: '422825201237261101002000714',
      takenInAt: '2026-11-01T02:00:00.000Z',
    },
    matterShort: '养老认证',
    pages: [
      {
        sha256: 'd'.repeat(64),
        mediaType: 'image/jpeg',
        bytes: 148_000,
        state: 'sent' as const,
      },
    ],
  };

  test('is offered with where it came from, used, and given up again', async () => {
    await page.viewport(360, 640);
    const fake = new FakeDevice();
    fake.held = [held];
    const draftId = fake.addDraft('V14', { answers });
    openCounter(fake, `/intake/${draftId}/materials`);
    await expect
      .element(
        page.getByText(
          /^已有：2026年11月1日办养老认证时拍过（收件号后9位002000714）/,
        ),
      )
      .toBeVisible();
    await button(`用已有的 ${BOOK}`).click();
    await expect.element(page.getByText(/县平台已有，不再传/)).toBeVisible();
    expect(button(`再拍一张 ${BOOK}`).query()).toBeNull();
    openCounter(fake, `/intake/${draftId}/check`);
    await expect
      .element(page.getByText('照片1张，2026年11月1日拍的'))
      .toBeVisible();
    openCounter(fake, `/intake/${draftId}/materials`);
    await button(`不用已有的 ${BOOK}`).click();
    await expect.element(button(`拍照 ${BOOK}`)).toBeVisible();
    await expect.element(button(`用已有的 ${BOOK}`)).toBeVisible();
  });
});

describe('what follows later, on a device that is a fake', () => {
  test('is what the catalogue lets follow, with a day that may not be too late', async () => {
    await page.viewport(360, 640);
    const { fake, draftId, paper } = opened();
    await expect.element(button(`容缺后补 ${BOOK}`)).toBeVisible();
    expect(button('容缺后补 居民身份证').query()).toBeNull();
    expect(button(`告知承诺 ${CARD}`).query()).toBeNull();
    await button(`容缺后补 ${CARD}`).click();
    await expect
      .element(page.getByText('容缺 · 12月16日前补', { exact: true }))
      .toBeVisible();
    const day = page.getByLabelText(`${CARD}哪天前补来`);
    await expect.element(day).toHaveValue('2099-12-16');
    await day.fill('20991217');
    await expect
      .poll(() => paper('V14-M5'))
      .toMatchObject({ how: 'deficiency', dueOn: '2099-12-17' });
    openCounter(fake, `/intake/${draftId}/check`);
    await expect
      .element(link(`${CARD}补来的日子要在今天到12月16日之间`))
      .toBeVisible();
  });

  test('is promised in a text of its own, ticked and signed', async () => {
    const { fake, draftId } = opened(
      [
        {
          how: 'deficiency',
          paperId: 'V14-M5',
          dueOn: '2099-12-16',
          latest: { date: '2099-12-16', provisional: false },
          signature: null,
        },
      ],
      'sign',
    );
    await expect
      .element(page.getByRole('heading', { name: `容缺承诺：${CARD}` }))
      .toBeVisible();
    await expect
      .element(page.getByText(/我承诺在2099年12月16日前补来/))
      .toBeVisible();
    expect(document.body.textContent).not.toContain('不交这份材料');
    await button('签好了，提交这件').click();
    await expect.element(link(`还没勾${CARD}的承诺`)).toBeVisible();
    await expect.element(link(`${CARD}的承诺书还没签名`)).toBeVisible();
    expect(fake.draft(draftId).consents).toEqual([]);
    openCounter(fake, `/intake/${draftId}/check`);
    await expect.element(page.getByText('容缺，12月16日前补')).toBeVisible();
  });

  test('is no other paper, and the clerk is told why', async () => {
    opened();
    const why = page.getByText('后补', { exact: true }).first();
    await why.click();
    await expect
      .element(page.getByText(/没有允许.*后补，也不能用承诺代替/))
      .toBeVisible();
  });
});

describe('the one-time notice, on a device that is a fake', () => {
  test('lists all that is missing, with how else it may come, and prints it', async () => {
    await page.viewport(360, 640);
    opened();
    await link(/^一次告知还差的\d+处$/).click();
    await expect.element(heading('一次性告知书')).toBeVisible();
    const list = page.getByRole('list').first();
    await expect.element(list).toHaveTextContent(`${BOOK}：带原件`);
    await expect
      .element(list)
      .toHaveTextContent('拿不出的，可以选签承诺书代替');
    await expect.element(list).toHaveTextContent(`${CARD}：带原件或复印件`);
    await expect.element(list).toHaveTextContent('可以签承诺先收件、以后补来');
    const shown = list.element().querySelectorAll('li').length;
    const printed = document.querySelector('.sheet');
    expect(printed?.querySelectorAll('li').length).toBe(shown);
    expect(printed?.textContent).toContain('向*英');
    expect(printed?.textContent).not.toContain('向示英');
    expect(printed?.textContent).toContain('村民签收');
  });

  test('is whole: as many lines as stop the sending', async () => {
    const { fake, draftId } = opened([], 'check');
    const summary = page.getByRole('group', { name: /^有\d+处要改$/ });
    await expect.element(summary).toBeVisible();
    const stops = summary.element().querySelectorAll('li').length;
    openCounter(fake, `/intake/${draftId}/notice`);
    await expect.element(heading('一次性告知书')).toBeVisible();
    expect(document.querySelectorAll('.notice-lines li').length).toBe(stops);
  });
});

describe('a paper that was put off', () => {
  test('is handed in from the page of its case', async () => {
    const fake = new FakeDevice();
    const caseId = fake.addCase('V14', answers, {
      events: events(received, {
        kind: 'accepted',
        promisedBy: { date: '2099-12-16', provisional: false },
        withDeficiency: true,
      }),
      papers: [
        {
          how: 'deficiency',
          paperId: 'V14-M5',
          dueOn: '2099-12-16',
          signature: null,
        },
      ],
    });
    openCounter(fake, `/case/${caseId}`);
    await expect.element(page.getByText('已受理 · 容缺')).toBeVisible();
    await button('补交材料').click();
    await expect.element(heading('补交材料')).toBeVisible();
    await expect.element(button(`看过原件 ${CARD}`)).toBeVisible();
  });
});
