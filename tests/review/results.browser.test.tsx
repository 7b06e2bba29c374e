import { describe, expect, test } from 'vitest';
import { page } from 'vitest/browser';
import type { ResultRow } from '../../src/protocol/results.ts';
import {
  button,
  expectAccessible,
  field,
  openConsole,
} from './console-bench.tsx';
import { aCaseId, StubPlatform } from './stub-platform.ts';
import { eventually } from '../support/eventually.ts';

function aResult(n: number, part: Partial<ResultRow> = {}): ResultRow {
  return {
    caseId: aCaseId(n),
    number: `42282510220526112500200${String(n).padStart(2, '0')}14`,
    matterShort: '光荣证',
    applicantName: `谭某${'秀兰梅'[n - 1]}`,
    stationName: '水田坝村',
    townName: '沙道沟镇',
    result: '独生子女父母光荣证',
    resultNumber: '鄂宣0001号',
    pickup: '沙道沟镇水田坝村',
    concludedAt: '2026-11-25T02:51:00.000Z',
    posted: null,
    version: 3,
    ...part,
  };
}

async function openResults(
  rows = [aResult(1), aResult(2), aResult(3)],
  more = false,
) {
  const platform = new StubPlatform();
  platform.lists['results'] = { rows, more };
  await page.viewport(1280, 800);
  openConsole(platform, '#/results');
  await expect
    .element(page.getByRole('heading', { name: '待出件' }))
    .toBeVisible();
  return platform;
}

describe('the result window, against a stubbed platform', () => {
  test('results of one visit are told beside each other, and no other visit’s', async () => {
    await openResults([
      aResult(1, { visitId: aCaseId(1) }),
      aResult(2, { visitId: aCaseId(1), matterShort: '养老注销' }),
      aResult(3, { visitId: aCaseId(3) }),
    ]);
    await expect
      .element(page.getByText('同一趟还有：养老注销 002 0002 14，一起给'))
      .toBeVisible();
    await expect
      .element(page.getByText('同一趟还有：光荣证 002 0001 14，一起给'))
      .toBeVisible();
    expect(page.getByText(/^同一趟还有/).elements()).toHaveLength(2);
  });

  test('a result is found by its receipt and handed over to whom it belongs', async () => {
    const platform = await openResults();
    await field(/^收件号后9位或姓名/).fill('4228 2510 2205 2611 2500 2000 214');
    await expect.element(page.getByText('谭某兰')).toBeVisible();
    expect(page.getByText('谭某秀').query()).toBeNull();
    await button('当面交：谭某兰').click();
    await expect
      .element(
        page.getByRole('dialog', { name: '把独生子女父母光荣证交给谭某兰' }),
      )
      .toBeVisible();
    await expect.element(button('先不登记')).toHaveFocus();
    await expectAccessible();
    await field('领取人').fill('谭大山');
    platform.lists['results'] = { rows: [aResult(1)], more: false };
    await button('登记已领取').click();
    await expect.element(page.getByText(/^已领取，谭大山，/)).toBeVisible();
    expect(platform.decisions).toEqual([
      { act: 'handOver', version: 3, receivedBy: '谭大山', by: 'window' },
    ]);
  });

  test('what was posted is confirmed as received by post', async () => {
    const platform = await openResults([
      aResult(1, {
        posted: { carrier: '中国邮政', trackingNumber: 'EB123456789CN' },
      }),
    ]);
    await expect
      .element(page.getByText('已寄出 中国邮政 EB123456789CN'))
      .toBeVisible();
    await button('邮寄签收：谭某秀').click();
    await button('登记已领取').click();
    await eventually(() =>
      expect(platform.decisions).toEqual([
        { act: 'handOver', version: 3, receivedBy: '谭某秀', by: 'post' },
      ]),
    );
  });

  test('pasted tracking numbers are checked line by line, and only right ones are sent', async () => {
    const platform = await openResults();
    await page.getByText('一次登记多个单号').click();
    await field('收件号和单号').fill(
      [
        '002000114\tEB123456789CN',
        '002 0002 14 EB223456789CN',
        '002000314 EB12',
        '002000914 EB423456789CN',
        '002000114 EB523456789CN',
        '看不懂的一行',
      ].join('\n'),
    );
    await button('核对这些行').click();
    for (const said of [
      '2件对得上',
      '第3行：单号少一位？至少6位',
      '第4行：没有这个收件号待出件',
      '第5行：这个收件号写了两次',
      '第6行：读不出来，应是：收件号（27位或后9位） 快递单号',
    ])
      await expect.element(page.getByText(said, { exact: true })).toBeVisible();
    await expectAccessible();
    expect(platform.decisions).toEqual([]);
    await button('登记寄出2件').click();
    await expect.element(page.getByText('已登记寄出2件')).toBeVisible();
    expect(platform.decisions).toEqual([
      {
        act: 'post',
        version: 3,
        carrier: '中国邮政',
        trackingNumber: 'EB123456789CN',
      },
      {
        act: 'post',
        version: 3,
        carrier: '中国邮政',
        trackingNumber: 'EB223456789CN',
      },
    ]);
  });

  test('the same last nine digits in two villages need the whole number', async () => {
    const here = aResult(1);
    const elsewhere = aResult(2, {
      number: `422825101003261126${here.number.slice(-9)}`,
    });
    const platform = await openResults([here, elsewhere]);
    await page.getByText('一次登记多个单号').click();
    await field('收件号和单号').fill(
      [
        `${here.number.slice(-9)} EB123456789CN`,
        `${elsewhere.number} EB223456789CN`,
        // Of a third village, and not on the list.
        `422825103001261126${here.number.slice(-9)} EB323456789CN`,
        `${here.number.slice(-12)} EB423456789CN`,
      ].join('\n'),
    );
    await button('核对这些行').click();
    for (const said of [
      '1件对得上',
      '第1行：后9位相同的不止一件，请写全27位收件号',
      '第3行：没有这个收件号待出件',
      '第4行：读不出来，应是：收件号（27位或后9位） 快递单号',
    ])
      await expect.element(page.getByText(said, { exact: true })).toBeVisible();
    await button('登记寄出1件').click();
    await expect.element(page.getByText('已登记寄出1件')).toBeVisible();
    expect(
      platform.paths.filter((path) => path.endsWith('/decisions')),
    ).toEqual([`POST /api/v1/review/cases/${elsewhere.caseId}/decisions`]);
  });

  test('nine digits do not do while results are not on the list', async () => {
    await openResults([aResult(1)], true);
    await page.getByText('一次登记多个单号').click();
    await field('收件号和单号').fill(
      `${aResult(1).number.slice(-9)} EB123456789CN`,
    );
    await button('核对这些行').click();
    await expect
      .element(page.getByText(/^第1行：还有没列出来的件/))
      .toBeVisible();
  });

  test('a scanned receipt of another village does not find the same last nine digits', async () => {
    await openResults();
    await field(/^收件号后9位或姓名/).fill(
      `422825101003261126${aResult(1).number.slice(-9)}`,
    );
    await expect.element(page.getByText('谭某秀')).not.toBeInTheDocument();
  });

  test('nothing left to give says so', async () => {
    await openResults([]);
    await expect.element(page.getByText('都交出去了。')).toBeVisible();
    await expectAccessible();
  });
});
