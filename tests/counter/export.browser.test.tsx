// Work leaves as a file: the plan, the parts, the question afterwards, the reply.
import { beforeEach, describe, expect, test } from 'vitest';
import { page } from 'vitest/browser';
import type { OutboxRow, StickPlan } from '../../src/device/device-api.ts';
import { emptyOutbox, FakeDevice, readyState } from '../support/fake-device.ts';
import { button, heading, link, openCounter } from './counter-bench.ts';

const MB = 1_000_000;

/** Eight cases with 31 photographs, as the design draws it. */
function aPlan({ photographs }: { photographs: boolean }): StickPlan {
  return {
    planId: 'plan-1',
    cases: 8,
    operations: 9,
    textBytes: 9000,
    photographs: { count: 31, bytes: 5.2 * MB },
    parts: [
      {
        part: 1,
        bytes: photographs ? 5.2 * MB : 9000,
        materials: photographs ? 31 : 0,
      },
    ],
  };
}

function aRow(change: Partial<OutboxRow> = {}): OutboxRow {
  return {
    operationId: `operation-${change.caseId ?? 'case-1'}`,
    kind: 'submit',
    caseId: 'case-1',
    number: null,
    matterShort: '高龄津贴',
    applicantName: '向某英',
    madeAt: '2026-11-22T02:36:00.000Z',
    state: 'pending',
    result: null,
    code: null,
    paths: [],
    reason: null,
    materialsLeft: 0,
    remedy: null,
    isTakenBack: false,
    exportedAt: null,
    ...change,
  };
}

function aDeviceWithWork(rows: OutboxRow[] = [aRow()]): FakeDevice {
  const fake = new FakeDevice();
  fake.stick.plan = (choice) => ({ ok: true, value: aPlan(choice) });
  fake.outbox.set({
    ...emptyOutbox,
    pending: rows,
    unsent: {
      cases: rows.length,
      operations: rows.length,
      operationBytes: 9000,
      materials: 31,
      materialBytes: 5.2 * MB,
      oldestMadeAt: rows[0]?.madeAt ?? null,
      notExported: rows
        .filter(({ caseId, exportedAt }) => caseId !== null && !exportedAt)
        .map(({ madeAt }) => madeAt),
    },
  });
  return fake;
}

const say = (text: string | RegExp) => page.getByText(text);

beforeEach(async () => {
  await page.viewport(360, 640);
});

describe('导出到U盘', () => {
  test('says what goes, writes it, asks once whether it is seen, and tags it', async () => {
    const fake = aDeviceWithWork();
    let go = () => {};
    fake.stick.write = (part, onBytes) =>
      new Promise((resolve) => {
        onBytes(2.6 * MB);
        go = () => resolve({ ok: true, value: new Blob([`part ${part}`]) });
      });
    openCounter(fake, '/export');
    await expect.element(heading('导出到U盘')).toBeVisible();
    await expect.element(say('要带走8件 · 31张照片')).toBeVisible();
    await expect
      .element(say('文件约5.2MB，已加密，只有县里打得开。'))
      .toBeVisible();
    await expect
      .element(say('本机照样保留，有网也会发，不会重复。'))
      .toBeVisible();
    const photographs = page.getByRole('checkbox', {
      name: '带照片（不带只有9KB）',
    });
    await photographs.click();
    await expect.element(say('要带走8件')).toBeVisible();
    await photographs.click();
    await expect.element(say('要带走8件 · 31张照片')).toBeVisible();

    await button('导出并保存').click();
    await expect.element(say('2.6MB/5.2MB')).toBeVisible();
    go();
    await expect.element(say(/^已存 水田坝村_\d{4}_8件\.vsp$/)).toBeVisible();
    await expect.element(say('U盘里看见文件了吗？')).toBeVisible();
    await button('没看见').click();
    await expect.element(say(/存到U盘；还不行/)).toBeVisible();
    expect(fake.stick.confirmed).toBe(0);
    await button('看见了').click();
    await expect.element(say(/标上“已导出”/)).toBeVisible();
    expect(fake.stick.confirmed).toBe(1);
    await expect.element(say('U盘里看见文件了吗？')).not.toBeInTheDocument();
    await expect.element(button('打印交接条')).toBeVisible();
  });

  test('too large for one stick goes in parts, one after the other', async () => {
    const fake = aDeviceWithWork();
    const written: number[] = [];
    fake.stick.plan = () => ({
      ok: true,
      value: {
        ...aPlan({ photographs: true }),
        photographs: { count: 14_000, bytes: 2100 * MB },
        parts: [1, 2, 3].map((part) => ({ part, bytes: MB, materials: 4000 })),
      },
    });
    let sayBytes = (_bytes: number) => {};
    fake.stick.write = (part, onBytes) => {
      written.push(part);
      sayBytes = onBytes;
      return Promise.resolve({ ok: true, value: new Blob(['x']) });
    };
    openCounter(fake, '/export');
    await page.getByText('U盘装不下？分成几份').click();
    await expect
      .element(page.getByRole('radio', { name: '100MB（微信能发）' }))
      .toBeVisible();
    await button('导出并保存第1份，共3份').click();
    await expect.element(say(/^已存 .*_8件_第1份共3份/)).toBeVisible();
    // How far the first is, told after it was there already.
    sayBytes(MB);
    await button('导出并保存第2份，共3份').click();
    await expect.element(say('U盘里看见文件了吗？')).not.toBeInTheDocument();
    await button('导出并保存第3份，共3份').click();
    await expect.element(say('U盘里看见文件了吗？')).toBeVisible();
    expect(written).toEqual([1, 2, 3]);
  });

  test('a full storage is said, and the work can be done again', async () => {
    const fake = aDeviceWithWork();
    fake.stick.write = () =>
      Promise.resolve({ ok: false, code: 'storageFull' });
    openCounter(fake, '/export');
    await button('导出并保存').click();
    await expect.element(page.getByRole('alert')).toBeVisible();
    fake.stick.write = () =>
      Promise.resolve({ ok: true, value: new Blob(['x']) });
    await button('导出并保存').click();
    await expect.element(say(/^已存 /)).toBeVisible();
  });

  test('of nothing says that all is delivered', async () => {
    openCounter(new FakeDevice(), '/export');
    await expect.element(say('没有要带走的件，都已送达。')).toBeVisible();
    await link('回发送').click();
    await expect.element(heading('发送')).toBeVisible();
  });

  test('is reached while locked, from what a forgotten PIN leads to', async () => {
    const fake = aDeviceWithWork([
      aRow({ matterShort: null, applicantName: null }),
    ]);
    fake.state.set({ ...readyState, clerk: null });
    openCounter(fake, '/');
    await page.getByText('忘了PIN？没发出的件不会丢').click();
    await link('导出加密文件').click();
    await expect.element(heading('导出到U盘')).toBeVisible();
    await button('导出并保存').click();
    await expect.element(say(/^已存 /)).toBeVisible();
  });

  test('works from the keyboard alone', async () => {
    const fake = aDeviceWithWork();
    openCounter(fake, '/export');
    await expect.element(heading('导出到U盘')).toHaveFocus();
    document.dispatchEvent(
      new KeyboardEvent('keydown', {
        key: 'Enter',
        ctrlKey: true,
        bubbles: true,
      }),
    );
    await expect.element(say(/^已存 /)).toBeVisible();
  });
});

describe('work that waits for more than a day', () => {
  test('offers the export on 首页 and 发送, until a file carries it', async () => {
    const fake = aDeviceWithWork([aRow(), aRow({ caseId: 'case-2' })]);
    openCounter(fake, '/');
    await expect.element(say(/有2件存了超过一天还没送出/)).toBeVisible();
    fake.outbox.set({
      ...fake.outbox.value,
      pending: [
        aRow({ exportedAt: '2026-11-25T02:00:00.000Z' }),
        aRow({ caseId: 'case-2', madeAt: new Date().toISOString() }),
      ],
      unsent: {
        ...fake.outbox.value.unsent,
        notExported: [new Date().toISOString()],
      },
    });
    await expect.element(say(/存了超过一天还没送出/)).not.toBeInTheDocument();
    // The strip leads to 发送.
    await page.getByRole('link').first().click();
    await expect.element(heading('发送')).toBeVisible();
    await expect.element(say('已导出 11月25日')).toBeVisible();
    await expect.element(link('导出到U盘')).toBeVisible();
  });
});

describe('收进乡镇回执', () => {
  const choose = async () => {
    const input = page.getByLabelText('收进乡镇回执');
    await input.upload(new File(['reply'], 'reply.vsp'));
  };

  test('says what it brought', async () => {
    const fake = new FakeDevice();
    fake.stick.reply = {
      ok: true,
      value: {
        applied: 8,
        held: 1,
        refused: 1,
        materials: 31,
        notices: 'shown',
        torn: false,
      },
    };
    openCounter(fake, '/send');
    await choose();
    await expect
      .element(
        say(
          '8件县里已收到、1件待核查、1件需处理、31张照片县里已收到、进度和告知已更新。',
        ),
      )
      .toBeVisible();
  });

  test('says when it is another device’s, torn, or known already', async () => {
    const fake = new FakeDevice();
    openCounter(fake, '/send');
    await choose();
    await expect.element(say(/不是给这台设备的/)).toBeVisible();
    const none = { applied: 0, held: 0, refused: 0, materials: 0 };
    fake.stick.reply = {
      ok: true,
      value: { ...none, applied: 2, notices: 'none', torn: true },
    };
    await choose();
    await expect.element(say(/文件不完整/)).toBeVisible();
    await expect.element(say('2件县里已收到。')).toBeVisible();
    fake.stick.reply = {
      ok: true,
      value: { ...none, notices: 'none', torn: false },
    };
    await choose();
    await expect.element(say(/先前已收过/)).toBeVisible();
  });
});
