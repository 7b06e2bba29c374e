import { afterEach, describe, expect, test, vi } from 'vitest';
import { page } from 'vitest/browser';
import { FakeDevice } from '../support/fake-device.ts';
import { button, heading, openCounter } from './counter-bench.ts';

/** Another window that has the counter: holds its lock until it is let go. */
function anotherWindow() {
  let letGo = () => {};
  const held = new Promise<void>((resolve) => {
    void navigator.locks.request('counter', () => {
      resolve();
      return new Promise<void>((release) => {
        letGo = release;
      });
    });
  });
  return { held, letsGo: () => letGo() };
}

/** Resolves when somebody waits for that lock. */
const waiting = (lock: string) =>
  expect
    .poll(async () => (await navigator.locks.query()).pending)
    .toContainEqual(expect.objectContaining({ name: lock }));

/** What the browser tells this window when another one asks for the counter. */
const askForCounter = () =>
  window.dispatchEvent(new StorageEvent('storage', { key: 'counter-wanted' }));

let other: ReturnType<typeof anotherWindow> | undefined;
afterEach(() => {
  other?.letsGo();
  other = undefined;
});

describe('one window at a time, on a device that is a fake', () => {
  test('a second window shows only that it is open elsewhere', async () => {
    other = anotherWindow();
    await other.held;
    openCounter(new FakeDevice());
    await expect.element(heading('已在另一个窗口打开')).toBeVisible();
    expect(document.querySelector('.strip')).toBeNull();
  });

  test('a page that starts anew waits for the lock of the one that it was', async () => {
    other = anotherWindow();
    await other.held;
    openCounter(new FakeDevice());
    await waiting('counter');
    other.letsGo();
    await expect.element(heading('首页')).toBeVisible();
  });

  test('the only window opens, however late the browser gives it the lock', async () => {
    const slow = vi
      .spyOn(navigator.locks, 'request')
      .mockImplementationOnce(async (_name, { signal }: LockOptions) => {
        await new Promise((resolve) => {
          signal?.addEventListener('abort', resolve);
        });
        throw new DOMException('given up', 'AbortError');
      });
    openCounter(new FakeDevice());
    await expect.element(heading('首页')).toBeVisible();
    slow.mockRestore();
  });

  test('it takes over when asked, once the other has let go', async () => {
    other = anotherWindow();
    await other.held;
    openCounter(new FakeDevice());
    await button('在这里用').click();
    await expect.element(button('正在接过来…')).toBeVisible();
    other.letsGo();
    await expect.element(heading('首页')).toBeVisible();
  });

  test('a window asked to let go saves its draft first', async () => {
    const fake = new FakeDevice();
    const draftId = fake.addDraft('V03');
    openCounter(fake, `/intake/${draftId}/applicant`);
    await page.getByLabelText('申请人姓名').fill('向示梅');
    askForCounter();
    await expect.element(heading('已在另一个窗口打开')).toBeVisible();
    expect(fake.draft(draftId).answers['applicantName']).toBe('向示梅');
    await button('在这里用').click();
    await expect
      .element(page.getByLabelText('申请人姓名'))
      .toHaveValue('向示梅');
  });
});
