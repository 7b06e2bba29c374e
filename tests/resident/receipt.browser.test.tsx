import axe from 'axe-core';
import { describe, expect, test } from 'vitest';
import { page, userEvent } from 'vitest/browser';
import type { ReceiptStatusAnswer } from '../../src/protocol/receipts.ts';
import { ReceiptPage } from '../../src/resident/receipt/receipt-page.tsx';
import { draw } from '../ui/render.tsx';
import { eventually } from '../support/eventually.ts';

const JWS = 'eyJhbGciOiJFUzI1NiJ9.eyJudW1iZXIiOiI0MjI4In0.c2lnbmF0dXJl';

const arrived: ReceiptStatusAnswer = {
  genuine: true,
  arrived: true,
  number: '422825102205261125002000714',
  matterName: '高龄津贴申领',
  stationName: '水田坝村（沙道沟镇）',
  intakeAt: '2026-11-25T02:36:00.000Z',
  status: {
    applicantMasked: '谭*秀',
    display: 'accepted',
    steps: [
      { kind: 'received', at: '2026-11-25T02:51:00.000Z' },
      { kind: 'accepted', at: '2026-11-26T02:51:00.000Z' },
      { kind: 'rated', at: '2026-11-26T03:00:00.000Z' },
    ],
    noticeBy: '2026-12-02',
    promisedBy: '2026-12-16',
  },
};
const onTheWay: ReceiptStatusAnswer = {
  ...arrived,
  arrived: false,
  status: null,
};

/** A stubbed county: answers every question the same way and keeps the questions. */
function aCounty(answer: () => Response | Promise<Response>) {
  const asked: { path: string; body: unknown }[] = [];
  const send: typeof fetch = async (input, init) => {
    const body = typeof init?.body === 'string' ? init.body : '{}';
    asked.push({
      path: input instanceof Request ? input.url : input.toString(),
      body: JSON.parse(body),
    });
    return await answer();
  };
  return { asked, send };
}
const says = (answer: ReceiptStatusAnswer) =>
  aCounty(() => Response.json(answer));
const refuses = (status: number, code: string) =>
  aCounty(() =>
    Response.json(
      { type: 'about:blank', title: code, status, code },
      { status },
    ),
  );

function openPage(county: { send: typeof fetch }, fragment = ''): HTMLElement {
  document.documentElement.lang = 'zh-CN';
  history.replaceState(
    null,
    '',
    `${location.pathname}${location.search}${fragment}`,
  );
  return draw(<ReceiptPage send={county.send} />);
}

const sees = async (text: string | RegExp) =>
  await expect.element(page.getByText(text).first()).toBeVisible();
const check = () => page.getByRole('button', { name: '查一查' });

async function expectAccessible(host: HTMLElement): Promise<void> {
  const { violations } = await axe.run(host, {
    rules: { region: { enabled: false } },
  });
  expect(violations.map(({ id }) => id)).toEqual([]);
}

describe('a receipt opened by its code, against a stubbed county', () => {
  test('a genuine one whose case has arrived shows matter, masked name, status and dates', async () => {
    const county = says(arrived);
    const host = openPage(county, `#${JWS}`);
    await sees('凭证是真的');
    await sees('谭*秀');
    await sees('已受理');
    await sees('承诺12月16日前办结');
    await sees('县里已收到');
    expect(county.asked).toEqual([
      { path: '/api/v1/receipts/status', body: { receipt: JWS } },
    ]);
    await expectAccessible(host);
  });

  test('a genuine one whose case is still in the village says that it is on its way', async () => {
    const host = openPage(says(onTheWay), `#${JWS}`);
    await sees(
      '凭证是真的，11月25日由水田坝村（沙道沟镇）收件，内容还在路上。',
    );
    await expectAccessible(host);
  });

  test('without a valid signature it cannot be verified, and what to do is said', async () => {
    const unknown = { ...onTheWay, genuine: false, number: null };
    openPage(says(unknown), '#not-a-receipt');
    await sees('无法核实');
    await sees(/带凭证到村里问/);
  });

  test('an unreadable one is answered the same as a forged one', async () => {
    openPage(refuses(400, 'badRequest'), '#%%%');
    await sees('无法核实');
  });

  test('offline the paper stays valid, and trying again checks it', async () => {
    let isOffline = true;
    const county = aCounty(() => {
      if (isOffline) throw new TypeError('Failed to fetch');
      return Response.json(arrived);
    });
    openPage(county, `#${JWS}`);
    await sees('现在没网，还核实不了。');
    isOffline = false;
    await page.getByRole('button', { name: '再试' }).click();
    await sees('凭证是真的');
  });

  test('a portal that answers in the place of the county is not believed', async () => {
    openPage(
      aCounty(() => new Response('<html>login</html>')),
      `#${JWS}`,
    );
    await sees(/连上的不是县平台/);
  });

  test('reasons and contents stay in the village', async () => {
    const status = arrived.status;
    if (status === null) throw new Error('the builder has a status');
    const correcting = {
      ...arrived,
      status: { ...status, display: 'correcting' as const },
    };
    openPage(says(correcting), `#${JWS}`);
    await sees('要补什么、什么原因，请带凭证到村里看。');
  });
});

describe('a receipt typed in, against a stubbed county', () => {
  test('spaces, full-width digits and small letters are taken as they come', async () => {
    const county = says(arrived);
    const host = openPage(county);
    await expectAccessible(host);
    await page.getByLabelText('收件号后9位').fill(' ００２ 0007-14 ');
    await page.getByLabelText('查询码').fill('k7 m2q9');
    await check().click();
    await sees('高龄津贴申领');
    expect(county.asked[0]?.body).toEqual({
      last9: '002000714',
      queryCode: 'K7M2Q9',
    });
  });

  test('the whole number pasted is as good as its last nine', async () => {
    const county = says(arrived);
    openPage(county);
    await page
      .getByLabelText('收件号后9位')
      .fill('4228 2510 2205 2611 25 002 0007 14');
    await page.getByLabelText('查询码').fill('K7M2Q9');
    await userEvent.keyboard('{Enter}');
    await eventually(() =>
      expect(county.asked[0]?.body).toMatchObject({ last9: '002000714' }),
    );
  });

  test('what cannot be right is said beside the field and in the summary, and not sent', async () => {
    const county = says(arrived);
    const host = openPage(county);
    await page.getByLabelText('收件号后9位').fill('0020007');
    await page.getByLabelText('查询码').fill('K7M2O0');
    await check().click();
    await sees('有2处要改');
    expect(page.getByText('收件号少2位，要9位数字').elements()).toHaveLength(2);
    expect(county.asked).toEqual([]);
    await expectAccessible(host);
  });

  test('what is not found may still be on its way, and the paper stays valid', async () => {
    openPage(refuses(404, 'notFound'));
    await page.getByLabelText('收件号后9位').fill('002000714');
    await page.getByLabelText('查询码').fill('K7M2Q9');
    await check().click();
    await sees('没查到。刚收的件可能还没送到县里，凭证照样有效。');
  });

  test('after five tries a day it says when to come back', async () => {
    openPage(refuses(429, 'tooManyRequests'));
    await page.getByLabelText('收件号后9位').fill('002000714');
    await page.getByLabelText('查询码').fill('K7M2Q9');
    await check().click();
    await sees('今天试了5次，请明天再试或到村里问');
  });
});
