import {
  afterEach,
  beforeEach,
  describe,
  expect,
  test,
  vi,
  type MockInstance,
} from 'vitest';
import { page, userEvent } from 'vitest/browser';
import type { CaseView, PageView } from '../../src/device/device-api.ts';
import { setTextSize } from '../../src/ui/text-size/text-size.tsx';
import { FakeDevice } from '../support/fake-device.ts';
import { matterOf } from '../support/fake-device/matters.ts';
import {
  button,
  correctionBy,
  events,
  heading,
  link,
  openCounter,
  received,
  verification,
} from './counter-bench.ts';

const BOOK = '居民户口簿';

/** 高龄津贴 with a promise in place of one paper and another put off. */
const elder = {
  ...verification,
  applicantName: '向示英',
  bankAccount: '0000000000000000034',
  ageBand: '80至89周岁',
};
const signature: PageView = {
  sha256: 'signature',
  mediaType: 'image/png',
  bytes: 900,
  state: 'saved',
};
const promised: CaseView['papers'] = [
  { how: 'seen', paperId: 'V14-M1', seenAt: '2026-11-25T02:30:00.000Z' },
  { how: 'commitment', paperId: 'V14-M2', signature },
  {
    how: 'deficiency',
    paperId: 'V14-M5',
    dueOn: '2026-12-16',
    signature: null,
  },
  { how: 'generated', paperId: 'V14-M3' },
];

let print: MockInstance<typeof window.print>;

beforeEach(() => {
  localStorage.clear();
  print = vi.spyOn(window, 'print').mockReturnValue(undefined);
});
afterEach(() => {
  print.mockRestore();
});

function aCase(given: Parameters<FakeDevice['addCase']>[2] = {}) {
  const fake = new FakeDevice();
  fake.pictures.set('signature', new Blob([], { type: 'image/png' }));
  const caseId = fake.addCase('V14', elder, { papers: promised, ...given });
  return { fake, caseId };
}

const sheet = () => document.querySelector('.sheet');

/** Each print is another moment for the paper: the last one's mark, or none. */
const mark = () => document.querySelector('.sheet-again')?.textContent;

async function prints(times: number) {
  await expect.poll(() => print.mock.calls.length).toBe(times);
}

describe('printing, on a device that is a fake', () => {
  test('a second print of a receipt says which it is and when, the first does not', async () => {
    const { fake, caseId } = aCase();
    let atPrint: (string | null | undefined)[] = [];
    print.mockImplementation(() => {
      atPrint = [...atPrint, mark()];
    });
    openCounter(fake, `/receipt/${caseId}`);
    await button('打印收件凭证').click();
    await prints(1);
    await button('打印收件凭证').click();
    await prints(2);
    openCounter(fake, `/receipt/${caseId}`);
    await button('打印收件凭证').click();
    await prints(3);
    expect(atPrint).toEqual([
      undefined,
      '补打 第2次 2026年11月25日 10:36',
      '补打 第3次 2026年11月25日 10:36',
    ]);
    await expect
      .element(page.getByText(/^打过3次，最近11月25日 10:36。/))
      .toBeVisible();
  });

  test('every paper counts for itself', async () => {
    const { fake, caseId } = aCase({ printed: { receipt: ['2026-11-25'] } });
    openCounter(fake, `/print/${caseId}/application`);
    await button('打印高龄津贴申请表').click();
    await prints(1);
    expect(mark()).toBeUndefined();
    expect(Object.keys(fake.oneCase(caseId).printed)).toEqual([
      'receipt',
      'application',
    ]);
  });

  test('Ctrl+P prints the paper and counts it', async () => {
    const { fake, caseId } = aCase();
    openCounter(fake, `/print/${caseId}/mandate`);
    await expect.element(heading('授权委托书')).toBeVisible();
    await userEvent.keyboard('{Control>}p{/Control}');
    await prints(1);
    expect(fake.oneCase(caseId).printed['mandate']).toHaveLength(1);
  });

  test("the browser's own menu counts too, and its sheet bears the mark", async () => {
    const { fake, caseId } = aCase({
      printed: { receipt: ['2026-11-25T02:40:00.000Z'] },
    });
    openCounter(fake, `/receipt/${caseId}`);
    await expect.element(heading('已收件，存好了')).toBeVisible();
    await expect.poll(mark).toMatch(/^补打 第2次/);
    dispatchEvent(new Event('beforeprint'));
    expect(document.title).toMatch(/^\d{27}$/);
    dispatchEvent(new Event('afterprint'));
    expect(document.title).toMatch(/^已收件，存好了/);
    await expect
      .poll(() => fake.oneCase(caseId).printed['receipt'])
      .toHaveLength(2);
  });

  test("what the browser's own menu prints after the button is another print", async () => {
    const { fake, caseId } = aCase();
    openCounter(fake, `/receipt/${caseId}`);
    await button('打印收件凭证').click();
    await prints(1);
    expect(mark()).toBeUndefined();
    // The dialog has closed, and nothing on the page was touched.
    dispatchEvent(new Event('focus'));
    await expect.poll(mark).toMatch(/^补打 第2次/);
    dispatchEvent(new Event('beforeprint'));
    dispatchEvent(new Event('afterprint'));
    await expect
      .poll(() => fake.oneCase(caseId).printed['receipt'])
      .toHaveLength(2);
  });

  test('nothing is printed that could not be counted', async () => {
    const { fake, caseId } = aCase();
    fake.fails = 'storageFull';
    openCounter(fake, `/receipt/${caseId}`);
    await button('打印收件凭证').click();
    await expect.element(page.getByRole('alert')).toBeVisible();
    expect(print).not.toHaveBeenCalled();
  });

  test('size and type are kept, of each kind of paper by itself', async () => {
    const { fake, caseId } = aCase();
    openCounter(fake, `/receipt/${caseId}`);
    await button('80毫米').click();
    await button('大字').click();
    openCounter(fake, `/receipt/${caseId}`);
    await expect
      .element(button('80毫米'))
      .toHaveAttribute('aria-pressed', 'true');
    expect(sheet()?.className).toContain('sheet-roll sheet-large');
    openCounter(fake, `/print/${caseId}/application`);
    await expect.element(button('A4')).toHaveAttribute('aria-pressed', 'true');
    expect(sheet()?.className).not.toContain('sheet-large');
  });
});

describe('the papers of a case, on a device that is a fake', () => {
  test('are listed on its page, each with the way to it', async () => {
    await page.viewport(360, 640);
    const { fake, caseId } = aCase({
      events: events(received, correctionBy('2099-12-09')),
    });
    openCounter(fake, `/case/${caseId}`);
    await expect
      .element(page.getByRole('heading', { name: '打印' }))
      .toBeVisible();
    for (const name of [
      /^收件凭证/,
      /^一次性告知书$/,
      /^高龄津贴申请表$/,
      /^告知承诺书.*居民户口簿/,
      /^容缺后补承诺书.*社会保障卡/,
      /^授权委托书$/,
    ])
      await expect.element(link(name)).toBeVisible();
    // Nothing was kept of it.
    expect(link('交接清单').query()).toBeNull();
  });

  test('bear number, query code and code, and none calls itself a notice of acceptance', async () => {
    const { fake, caseId } = aCase({
      events: events(received, correctionBy('2099-12-09')),
    });
    for (const [name, title] of [
      ['application', '高龄津贴申请表'],
      ['correction', '一次性告知书（补正）'],
      ['mandate', '授权委托书'],
      ['promise:V14-M2', '告知承诺书'],
      ['promise:V14-M5', '容缺后补承诺书'],
    ] as const) {
      openCounter(fake, `/print/${caseId}/${name}`);
      await expect
        .poll(() => sheet()?.querySelector('h2')?.textContent)
        .toBe(title);
      const text = sheet()?.textContent.replace(/\s/g, '');
      expect(text).toContain(fake.oneCase(caseId).number);
      expect(text).toContain('K7M4QX');
      expect(text).not.toContain('受理通知书');
      expect(sheet()?.querySelector('svg.qr')).not.toBeNull();
    }
  });

  test('the promise says what was read out, who promised and by when', async () => {
    const { fake, caseId } = aCase();
    openCounter(fake, `/print/${caseId}/promise:V14-M2`);
    await expect
      .element(page.getByText(/我选用承诺代替，不交这份材料/))
      .toBeVisible();
    await expect
      .element(page.getByRole('img', { name: '承诺人' }))
      .toBeInTheDocument();
    openCounter(fake, `/print/${caseId}/promise:V14-M5`);
    await expect
      .element(page.getByText(/我承诺在2026年12月16日前补来/))
      .toBeVisible();
    expect(sheet()?.textContent).toContain('（签名或按指印）');
  });

  test('the application is whole: answers, papers, what was signed, and its basis', async () => {
    const { fake, caseId } = aCase({ signature });
    openCounter(fake, `/print/${caseId}/application`);
    await expect.element(page.getByText('向示英').first()).toBeVisible();
    const text = sheet()?.textContent ?? '';
    // Whole, where the screen covers it.
    expect(text.replace(/\s/g, '')).toContain('000000194805190015');
    expect(text).toContain('沙道沟镇水田坝村3组12号');
    expect(text).toContain(`${BOOK} 告知承诺，不用再交`);
    expect(text).toContain('我申请高龄津贴申领。');
    // What is not sure yet does not stand on a paper.
    for (const { text: basis, provenance } of matterOf('V14').legalBasis)
      expect(text.includes(basis)).toBe(provenance === 'law');
    expect(sheet()?.querySelector('button')).toBeNull();
  });

  test('tables of an application are tables, with whole numbers', async () => {
    const fake = new FakeDevice();
    const table = matterOf('V10').fields.find(
      ({ type }) => type === 'household-member-table',
    );
    const idNo = table?.columns?.find(({ type }) => type === 'idcard')?.id;
    if (table === undefined || idNo === undefined) throw new Error('no table');
    const caseId = fake.addCase('V10', {
      ...verification,
      [table.id]: [{ [idNo]: '000000194805190015' }],
    });
    await page.viewport(800, 640);
    openCounter(fake, `/print/${caseId}/application`);
    await expect.element(page.getByRole('columnheader').first()).toBeVisible();
    expect(sheet()?.querySelectorAll('th').length).toBe(table.columns?.length);
    expect(
      sheet()?.querySelector('tbody')?.textContent.replace(/\s/g, ''),
    ).toContain('000000194805190015');
  });

  /** V22, of which two originals stay. */
  function withOriginals() {
    const fake = new FakeDevice();
    const seenAt = '2026-11-25T02:30:00.000Z';
    const caseId = fake.addCase('V22', verification, {
      papers: ['V22-M1', 'V22-M2', 'V22-M3'].map((paperId) => ({
        how: 'seen',
        paperId,
        seenAt,
      })),
    });
    return { fake, caseId };
  }

  test('originals that stay are listed with room for the bag, and only those', async () => {
    const { fake, caseId } = withOriginals();
    await page.viewport(800, 640);
    openCounter(fake, `/case/${caseId}`);
    await link('交接清单').click();
    await expect.element(page.getByText('收下原件2样：')).toBeVisible();
    await expect
      .element(page.getByRole('cell', { name: '死者居民身份证（缴销）' }))
      .toBeVisible();
    await expect
      .element(page.getByRole('columnheader', { name: '袋号' }))
      .toBeVisible();
  });

  for (const textSize of [0, 3] as const)
    test(`their tables keep within 320 px at the text size ${textSize}`, async () => {
      const { fake, caseId } = withOriginals();
      const household = fake.addCase('V10', {
        ...verification,
        members: [
          {
            name: '姚示江',
            idNo: '000000197403040018',
            relation: '本人',
            health: '重病',
            labour: '有劳动能力',
            income: 3600,
          },
        ],
      });
      await page.viewport(320, 640);
      setTextSize(textSize);
      const root = document.documentElement;
      for (const [id, name] of [
        [caseId, 'originals'],
        [household, 'application'],
      ] as const) {
        openCounter(fake, `/print/${id}/${name}`);
        await expect.poll(() => sheet()?.querySelector('td')).toBeTruthy();
        expect(root.scrollWidth - root.clientWidth, name).toBe(0);
        const { content } = getComputedStyle(
          sheet()?.querySelector('td') ?? root,
          '::before',
        );
        expect(content, 'what a cell says it is').toMatch(/序号|姓名/);
      }
      setTextSize(0);
      await page.viewport(414, 896);
    });

  test('what a case does not have cannot be printed', async () => {
    const { fake, caseId } = aCase();
    openCounter(fake, `/print/${caseId}/originals`);
    await expect.element(heading('这张纸现在打不了。')).toBeVisible();
  });
});

describe('papers of a draft, on a device that is a fake', () => {
  test('a promise is printed from where it is signed, without a number, and not counted', async () => {
    const fake = new FakeDevice();
    const draftId = fake.addDraft('V14', {
      answers: { applicantName: '向示英' },
      papers: [{ how: 'commitment', paperId: 'V14-M2', signature: null }],
    });
    openCounter(fake, `/intake/${draftId}/sign`);
    await link(`打印 ${BOOK}的承诺书`).click();
    await expect.element(heading('告知承诺书')).toBeVisible();
    await expect.element(page.getByText('收件后另给收件凭证。')).toBeVisible();
    for (let times = 1; times <= 2; times += 1) {
      await button('打印告知承诺书').click();
      await prints(times);
    }
    expect(mark()).toBeUndefined();
  });

  test('the mandate has lines where nobody is known yet', async () => {
    const fake = new FakeDevice();
    const draftId = fake.addDraft('V14', {
      answers: { ...elder, submitBy: '村代办员', agentName: '田示军' },
    });
    openCounter(fake, `/intake/${draftId}/applicant`);
    await link('打印授权委托书').click();
    await expect.element(heading('授权委托书')).toBeVisible();
    await expect.element(page.getByText('田示军')).toBeVisible();
    expect(sheet()?.querySelectorAll('.sheet-blank').length).toBe(2);
    expect(sheet()?.textContent).toContain('受托人不能');
  });
});
