// An update starts the page anew only when nothing can be lost by it.
import { beforeEach, describe, expect, test } from 'vitest';
import { page, userEvent } from 'vitest/browser';
import { quietMoment, watchHands } from '../../src/counter/quiet-moment.ts';
import { FakeDevice, noSync } from '../support/fake-device.ts';
import { heading, link, openCounter, verification } from './counter-bench.ts';

/** Asks for a quiet moment and tells whether it has come. */
function aWish(): { came: boolean } {
  const wish = { came: false };
  const wait = async () => {
    await quietMoment();
    wish.came = true;
  };
  void wait();
  return wish;
}

/** Longer than hands must be still and a look takes. */
const LONG_MS = 4_500;
const passed = (ms: number) =>
  new Promise((resolve) => {
    setTimeout(resolve, ms);
  });

let stop: () => void = () => undefined;
beforeEach(() => {
  stop();
  stop = watchHands();
});

describe('a quiet moment', () => {
  test('comes at once where nothing is typed, saved or sent', async () => {
    openCounter(new FakeDevice());
    await expect.element(heading('首页')).toBeVisible();
    const wish = aWish();
    await expect.poll(() => wish.came).toBe(true);
  });

  test('comes after the round, not in it', async () => {
    const fake = new FakeDevice();
    fake.sync.set({ ...noSync, running: true });
    openCounter(fake);
    await expect.element(heading('首页')).toBeVisible();
    const wish = aWish();
    await passed(LONG_MS);
    expect(wish.came).toBe(false);
    fake.sync.set({ ...noSync, running: false });
    await expect.poll(() => wish.came).toBe(true);
  });

  test('never comes inside a draft, however still it is there', async () => {
    const fake = new FakeDevice();
    fake.addDraft('V03', { answers: verification });
    openCounter(fake);
    await link(/^向某英/).click();
    await expect.poll(() => location.pathname).toMatch(/^\/intake\//);
    const wish = aWish();
    await passed(LONG_MS);
    expect(wish.came).toBe(false);
    history.back();
    await expect.poll(() => wish.came).toBe(true);
  });

  test('comes seconds after the last key', async () => {
    openCounter(new FakeDevice(), '/find');
    await expect.element(page.getByRole('searchbox')).toHaveFocus();
    await userEvent.keyboard('g');
    const typedAt = performance.now();
    const wish = aWish();
    await userEvent.keyboard('l');
    expect(wish.came).toBe(false);
    await expect.poll(() => wish.came).toBe(true);
    expect(performance.now() - typedAt).toBeGreaterThan(2_900);
  });

  test('does not come while something typed could not be saved', async () => {
    const fake = new FakeDevice();
    const draftId = fake.addDraft('V03', { answers: verification });
    openCounter(fake);
    await expect.element(heading('首页')).toBeVisible();
    history.pushState(null, '', `/intake/${draftId}/form`);
    dispatchEvent(new PopStateEvent('popstate'));
    await expect.element(heading('填表')).toBeVisible();
    fake.fails = 'storageFull';
    await page.getByRole('textbox').first().fill('田示');
    history.back();
    await expect.element(heading('首页')).toBeVisible();
    const wish = aWish();
    await passed(LONG_MS);
    expect(wish.came).toBe(false);
    fake.fails = undefined;
    await expect.poll(() => wish.came, { timeout: 12_000 }).toBe(true);
  });
});
