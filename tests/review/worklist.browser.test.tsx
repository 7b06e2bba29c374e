import { describe, expect, test, vi } from 'vitest';
import { page, userEvent } from 'vitest/browser';
import {
  button,
  expectAccessible,
  field,
  focused,
  openConsole,
} from './console-bench.tsx';
import { aCaseId, aRow, StubPlatform } from './stub-platform.ts';
import { eventually } from '../support/eventually.ts';

const rowNames = () =>
  [...document.querySelectorAll('tbody tr')].map(
    (row) => row.querySelector('td:nth-of-type(2)')?.textContent,
  );

describe('the worklist, against a stubbed platform', () => {
  test('shows each case with its next act, village with township, and status', async () => {
    openConsole(new StubPlatform());
    const row = page.getByRole('row').nth(1);
    await expect.element(row).toHaveTextContent('告知 12-01前');
    await expect.element(row).toHaveTextContent('水田坝村（沙道沟镇）');
    await expect.element(row).toHaveTextContent('2/2 齐');
    await expect.element(row).toHaveTextContent('待受理');
    await expect.element(row).toHaveTextContent('迟1天');
    await expect.element(button('已受理 12')).toBeVisible();
    await expectAccessible();
  });

  test('a lamp says how many working days are left, in shape and word beside colour', async () => {
    const platform = new StubPlatform();
    platform.rows = [
      aRow(1, { lamp: { colour: 'red', workdays: -2 } }),
      aRow(2, { lamp: { colour: 'yellow', workdays: 1 } }),
      aRow(3, { lamp: { colour: 'green', workdays: 4 } }),
    ];
    openConsole(platform);
    for (const [n, said] of [
      [1, '红告知 超2个工作日，应12-01前'],
      [2, '黄告知 1个工作日，12-01前'],
      [3, '绿告知 4个工作日，12-01前'],
    ] as const)
      await expect
        .element(page.getByRole('row').nth(n))
        .toHaveTextContent(said);
    await expectAccessible();
  });

  test('10,000 cases: few rows stand in the page, and keys reach the last at once', async () => {
    await page.viewport(1280, 800);
    const platform = new StubPlatform();
    const rows = Array.from({ length: 10_000 }, (_, n) =>
      aRow(n + 1, { number: `4228251022052611${String(n).padStart(11, '0')}` }),
    );
    platform.rows = rows;
    openConsole(platform);
    const table = page.getByRole('table');
    await expect.element(table).toHaveAttribute('aria-rowcount', '10001');
    const inPage = () => document.querySelectorAll('tbody tr[aria-rowindex]');
    await eventually(() => expect(inPage().length).toBeLessThan(100));
    await userEvent.keyboard('jj');
    await eventually(() =>
      expect(focused()?.getAttribute('data-case')).toBe(aCaseId(3)),
    );
    await userEvent.keyboard('{End}');
    await eventually(() =>
      expect(focused()?.getAttribute('data-case')).toBe(aCaseId(10_000)),
    );
    expect(inPage().length).toBeLessThan(100);
    const row = focused()?.closest('tr');
    expect(row?.getAttribute('aria-rowindex')).toBe('10001');
    const box = document.querySelector('.worklist-windowed');
    if (!row || !box) throw new Error('no row');
    const [inner, outer] = [row, box].map((each) =>
      each.getBoundingClientRect(),
    );
    expect(inner?.bottom).toBeLessThanOrEqual((outer?.bottom ?? 0) + 1);
    await userEvent.keyboard('{Home}');
    await eventually(() =>
      expect(focused()?.getAttribute('data-case')).toBe(aCaseId(1)),
    );
    await expectAccessible();
  });

  test('the next rows come behind those on show, and none moves', async () => {
    const platform = new StubPlatform();
    platform.next = 'after-3';
    platform.counts = { received: 5 };
    openConsole(platform);
    await expect.element(page.getByText('3件，共5件')).toBeVisible();
    platform.rows = [aRow(4), aRow(5)];
    platform.next = null;
    await button('再看50条').click();
    await expect.element(page.getByText('5件，共5件')).toBeVisible();
    expect(
      [...document.querySelectorAll('[data-case]')].map((link) =>
        link.getAttribute('data-case'),
      ),
    ).toEqual([1, 2, 3, 4, 5].map(aCaseId));
    expect(platform.paths.at(-1)).toContain('before=after-3');
    expect(button('再看50条').query()).toBeNull();
  });

  test('a notice that is overdue says by how much, in a word and not in colour alone', async () => {
    const platform = new StubPlatform();
    platform.rows = [
      aRow(1, { noticeBy: { date: '2026-11-23', provisional: false } }),
    ];
    openConsole(platform);
    await expect.element(page.getByText('告知 已超2天')).toBeVisible();
  });

  test('arrows move from case to case and Enter opens the one in focus', async () => {
    openConsole(new StubPlatform());
    const links = page.getByRole('link', { name: '高龄津贴' });
    await expect.element(links.first()).toBeVisible();
    (links.first().element() as HTMLElement).focus();
    await userEvent.keyboard('{ArrowDown}{ArrowDown}{ArrowUp}');
    await eventually(() =>
      expect(focused()?.getAttribute('data-case')).toBe(aCaseId(2)),
    );
    await userEvent.keyboard('{Enter}');
    await eventually(() => expect(location.hash).toBe(`#/cases/${aCaseId(2)}`));
  });

  test('a search may be a name, so it travels in a body and never in a URL', async () => {
    const platform = openConsole(new StubPlatform());
    await expect.element(field('搜号、姓名、村')).toBeVisible();
    await userEvent.keyboard('/');
    expect(focused()).toBe(field('搜号、姓名、村').element());
    await userEvent.keyboard('谭某秀{Enter}');
    await eventually(() =>
      expect(platform.searches).toEqual([
        { status: '', search: '谭某秀', before: null },
      ]),
    );
    expect(decodeURIComponent(platform.paths.join(' '))).not.toContain('谭');
  });

  test('what is typed the moment the list is there again is what is searched for', async () => {
    const platform = openConsole(new StubPlatform());
    const box = field('搜号、姓名、村');
    await box.fill('谭');
    await button('搜').click();
    await expect.element(page.getByRole('row').nth(1)).toBeVisible();
    location.hash = `#/cases/${aCaseId(1)}`;
    await eventually(() => expect(box.query()).toBeNull());
    const isTyped = new Promise<void>((resolve) => {
      new MutationObserver((_changes, observer) => {
        const input = box.query();
        if (!(input instanceof HTMLInputElement)) return;
        observer.disconnect();
        input.value = '向';
        input.dispatchEvent(new Event('input', { bubbles: true }));
        resolve();
      }).observe(document.body, { childList: true, subtree: true });
    });
    location.hash = '#/';
    await isTyped;
    await expect.element(page.getByRole('row').nth(1)).toBeVisible();
    await button('搜').click();
    await eventually(() =>
      expect(platform.searches.at(-1)).toMatchObject({ search: '向' }),
    );
  });

  test('arrivals are counted and move no row until R is pressed', async () => {
    vi.useFakeTimers({ toFake: ['setInterval', 'clearInterval'] });
    try {
      const platform = openConsole(new StubPlatform());
      await expect.element(page.getByRole('row').nth(3)).toBeVisible();
      platform.rows = [
        aRow(9, { applicantName: '彭某' }),
        aRow(8, { applicantName: '田某' }),
        ...platform.rows,
      ];
      vi.advanceTimersByTime(30_000);
      await expect.element(page.getByText('有2件新到，按R刷新')).toBeVisible();
      expect(document.querySelectorAll('tbody tr')).toHaveLength(3);
      await userEvent.keyboard('r');
      await expect.element(page.getByText('彭某')).toBeVisible();
      expect(rowNames()).toHaveLength(5);
    } finally {
      vi.useRealTimers();
    }
  });

  test('what arrives is counted the moment the platform says so, and moves no row', async () => {
    const platform = openConsole(new StubPlatform());
    await expect.element(page.getByRole('row').nth(3)).toBeVisible();
    platform.rows = [aRow(9), ...platform.rows];
    platform.wake();
    await expect.element(page.getByText('有1件新到，按R刷新')).toBeVisible();
    expect(document.querySelectorAll('tbody tr')).toHaveLength(3);
  });

  test('however often it is woken, the list is asked for once in five seconds', async () => {
    const platform = openConsole(new StubPlatform());
    await expect.element(page.getByRole('row').nth(3)).toBeVisible();
    vi.useFakeTimers({ toFake: ['setTimeout'], shouldAdvanceTime: true });
    try {
      platform.paths.length = 0;
      for (let i = 0; i < 50; i += 1) platform.wake();
      expect(platform.paths).toHaveLength(1);
      vi.advanceTimersByTime(5_000);
      expect(platform.paths).toHaveLength(2);
      vi.advanceTimersByTime(10_000);
      expect(platform.paths).toHaveLength(2);
    } finally {
      vi.useRealTimers();
    }
  });

  test('without a line the last list stays and says of when it is', async () => {
    const platform = openConsole(new StubPlatform());
    await expect.element(page.getByRole('row').nth(3)).toBeVisible();
    platform.isOffline = true;
    await button('刷新').click();
    await expect
      .element(page.getByText('连不上平台，15:20的名单，只能看'))
      .toBeVisible();
    await expect.element(page.getByRole('row').nth(3)).toBeVisible();
  });

  test('an empty list says that all is done', async () => {
    const platform = new StubPlatform();
    platform.rows = [];
    openConsole(platform);
    await expect.element(page.getByText('都审完了。')).toBeVisible();
    await expectAccessible();
  });
});

describe('signing in, against a stubbed platform', () => {
  test('a wrong password says what to do, the right one opens the list', async () => {
    const platform = new StubPlatform();
    platform.staff = null;
    openConsole(platform);
    await field('账号').fill('reviewer');
    await field('密码').fill('wrong');
    await button('登录工作台').click();
    await expect.element(page.getByText(/账号或密码不对/)).toBeVisible();
    await expectAccessible();
    await field('密码').fill('right');
    await button('登录工作台').click();
    await expect
      .element(page.getByRole('heading', { name: '工作台 · 沙道沟镇' }))
      .toBeVisible();
  });

  test('signing out comes back to the first page', async () => {
    openConsole(new StubPlatform());
    await button('退出').click();
    await expect.element(button('登录工作台')).toBeVisible();
  });
});

describe('what did not take effect, against a stubbed platform', () => {
  test('held work stands with its reason, and nobody is asked to fill it again', async () => {
    const platform = new StubPlatform();
    platform.held = [
      {
        operationId: aCaseId(801),
        caseId: aCaseId(1),
        number: aRow(1).number,
        schema: 'answerCorrection@1',
        code: 'lateAnswer',
        stationName: '水田坝村',
        deviceNumber: 2,
        arrivedAt: '2026-11-25T02:51:00.000Z',
      },
    ];
    openConsole(platform, '#/held');
    const row = page.getByRole('row').nth(1);
    await expect.element(row).toHaveTextContent('补正');
    await expect.element(row).toHaveTextContent('补正过了期限才到');
    await expect.element(row).toHaveTextContent('水田坝村 2号机');
    await expectAccessible();
  });
});
