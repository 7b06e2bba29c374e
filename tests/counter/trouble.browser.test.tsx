import { describe, expect, test } from 'vitest';
import { page } from 'vitest/browser';
import { rescueText } from '../../src/text/rescue.ts';
import { brokenText, lostText, tooNewText } from '../../src/text/trouble.ts';
import {
  anEmptyDevice,
  emptyOutbox,
  FakeDevice,
  readyState,
} from '../support/fake-device.ts';
import { button, heading, MARK, openCounter } from './counter-bench.ts';

describe('a store that cannot be opened', () => {
  test.each(['storageFull', 'storageFailed'] as const)(
    '%s is said with what to do, and tried again by a button',
    async (broken) => {
      const fake = anEmptyDevice();
      fake.state.set({ ...fake.state.value, stage: 'broken', broken });
      openCounter(fake);
      await expect.element(heading(brokenText.title)).toBeVisible();
      await expect.element(page.getByText(brokenText[broken])).toBeVisible();
      await expect.element(page.getByText(brokenText.keepIt)).toBeVisible();
      fake.opens = false;
      await button(brokenText.tryAgain).click();
      await expect
        .element(page.getByText(brokenText.stillBroken))
        .toBeVisible();
      fake.opens = true;
      await button(brokenText.tryAgain).click();
      await expect.element(heading('首页')).toBeVisible();
    },
  );
});

describe('what waits in a store that cannot be opened', () => {
  function aBrokenDevice(): FakeDevice {
    const fake = anEmptyDevice();
    fake.state.set({
      ...fake.state.value,
      stage: 'broken',
      broken: 'storageFull',
    });
    return fake;
  }

  test('leaves as a file where it can still be read', async () => {
    const fake = aBrokenDevice();
    fake.stick.plan = () => ({
      ok: true,
      value: {
        planId: 'plan-1',
        cases: 8,
        operations: 9,
        textBytes: 9000,
        photographs: { count: 31, bytes: 5_200_000 },
        parts: [{ part: 1, bytes: 5_200_000, materials: 31 }],
      },
    });
    openCounter(fake);
    await button(brokenText.export).click();
    await expect.element(page.getByText('要带走8件 · 31张照片')).toBeVisible();
    await button('导出并保存').click();
    await expect.element(page.getByText(/^已存 /)).toBeVisible();
  });

  test('is said to stay where it is when nothing can be read', async () => {
    const fake = aBrokenDevice();
    fake.stick.plan = () => ({ ok: false, code: 'storageFailed' });
    openCounter(fake);
    await button(brokenText.export).click();
    await expect.element(page.getByText(rescueText.impossible)).toBeVisible();
    await expect.element(page.getByText(brokenText.keepIt)).toBeVisible();
  });
});

describe('a store of newer code', () => {
  test('asks for the update and shows no case; what is unsent can be sent', async () => {
    const fake = new FakeDevice();
    fake.state.set({ ...readyState, clerk: null, storeTooNew: true });
    openCounter(fake);
    await expect.element(heading(tooNewText.title)).toBeVisible();
    await button(tooNewText.update).click();
    await expect.element(page.getByText(tooNewText.needsNetwork)).toBeVisible();
    await page.getByRole('link', { name: '发送' }).click();
    await expect.element(button('现在发送')).toBeVisible();
  });
});

describe('a database that vanished', () => {
  let mark = '';

  test('leaves a mark of the station, which names nobody', async () => {
    const fake = new FakeDevice();
    fake.outbox.set({
      ...emptyOutbox,
      lastSeq: 91,
      unsent: { ...emptyOutbox.unsent, operations: 2, materials: 5 },
    });
    openCounter(fake);
    await expect.element(heading('首页')).toBeVisible();
    mark = localStorage.getItem(MARK) ?? '';
    for (const { name } of readyState.clerks) expect(mark).not.toContain(name);
    expect(Object.keys(JSON.parse(mark) as object).toSorted()).toEqual([
      'at',
      'deviceNumber',
      'lastSeq',
      'phone',
      'stationName',
      'townName',
      'unsentMaterials',
      'unsentOperations',
    ]);
  });

  test('is noticed at the next start and said with what was there; never a silent set-up', async () => {
    openCounter(anEmptyDevice(), '/', { mark });
    await expect.element(heading(lostText.title)).toBeVisible();
    await expect.element(page.getByText(/2号机/)).toBeVisible();
    await expect.element(page.getByText(/第91号/)).toBeVisible();
    await expect
      .element(page.getByText(/文字2件、照片5张没送出/))
      .toBeVisible();
    await button(lostText.begin).click();
    await expect.element(heading('这台设备怎么开始用')).toBeVisible();
  });

  test('that never was one is set up as a new one', async () => {
    openCounter(anEmptyDevice());
    await expect.element(heading('这台设备怎么开始用')).toBeVisible();
  });
});
