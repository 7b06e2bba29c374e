import { describe, expect, test } from 'vitest';
import { page } from 'vitest/browser';
import { button, expectAccessible, field, focused } from './console-bench.tsx';
import { openCase } from './open-case.ts';
import { aDetail, anAccepted, StubPlatform } from './stub-platform.ts';
import { eventually } from '../support/eventually.ts';

describe('decisions, against a stubbed platform', () => {
  test('acceptance names the object, begins on the harmless button and sends the version seen', async () => {
    const platform = await openCase();
    await button('受理').click();
    await expect
      .element(page.getByText('受理高龄津贴申领（谭某秀）。'))
      .toBeVisible();
    await eventually(() =>
      expect(focused()).toBe(button('先不决定').element()),
    );
    await expectAccessible();
    await button('受理这件').click();
    await expect.element(page.getByText(/已发出：受理/)).toBeVisible();
    expect(platform.decisions).toEqual([{ act: 'accept', version: 1 }]);
  });

  test('a correction carries papers and fields at once, preset reasons and own words', async () => {
    const platform = await openCase();
    await button('一次告知补正').click();
    await button('社会保障卡（金融账户）或银行卡：账户不是老人本人的').click();
    await button('+ 再加一处').click();
    await field('第2处：哪一处').selectOptions('申请人联系电话');
    await field(/^哪里不对/)
      .nth(1)
      .fill('电话打不通');
    await field(/^给村里看的话/)
      .nth(1)
      .fill('请换一个打得通的号');
    await field('补齐期限（个工作日）').selectOptions('15');
    await expect.element(page.getByText(/^2\. 申请人联系电话/)).toBeVisible();
    await expectAccessible();
    await button('发出补正（2处）').click();
    await eventually(() =>
      expect(platform.decisions).toEqual([
        {
          act: 'requestCorrection',
          version: 1,
          workdays: 15,
          items: [
            {
              about: 'V14-M5',
              target: 'paper',
              reason: '账户不是老人本人的',
              fix: '换老人本人的社保卡',
            },
            {
              about: 'applicantPhone',
              target: 'field',
              reason: '电话打不通',
              fix: '请换一个打得通的号',
            },
          ],
        },
      ]),
    );
  });

  test('a correction with a gap is not sent, and the summary leads to the gap', async () => {
    const platform = await openCase();
    await button('一次告知补正').click();
    await button('发出补正（0处）').click();
    await expect.element(page.getByText('有1处要改')).toBeVisible();
    await button('+ 再加一处').click();
    await button('发出补正（1处）').click();
    await expect.element(page.getByText('有3处要改')).toBeVisible();
    await page.getByRole('link', { name: '第1处还没写怎么改' }).click();
    expect(focused()?.id).toMatch(/fix$/);
    expect(platform.decisions).toEqual([]);
  });

  test('a refusal needs ten characters of reason, and referring elsewhere an authority', async () => {
    const platform = await openCase();
    await button('不予受理').click();
    await field(/^理由/).fill('不符合');
    await button('不予受理并通知').click();
    await expect
      .element(page.getByRole('link', { name: /理由还少7个字/ }))
      .toBeVisible();
    await field('不归这里办，告诉去哪里').click();
    await field(/^理由/).fill('户口在外县，要回户口所在地申请');
    await button('不予受理并通知').click();
    await expect
      .element(page.getByRole('link', { name: '还没写该找哪个机关' }))
      .toBeVisible();
    await field(/^该找哪个机关/).fill('来凤县民政局 0718-6280000');
    await button('不予受理并通知').click();
    await eventually(() =>
      expect(platform.decisions).toEqual([
        {
          act: 'referElsewhere',
          version: 1,
          reason: '户口在外县，要回户口所在地申请',
          authority: '来凤县民政局 0718-6280000',
        },
      ]),
    );
  });

  test('a conclusion says where to fetch the result, or that there is nothing to fetch', async () => {
    const platform = new StubPlatform();
    platform.detail = anAccepted();
    await openCase(platform);
    await button('办结').click();
    await expect.element(field('结果')).toHaveValue('高龄津贴审批结果');
    await field('有，村民到这里领').click();
    await button('办结这件').click();
    await expect
      .element(page.getByRole('link', { name: '还没写在哪里领' }))
      .toBeVisible();
    await field('没有要领的，直接办结').click();
    await button('办结这件').click();
    await eventually(() =>
      expect(platform.decisions).toEqual([
        {
          act: 'conclude',
          version: 2,
          result: '高龄津贴审批结果',
          pickup: null,
          note: '',
        },
      ]),
    );
  });

  test('with a gap open a conclusion says what is owed, and cannot be sent', async () => {
    const platform = new StubPlatform();
    const papers = aDetail().papers.map((paper, n) =>
      n === 2
        ? { ...paper, how: 'deficiency' as const, dueOn: '2026-12-16' }
        : paper,
    );
    platform.detail = anAccepted({ papers });
    await openCase(platform);
    await button('办结').click();
    await expect
      .element(
        page.getByText(
          '还差：社会保障卡（金融账户）或银行卡（容缺，12月16日前补来）',
        ),
      )
      .toBeVisible();
    await expect.element(page.getByText('补齐才能办结。')).toBeVisible();
    expect(button('办结这件').query()).toBeNull();
  });

  test('a rejection tells the remedy', async () => {
    const platform = new StubPlatform();
    platform.detail = anAccepted();
    await openCase(platform);
    await button('不通过').click();
    await field(/^没有通过的理由/).fill('未满80周岁，到龄当月再申请');
    await button('不通过并通知').click();
    await eventually(() => expect(platform.decisions).toHaveLength(1));
    expect(platform.decisions[0]).toMatchObject({
      act: 'reject',
      reason: '未满80周岁，到龄当月再申请',
      remedy: expect.stringContaining('行政复议'),
    });
  });
});

describe('what is written is never lost, against a stubbed platform', () => {
  test('deciding second says who was first, shows the present state and keeps the text', async () => {
    const platform = await openCase();
    await button('不予受理').click();
    await field(/^理由/).fill('户口不在本县，依法不该受理');
    platform.nextProblem = {
      type: 'about:blank',
      title: 'changed',
      status: 409,
      code: 'changed',
      version: 2,
      by: '王审核',
      act: 'accepted',
    };
    platform.detail = anAccepted();
    await button('不予受理并通知').click();
    await expect
      .element(page.getByText('这件刚由王审核受理，你的意见没有发出'))
      .toBeVisible();
    await expect
      .element(page.getByText('已受理', { exact: true }))
      .toBeVisible();
    await expect
      .element(field(/^理由/))
      .toHaveValue('户口不在本县，依法不该受理');
    expect(platform.decisions).toEqual([]);
  });

  test('a session that ends is entered again in place, and the same button sends', async () => {
    const platform = await openCase();
    await button('不予受理').click();
    await field(/^理由/).fill('户口不在本县，依法不该受理');
    platform.staff = null;
    await button('不予受理并通知').click();
    await expect
      .element(page.getByText('太久没动，请再登录一次'))
      .toBeVisible();
    await field('账号').fill('reviewer');
    await field('密码').fill('right');
    await button('接着审').click();
    await expect
      .element(field(/^理由/))
      .toHaveValue('户口不在本县，依法不该受理');
    await button('不予受理并通知').click();
    await eventually(() => expect(platform.decisions).toHaveLength(1));
  });

  test('without a line nothing is sent and the sentence says so', async () => {
    const platform = await openCase();
    await button('受理').click();
    platform.isOffline = true;
    await button('受理这件').click();
    await expect
      .element(page.getByText(/连不上平台，这一步没有发出/))
      .toBeVisible();
  });

  test('what was written is there again after looking at the list', async () => {
    await openCase();
    await button('不予受理').click();
    await field(/^理由/).fill('写到一半');
    await page.getByRole('link', { name: '名单（Esc）' }).click();
    await page.getByRole('link', { name: '高龄津贴' }).first().click();
    await expect.element(field(/^理由/)).toHaveValue('写到一半');
  });
});
