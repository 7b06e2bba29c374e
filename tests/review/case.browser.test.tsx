import { describe, expect, test, vi } from 'vitest';
import { page, userEvent } from 'vitest/browser';
import { caseText } from '../../src/text/review.ts';
import { button, expectAccessible, field } from './console-bench.tsx';
import { openCase } from './open-case.ts';
import { aDetail, StubPlatform } from './stub-platform.ts';
import { eventually } from '../support/eventually.ts';

const picture = () => document.querySelector('img[data-sha256]');

describe('a case, against a stubbed platform', () => {
  test('shows numbers by their last four, and whole once the password was given again', async () => {
    const platform = await openCase();
    const whole = page.getByText('0000 00 1944 0312 004X').first();
    const account = page.getByText('6200 0000 0001 2345 678').first();
    await expect.element(page.getByText('****004X').first()).toBeVisible();
    await expect.element(page.getByText('看过原件')).toBeVisible();
    expect(whole.query()).toBeNull();

    await button('看完整号码').click();
    await expect.element(field('密码')).toHaveFocus();
    await expectAccessible();
    await field('密码').fill('wrong');
    await button('确认是我').click();
    await expect.element(page.getByText(/^密码不对/)).toBeVisible();
    await field('密码').fill('right');
    await button('确认是我').click();
    await expect.element(whole).toBeVisible();
    await expect.element(account).toBeVisible();
    await expectAccessible();

    await button('收起号码').click();
    await expect.element(page.getByText('****004X').first()).toBeVisible();
    expect(whole.query()).toBeNull();
    // Within some minutes nobody is asked twice.
    await button('看完整号码').click();
    await expect.element(account).toBeVisible();
    expect(
      platform.paths.filter((path) => path.includes('proof')),
    ).toHaveLength(2);
  });

  test('shows as words what somebody has written as HTML, wherever it stands', async () => {
    const evil = (n: number) => `<img src=x onerror=alert(${n})>`;
    const platform = new StubPlatform();
    const { row, answers, papers, clerk, presets } = aDetail();
    platform.detail = aDetail({
      row: { ...row, applicantName: evil(1), matterShort: evil(2) },
      answers: { ...answers, applicantName: evil(3), bankName: evil(4) },
      papers: papers.map((paper) => ({ ...paper, paperName: evil(5) })),
      clerk: { ...clerk, name: evil(6) },
      presets: presets.map((preset) => ({ ...preset, reason: evil(7) })),
    });
    await openCase(platform);
    for (const n of [3, 4, 5, 6])
      await expect.element(page.getByText(evil(n)).first()).toBeVisible();
    expect(document.querySelector('img[onerror], script[src=x]')).toBeNull();
  });

  test('asks for the code of the authenticator app too, where the account has one', async () => {
    const platform = new StubPlatform();
    platform.asksCode = true;
    await openCase(platform);
    await button('看完整号码').click();
    await field('密码').fill('right');
    await button('确认是我').click();
    await expect.element(field('6位动态码')).toHaveFocus();
    await field('6位动态码').fill('000000');
    await button('确认是我').click();
    await expect.element(page.getByText(/^密码或动态码不对/)).toBeVisible();
    await field('6位动态码').fill('123456');
    await button('确认是我').click();
    await expect
      .element(page.getByText('0000 00 1944 0312 004X').first())
      .toBeVisible();
  });

  test('numbers that were left open hide by themselves, and a changed mind shows none', async () => {
    const platform = new StubPlatform();
    platform.isFresh = true;
    await openCase(platform);
    vi.useFakeTimers({ toFake: ['setTimeout'], shouldAdvanceTime: true });
    try {
      await button('看完整号码').click();
      await expect.element(button('收起号码')).toBeVisible();
      vi.advanceTimersByTime(5 * 60_000);
      await expect.element(button('看完整号码')).toBeVisible();
    } finally {
      vi.useRealTimers();
    }
    platform.isFresh = false;
    await button('看完整号码').click();
    await button('先不看').click();
    expect(page.getByRole('dialog').query()).toBeNull();
    expect(page.getByText('0000 00 1944 0312 004X').query()).toBeNull();
  });

  test('a wake-up asks for the case only when the case itself has moved', async () => {
    const platform = await openCase();
    const asked = () =>
      platform.paths.filter((path) => !path.includes('/materials/'));
    await expect.element(button('看完整号码')).toBeVisible();
    vi.useFakeTimers({ toFake: ['setTimeout'], shouldAdvanceTime: true });
    try {
      platform.paths.length = 0;
      for (let i = 0; i < 50; i += 1) platform.wake();
      await eventually(() => expect(asked()).toHaveLength(1));
      vi.advanceTimersByTime(5_000);
      await eventually(() => expect(asked()).toHaveLength(2));
      const { caseId } = platform.detail.row;
      expect(new Set(asked())).toEqual(
        new Set([`GET /api/v1/review/cases/${caseId}/version`]),
      );
      const { row } = platform.detail;
      platform.detail = aDetail({
        row: { ...row, materials: { arrived: 1, expected: 2 } },
      });
      vi.advanceTimersByTime(5_000);
      platform.wake();
      await eventually(() =>
        expect(asked()).toContain(`GET /api/v1/review/cases/${caseId}`),
      );
      platform.detail = aDetail({ row: { ...row, version: 2 } });
      vi.advanceTimersByTime(5_000);
      platform.wake();
      await expect
        .element(page.getByText(caseText.changedMeanwhile))
        .toBeVisible();
      expect(asked().filter((path) => path.endsWith(caseId))).toHaveLength(1);
    } finally {
      vi.useRealTimers();
    }
  });

  test('shows what the rules found, each in the words of its matter', async () => {
    const platform = new StubPlatform();
    platform.detail = aDetail({
      findings: [
        {
          code: 'check',
          path: 'age80',
          confirmedAt: '2026-11-24T02:36:00.000Z',
        },
        { code: 'checkUndecided', path: 'age80' },
        { code: 'paperMissing', path: 'V14-M6' },
        { code: 'requiredHere', path: 'agentName' },
        { code: 'duplicate', path: '422825102205261125002000115' },
        { code: 'ofANewerPlatform', path: 'bankAccount' },
      ],
    });
    await openCase(platform);
    for (const sentence of [
      '系统查出 6 处，请核对',
      '未满80周岁；可先登记，到龄当月再提交',
      '村里11月24日 10:36确认：已问清，照样提交',
      '系统判断不了，请人工看：未满80周岁；可先登记，到龄当月再提交',
      '代办人身份证按填的内容要交，没有收',
      '代办人姓名：按填的内容要填，没有填',
      '同一个人办同一件事，还有一件没办完，收件号后9位002000115',
      '社保卡或“一卡通”账号：请核对',
    ])
      await expect
        .element(page.getByText(sentence, { exact: true }))
        .toBeVisible();
    await expectAccessible();
  });

  test('says until when the next act is owed, and how that day was counted', async () => {
    const platform = new StubPlatform();
    platform.detail = aDetail({
      deadlines: [
        {
          due: { date: '2026-12-09', provisional: false },
          latestDue: { date: '2026-12-10', provisional: false },
          reason: {
            rule: 'notice',
            from: { earliest: '2026-11-24', latest: '2026-11-25' },
            workdays: 5,
            extended: 0,
            pauses: [
              {
                cause: 'correction',
                from: '2026-11-26',
                until: '2026-12-03',
                workdays: 6,
              },
            ],
            freeWeekdays: [],
            workedWeekends: [],
            assumedFrom: null,
          },
        },
      ],
    });
    await openCase(platform);
    for (const sentence of [
      '一次告知：12月9日前',
      '自村里收件11月24日起算5个工作日，其中送达前1天',
      '补正11月26日至12月3日不计时，顺延6个工作日',
    ])
      await expect
        .element(page.getByText(sentence, { exact: true }))
        .toBeVisible();
    await expectAccessible();
  });

  test('keys page through the photographs and turn them', async () => {
    await openCase();
    await eventually(() =>
      expect(picture()?.getAttribute('data-sha256')).toMatch(/^a/),
    );
    await userEvent.keyboard('{]}');
    await eventually(() =>
      expect(picture()?.getAttribute('data-sha256')).toMatch(/^b/),
    );
    await userEvent.keyboard('r');
    await eventually(() => expect(picture()?.className).toContain('turn-1'));
    await userEvent.keyboard('+');
    await expect.element(button('150% 0 合适大小')).toBeVisible();
  });

  test('a photograph on its way is named, and acceptance says what is missing', async () => {
    const platform = new StubPlatform();
    const detail = aDetail();
    const last = detail.papers[2]?.pages[0];
    if (last !== undefined) last.arrived = false;
    platform.detail = detail;
    await openCase(platform);
    await expect
      .element(page.getByText(/照片3还在路上，到齐才能受理/))
      .toBeVisible();
    await button('受理').click();
    await expect
      .element(
        page.getByText('还差：社会保障卡（金融账户）或银行卡的照片还在路上'),
      )
      .toBeVisible();
    expect(button('受理这件').query()).toBeNull();
    expect(platform.decisions).toEqual([]);
  });

  test('Esc goes back to the list', async () => {
    await openCase();
    await userEvent.keyboard('{Escape}');
    await eventually(() => expect(location.hash).toBe('#/'));
  });
});
