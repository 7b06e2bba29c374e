// What the county's own people do at the console: devices, held work, two persons, the log.
import { describe, expect, test } from 'vitest';
import { page } from 'vitest/browser';
import type { Staff } from '../../src/protocol/review.ts';
import type { DeviceRow } from '../../src/protocol/review-trust.ts';
import {
  button,
  expectAccessible,
  field,
  openConsole,
} from './console-bench.tsx';
import {
  aCaseId,
  aProblem,
  aRow,
  REVIEWER,
  StubPlatform,
} from './stub-platform.ts';
import { eventually } from '../support/eventually.ts';

const ADMINISTRATOR: Staff = {
  id: 'admin-1',
  name: '彭示桂',
  role: 'administrator',
  town9: null,
  townName: null,
  audiences: ['county'],
};
const DAY_MS = 86_400_000;
const ago = (days: number) =>
  new Date(Date.now() - days * DAY_MS - 60_000).toISOString();

function aDevice(n: number, part: Partial<DeviceRow> = {}): DeviceRow {
  return {
    deviceId: aCaseId(700 + n),
    stationCode: '422825102205',
    deviceNumber: n,
    state: 'active',
    clerks: ['S01'],
    suspendedClerks: [],
    clerkNames: ['田代办员'],
    stationName: '水田坝村',
    townName: '沙道沟镇',
    phone: null,
    lastContactAt: ago(0),
    unsent: 0,
    ...part,
  };
}

async function openAs(staff: Staff, fragment: string, platform: StubPlatform) {
  platform.staff = staff;
  await page.viewport(1280, 800);
  openConsole(platform, fragment);
  return platform;
}

describe('devices, against a stubbed platform', () => {
  const rows = [
    aDevice(1),
    aDevice(2, { lastContactAt: ago(5), unsent: 8 }),
    aDevice(3, { lastContactAt: null }),
    aDevice(4, { lastContactAt: ago(2) }),
    aDevice(5, { lastContactAt: ago(50), state: 'revoked' }),
  ];

  test('the longest silent stands first, and taking it out says what follows', async () => {
    const platform = new StubPlatform();
    platform.lists['devices'] = { rows };
    const path = `devices/${aCaseId(702)}/state`;
    platform.answers[path] = () =>
      Response.json({ persons: 31, numbers: ['a', 'b'] });
    platform.freshOnly.add(path);
    await openAs(ADMINISTRATOR, '#/devices', platform);
    await expect
      .element(page.getByText('3天没联系 2，2天没联系 1，正常 2'))
      .toBeVisible();
    const order = [...document.querySelectorAll('tbody tr td:nth-of-type(2)')];
    expect(order.map((cell) => cell.textContent)).toEqual([
      '2号机',
      '4号机',
      '1号机',
      '3号机',
      '5号机',
    ]);
    await expect
      .element(page.getByRole('row').nth(1))
      .toHaveTextContent('5天没联系沙道沟镇 水田坝村（422825102205）');
    await expect.element(page.getByText('登记了还没用过')).toBeVisible();
    await expectAccessible();

    await button('停用：沙道沟镇 水田坝村（422825102205） 2号机').click();
    await expect.element(page.getByText('这台还有8步没送出。')).toBeVisible();
    await expect.element(button('先不动')).toHaveFocus();
    await button('停用这台').click();
    // The platform wants to know that it is still he.
    await field('密码').fill('right');
    await button('确认是我').click();
    await expect
      .element(
        page.getByText('已停用。这台设备上大约有31个人的资料，收过2件。'),
      )
      .toBeVisible();
    expect(platform.sent).toEqual([{ path, body: { state: 'revoked' } }]);
  });

  test('a township suspends, and no more', async () => {
    const platform = new StubPlatform();
    platform.lists['devices'] = { rows: [aDevice(1)] };
    await openAs(REVIEWER, '#/devices', platform);
    await expect.element(button(/^暂停：/)).toBeVisible();
    expect(button(/^停用：/).query()).toBeNull();
    expect(page.getByText('给一台新设备发登记票').query()).toBeNull();
  });

  test('a ticket comes as eight digits, as a code and as a file', async () => {
    const platform = new StubPlatform();
    platform.lists['devices'] = { rows: [] };
    platform.answers['tickets'] = () =>
      Response.json({ ticket: 'eyJ.ticket.sig', shortCode: '12345678' });
    platform.freshOnly.add('tickets');
    await openAs(ADMINISTRATOR, '#/devices', platform);
    await field(/^站点代码/).fill('4228251022');
    await button('发这张登记票').click();
    await expect
      .element(page.getByText('站点代码应是12位数字，现在10位'))
      .toBeVisible();
    await field(/^站点代码/).fill('422825102205');
    await field('代办员账号').fill('S01');
    await button('发这张登记票').click();
    await field('密码').fill('right');
    await button('确认是我').click();
    await expect.element(page.getByText('1234 5678')).toBeVisible();
    await expect
      .element(page.getByRole('img', { name: '登记票的码' }))
      .toBeVisible();
    await expect
      .element(page.getByRole('link', { name: '存成文件' }))
      .toHaveAttribute('download', '登记票-422825102205.jws');
    await expectAccessible();
    await button('收起，不再显示').click();
    expect(page.getByText('1234 5678').query()).toBeNull();
  });
});

describe('held work, against a stubbed platform', () => {
  const operationId = aCaseId(801);
  const path = `held/${operationId}/settlement`;
  function withHeld() {
    const platform = new StubPlatform();
    platform.held = [
      {
        operationId,
        caseId: aCaseId(1),
        number: aRow(1).number,
        schema: 'answerCorrection@1',
        code: 'lateAnswer',
        stationName: '水田坝村',
        deviceNumber: 2,
        arrivedAt: '2026-11-25T02:51:00.000Z',
      },
    ];
    return platform;
  }

  test('a person decides whether it counts, and says why', async () => {
    const platform = withHeld();
    platform.answers[path] = () =>
      Response.json({ settled: [{ operationId, result: 'applied' }] });
    await openAs(REVIEWER, '#/held', platform);
    await button('处理：补正').click();
    await button('照这样处理').click();
    await expect.element(page.getByText('原因还没写够4个字')).toBeVisible();
    await field(/^原因/).fill('只晚一天，材料齐');
    await expectAccessible();
    await button('照这样处理').click();
    await expect.element(page.getByText('已处理。')).toBeVisible();
    expect(platform.sent).toEqual([
      {
        path,
        body: {
          decision: 'apply',
          code: 'lateAnswer',
          reason: '只晚一天，材料齐',
        },
      },
    ]);
  });

  test('what takes two persons is asked of another, with the same words', async () => {
    const platform = withHeld();
    platform.answers[path] = () => aProblem(409, 'secondPersonNeeded');
    platform.answers['requests'] = () =>
      Response.json({ requestId: aCaseId(5) }, { status: 201 });
    await openAs(ADMINISTRATOR, '#/held', platform);
    await button('处理：补正').click();
    await field(/^原因/).fill('设备丢过，照片核过');
    await button('照这样处理').click();
    await button('请另一个人同意').click();
    await expect.element(page.getByText(/^已提出。/)).toBeVisible();
    expect(platform.sent.at(-1)).toEqual({
      path: 'requests',
      body: {
        action: 'settleHeld',
        operationId,
        decision: 'apply',
        code: 'lateAnswer',
        reason: '设备丢过，照片核过',
      },
    });
  });
});

describe('a second person, against a stubbed platform', () => {
  test('agrees to what another asked, and not to his own', async () => {
    const platform = new StubPlatform();
    const row = {
      requestId: aCaseId(5),
      accountId: 'admin-2',
      action: 'settleHeld',
      subject: 'operation:x:forked:apply',
      reason: '设备丢过，照片核过',
      askedAt: '2026-11-25T07:00:00.000Z',
      approvedBy: null,
    };
    platform.lists['requests'] = {
      rows: [row, { ...row, requestId: aCaseId(6), accountId: 'admin-1' }],
    };
    const path = `requests/${aCaseId(5)}/approval`;
    platform.answers[path] = () => new Response(null, { status: 204 });
    platform.isFresh = true;
    await openAs(ADMINISTRATOR, '#/requests', platform);
    await expect.element(page.getByText('等另一个人同意')).toBeVisible();
    const agree = page.getByRole('button', { name: /^同意/ });
    expect(agree.elements()).toHaveLength(1);
    await expectAccessible();
    await agree.click();
    await expect.element(page.getByText(/^已同意。/)).toBeVisible();
    expect(platform.sent).toEqual([{ path, body: undefined }]);
  });
});

describe('the log, against a stubbed platform', () => {
  test('reads as who did what to which case, and is asked by account and case', async () => {
    const platform = new StubPlatform();
    platform.lists['audit'] = {
      rows: [
        {
          n: 9,
          at: '2026-11-25T07:20:00.000Z',
          accountId: 'reviewer-1',
          act: 'numbersOpened',
          caseId: aCaseId(1),
          detail: {},
        },
      ],
      more: false,
    };
    await openAs(REVIEWER, '#/audit', platform);
    await expect
      .element(page.getByRole('row').nth(1))
      .toHaveTextContent('reviewer-1看了完整号码');
    await field(/^办件编码/).fill('谭某秀');
    await button('查').click();
    await expect.element(page.getByText(/^办件编码是/)).toBeVisible();
    await expectAccessible();
    await field(/^办件编码/).fill(aCaseId(1));
    await field('账号').fill('reviewer-1');
    await button('查').click();
    await eventually(() =>
      expect(platform.paths.at(-1)).toBe(
        `GET /api/v1/review/audit?accountId=reviewer-1&caseId=${aCaseId(1)}`,
      ),
    );
    expect(decodeURIComponent(platform.paths.join(' '))).not.toContain('谭');
  });
});

test('whoever decides no cases begins with what is his, and is offered nothing else', async () => {
  await openAs(ADMINISTRATOR, '#/', new StubPlatform());
  await expect
    .element(page.getByRole('heading', { name: '待核查' }))
    .toBeVisible();
  const nav = page.getByRole('navigation').getByRole('link');
  expect(nav.elements().map((link) => link.textContent)).toEqual([
    '待核查',
    '没收下的',
    '收U盘',
    '设备',
    '两人办的事',
    '记录',
  ]);
});
