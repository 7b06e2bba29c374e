import { afterEach, describe, expect, test } from 'vitest';
import { page } from 'vitest/browser';
import { setTextSize } from '../../src/ui/text-size/text-size.tsx';
import { axeFaults } from '../support/axe-faults.ts';
import {
  anEmptyDevice,
  emptyOutbox,
  FakeDevice,
} from '../support/fake-device.ts';
import {
  correction,
  events,
  heading,
  openCounter,
  received,
  verification,
} from './counter-bench.ts';

/** A check that warns fires on the one, one that forbids on the other. */
const doubtful = {
  ...verification,
  hasOtherPension: '否',
  payYears: 3,
  bankName: '邮政储蓄银行',
  bankAccount: '6200000000012345678',
  submitBy: '本人',
};
const tooYoung = {
  ...verification,
  applicantIdNo: '000000195001050046',
  submitBy: '本人',
  agentName: '田某',
};

/** Opens a screen with something on it. */
const screens: Record<string, (fake: FakeDevice) => [string, string | RegExp]> =
  {
    首页: (fake) => {
      fake.addDraft('V14', { answers: verification });
      fake.addCase('V14', verification, {
        events: events(received, correction),
      });
      return ['/', '首页'];
    },
    解锁: (fake) => {
      void fake.api.device.lock();
      return ['/', '解锁'];
    },
    找事项: () => ['/find', '办什么事'],
    办事指南: () => ['/matter/V17', /^残疾人证办理/],
    收件台: (fake) => [`/intake/${fake.addDraft('V03')}`, '养老认证'],
    申请人: (fake) => [`/intake/${fake.addDraft('V14')}/applicant`, '给谁办？'],
    填表: (fake) => [`/intake/${fake.addDraft('V14')}/form`, '填表'],
    材料: (fake) => [`/intake/${fake.addDraft('V14')}/materials`, '材料'],
    要确认的核对: (fake) => [
      `/intake/${fake.addDraft('V02', { answers: doubtful })}/check`,
      '请和村民一起核对',
    ],
    不能办的申请人: (fake) => [
      `/intake/${fake.addDraft('V14', { answers: tooYoung })}/applicant`,
      '给谁办？',
    ],
    核对: (fake) => [
      `/intake/${fake.addDraft('V03', { answers: verification })}/check`,
      '请和村民一起核对',
    ],
    签名: (fake) => [
      `/intake/${fake.addDraft('V03', { answers: verification })}/sign`,
      '请申请人签名',
    ],
    收件凭证: (fake) => [
      `/receipt/${fake.addCase('V14', verification)}`,
      '已收件，存好了',
    ],
    办件页: (fake) => [
      `/case/${fake.addCase('V14', verification, { events: events(received, correction) })}`,
      '高龄津贴 · 向某英',
    ],
    办件: (fake) => {
      fake.addCase('V14', verification);
      return ['/cases', '办件'];
    },
    发送: () => ['/send', '发送'],
    需处理: (fake) => {
      fake.outbox.set({
        ...emptyOutbox,
        attention: [
          {
            operationId: 'operation-1',
            kind: 'submit',
            caseId: fake.addCase('V14', verification),
            number: null,
            matterShort: '高龄津贴',
            applicantName: '向某英',
            madeAt: '2026-11-24T02:36:00.000Z',
            state: 'attention',
            result: 'refused',
            code: 'invalid',
            paths: ['bankAccount'],
            reason: null,
            materialsLeft: 0,
            remedy: 'edit',
            isTakenBack: false,
            exportedAt: null,
          },
        ],
      });
      return ['/attention', '需处理 1'];
    },
    导出: (fake) => {
      fake.stick.plan = () => ({
        ok: true,
        value: {
          planId: 'plan-1',
          cases: 108,
          operations: 120,
          textBytes: 240_000,
          photographs: { count: 331, bytes: 152_000_000 },
          parts: [{ part: 1, bytes: 152_240_000, materials: 331 }],
        },
      });
      return ['/export', '导出到U盘'];
    },
    更多: () => ['/more', '更多'],
  };

afterEach(() => setTextSize(0));

describe('each screen, on a device that is a fake', () => {
  for (const [name, set] of Object.entries(screens)) {
    test(`${name}: nothing shuts anybody out`, async () => {
      const fake = new FakeDevice();
      const [path, title] = set(fake);
      openCounter(fake, path);
      await expect.element(heading(title)).toBeVisible();
      expect(await axeFaults()).toEqual([]);
    });

    test(`${name}: at 34 px nothing scrolls sideways`, async () => {
      const fake = new FakeDevice();
      const [path, title] = set(fake);
      openCounter(fake, path);
      await expect.element(heading(title)).toBeVisible();
      setTextSize(3);
      const root = document.documentElement;
      await expect.poll(() => root.scrollWidth - root.clientWidth).toBe(0);
    });
  }

  test('办件页: nor does it at 320 px', async () => {
    await page.viewport(320, 640);
    const fake = new FakeDevice();
    const caseId = fake.addCase('V14', verification, {
      events: events(received, correction),
    });
    openCounter(fake, `/case/${caseId}`);
    await expect.element(heading('高龄津贴 · 向某英')).toBeVisible();
    setTextSize(3);
    const root = document.documentElement;
    await expect.poll(() => root.scrollWidth - root.clientWidth).toBe(0);
    await page.viewport(414, 896);
  });

  test('首次设置: nothing shuts anybody out', async () => {
    openCounter(anEmptyDevice());
    await expect.element(heading('这台设备怎么开始用')).toBeVisible();
    expect(await axeFaults()).toEqual([]);
  });
});
