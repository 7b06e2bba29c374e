import { describe, expect, test } from 'vitest';
import { page, userEvent } from 'vitest/browser';
import { REVIEW_ACTS } from '../../src/domain/cases/transitions.ts';
import type { CaseDetail, Decision } from '../../src/protocol/review.ts';
import { officeActWords, type OfficeAct } from '../../src/text/office-acts.ts';
import {
  button,
  expectAccessible,
  field,
  openConsole,
} from './console-bench.tsx';
import { aCaseId, anAccepted, StubPlatform } from './stub-platform.ts';
import { eventually } from '../support/eventually.ts';

const CASE = `#/cases/${aCaseId(1)}`;

async function openWith(part: Partial<CaseDetail>): Promise<StubPlatform> {
  const platform = new StubPlatform();
  platform.detail = anAccepted(part);
  await page.viewport(1280, 800);
  openConsole(platform, CASE);
  await expect.element(button('下一张')).toBeVisible();
  return platform;
}

/** From the dock, or from what lies behind its 其他办法. */
async function choose(act: OfficeAct): Promise<void> {
  const inDock = button(officeActWords[act].word);
  if (inDock.query() === null) await button(/^其他办法/).click();
  await inDock.click();
}

const type = async (label: string | RegExp, text: string) =>
  field(label).fill(text);
const REASON = '县里核对后发现材料不属实';

/** How a person fills each form, and what is sent. */
const ACTS: Record<
  OfficeAct,
  {
    detail?: Partial<CaseDetail>;
    fill?: () => Promise<void>;
    sent: Record<string, unknown>;
  }
> = {
  firstReview: {
    fill: () => type(/^说明/, '入户看过'),
    sent: { opinion: 'agree', note: '入户看过' },
  },
  dispatch: {
    detail: { nextOffice: { id: 'county-civil', name: '县民政局' } },
    sent: {},
  },
  return: {
    fill: () => type(/^原因/, '不归我们办'),
    sent: { reason: '不归我们办' },
  },
  start: { sent: {} },
  askJointly: {
    detail: {
      jointRoute: {
        offices: [
          { id: 'county-agri', name: '县农业农村局' },
          { id: 'county-housing', name: '县住房和城乡建设局' },
        ],
        workdays: 3,
      },
    },
    fill: async () => {
      await field('县农业农村局').click();
      await field('县住房和城乡建设局').click();
    },
    sent: { offices: ['county-agri', 'county-housing'], workdays: 3 },
  },
  answerJointly: {
    detail: {
      joint: {
        lead: { id: 'county-civil', name: '县民政局' },
        dueOn: { date: '2026-12-02', provisional: false },
        isOverdue: false,
        offices: [
          { id: 'county-agri', name: '县农业农村局', opinion: null, note: '' },
          {
            id: 'county-housing',
            name: '县住房和城乡建设局',
            opinion: 'agree',
            note: '',
          },
        ],
      },
    },
    fill: () => field('附条件同意').click(),
    sent: { officeId: 'county-agri', opinion: 'conditions', note: '' },
  },
  startSpecial: {
    fill: async () => {
      await page.getByRole('radio', { name: '公示', exact: true }).click();
      await type(/^公示的金额/, '每月100元');
      await type(/^理由/, '按规定在村务公开栏公示七天');
    },
    sent: {
      procedure: '公示',
      ground: '按规定在村务公开栏公示七天',
      publicNotice: { amount: '每月100元' },
    },
  },
  endSpecial: { sent: {} },
  extend: {
    fill: async () => {
      await type(/^延期的理由/, '入户调查遇大雪封山，不能按时完成');
      await type(/^依据/, '行政许可法第四十二条');
      await type(/^批准/, '田局长');
    },
    sent: {
      workdays: 5,
      reason: '入户调查遇大雪封山，不能按时完成',
      ground: '行政许可法第四十二条',
      approvedBy: '田局长',
    },
  },
  issueResult: {
    fill: async () => {
      await type(/^结果名称/, '高龄津贴审批表');
      await type(/^文号/, '宣民发〔2026〕3号');
    },
    sent: { name: '高龄津贴审批表', number: '宣民发〔2026〕3号' },
  },
  post: {
    fill: () => type(/^快递单号/, 'EB123456789CN'),
    sent: { carrier: '中国邮政', trackingNumber: 'EB123456789CN' },
  },
  handOver: { sent: { receivedBy: '谭某秀', by: 'window' } },
  grantWithdrawal: {
    detail: { withdrawalAsked: '不办了' },
    sent: {},
  },
  refuseWithdrawal: {
    detail: { withdrawalAsked: '不办了' },
    fill: () => type(/^原因/, '补贴已经发出'),
    sent: { reason: '补贴已经发出' },
  },
  recall: { fill: () => type(/^原因/, REASON), sent: { reason: REASON } },
  revoke: { fill: () => type(/^原因/, REASON), sent: { reason: REASON } },
  object: { fill: () => type(/^原因/, REASON), sent: { reason: REASON } },
  decideObjection: {
    fill: async () => {
      await field('不成立').click();
      await type(/^原因/, '评价有根据');
    },
    sent: { upheld: false, reason: '评价有根据' },
  },
  join: {
    detail: {
      findings: [{ code: 'duplicate', path: '422825102205261125002000115' }],
    },
    sent: { number: '422825102205261125002000115' },
  },
};

describe('the acts of an office, against a stubbed platform', () => {
  test.each(Object.keys(ACTS) as OfficeAct[])(
    '%s names its object and effect, and sends what was filled in',
    async (act) => {
      const { detail = {}, fill, sent } = ACTS[act];
      const platform = new StubPlatform();
      platform.staff = {
        id: 'handler-1',
        name: '田经办',
        role: 'handler',
        town9: null,
        townName: null,
        audiences: ['department:county-agri'],
      };
      platform.detail = anAccepted({ ...detail, acts: [act] });
      await page.viewport(1280, 800);
      openConsole(platform, CASE);
      await expect.element(button('下一张')).toBeVisible();
      await choose(act);
      await expect
        .element(page.getByText(/高龄津贴申领（谭某秀）/).first())
        .toBeVisible();
      await expectAccessible();
      await fill?.();
      await page
        .getByRole('dialog')
        .getByRole('button', {
          name: officeActWords[act].confirm,
          exact: true,
        })
        .click();
      await eventually(() =>
        expect(platform.decisions).toEqual([
          { act, version: 2, ...sent } as unknown as Decision,
        ]),
      );
      await expect.element(page.getByText(/^已发出：/)).toBeVisible();
    },
  );

  test('only what the platform allows is offered, whatever the status', async () => {
    await openWith({ acts: ['recall'] });
    await button('其他办法（1）').click();
    await expect.element(button('撤回')).toHaveFocus();
    await userEvent.keyboard('{Escape}');
    await expect.element(button('其他办法（1）')).toHaveFocus();
    const offered = page
      .getByRole('group', { name: '决定这件' })
      .getByRole('button');
    expect(offered.elements()).toHaveLength(1);
    expect(REVIEW_ACTS).toContain('recall');
  });

  test('what is seldom done stays in a narrow window', async () => {
    await openWith({ acts: ['firstReview', 'extend', 'conclude', 'reject'] });
    await page.viewport(320, 640);
    await button('其他办法（2）').click();
    const { left, right, top } = page
      .getByRole('list', { name: '其他办法' })
      .element()
      .getBoundingClientRect();
    expect(left).toBeGreaterThanOrEqual(0);
    expect(right).toBeLessThanOrEqual(320);
    expect(top).toBeGreaterThanOrEqual(0);
  });

  test('a case that leaves its route says where to and why', async () => {
    const platform = await openWith({
      acts: ['dispatch'],
      nextOffice: { id: 'county-civil', name: '县民政局' },
    });
    await button('转给部门').click();
    const select = field('转到哪个部门');
    await expect.element(select).toHaveValue('county-civil');
    await select.selectOptions('县农业农村局');
    const confirm = page
      .getByRole('dialog')
      .getByRole('button', { name: '转给部门' });
    await confirm.click();
    await expect
      .element(page.getByRole('link', { name: '还没写原因' }))
      .toBeVisible();
    await type(/^原因/, '土地的事归农业农村局');
    await confirm.click();
    await eventually(() =>
      expect(platform.decisions).toEqual([
        {
          act: 'dispatch',
          version: 2,
          officeId: 'county-agri',
          reason: '土地的事归农业农村局',
        },
      ]),
    );
  });

  test('a tracking number that is too short is said before it is sent', async () => {
    const platform = await openWith({ acts: ['post'] });
    await button('邮寄').click();
    await type(/^快递单号/, 'EB12');
    await button('登记寄出').click();
    await expect
      .element(page.getByRole('link', { name: '单号少一位？至少6位' }))
      .toBeVisible();
    expect(platform.decisions).toEqual([]);
  });

  test('the paper is seen whole before it is issued, and nothing is sent by looking', async () => {
    const platform = await openWith({ acts: ['reject'] });
    await button('不通过').click();
    await button('看文书预览').click();
    await expect
      .element(page.getByRole('link', { name: /理由还少10个字/ }))
      .toBeVisible();
    await type(/^没有通过的理由/, '未满80周岁，到龄当月再申请');
    await button('看文书预览').click();
    const paper = page.getByRole('region', { name: '文书预览' });
    await expect.element(paper).toHaveTextContent('不予通过决定书');
    await expect.element(paper).toHaveTextContent('未满80周岁');
    await expect.element(paper).toHaveFocus();
    await expectAccessible();
    expect(platform.decisions).toEqual([]);
  });
});

describe('what is new in a case, against a stubbed platform', () => {
  test('what happened since the last look is counted and marked', async () => {
    localStorage.removeItem('review-last-looks');
    const platform = await openWith({});
    expect(page.getByText(/^上次看过后/).query()).toBeNull();
    location.hash = '#/';
    await expect.element(page.getByRole('row').nth(1)).toBeVisible();
    const { events } = platform.detail;
    const [last] = events.slice(-1);
    if (last === undefined) throw new Error('no history');
    platform.detail = anAccepted({
      row: { ...platform.detail.row, version: 3 },
      events: [
        ...events,
        { ...last, n: 3, body: { kind: 'departmentStarted', officeId: 'x' } },
      ],
    });
    location.hash = CASE;
    await expect
      .element(page.getByText('上次看过后有1条新经过，标了“新”。'))
      .toBeVisible();
    const marked = page
      .getByRole('listitem')
      .filter({ hasText: '部门开始办理' });
    await expect.element(marked).toHaveTextContent('新');
    await expectAccessible();
    expect(localStorage.getItem('review-last-looks')).not.toContain('谭');
  });
});
