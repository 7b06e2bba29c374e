// What the machine and Chromium take by themselves, with nothing of the product in
// the page: a key in a field of an empty page, slowed down as the counter's page is.
// Without it a figure says nothing on another machine.
import type { Page } from 'playwright-core';
import { installMeter } from './in-page/meter.ts';

/** Between two keys of somebody who types fast. */
export const KEY_EVERY_MS = 120;

/** From each key to the picture with it, in ms. */
export async function typesIntoBarePage(
  page: Page,
  slowDown: (page: Page) => Promise<void>,
): Promise<number[]> {
  const bare = await page.context().newPage();
  try {
    await slowDown(bare);
    await bare.setContent('<input type="text">');
    await bare.evaluate(installMeter);
    await bare.locator('input').focus();
    const times: number[] = [];
    for (const key of '1234567890123456712345678901234567') {
      await bare.keyboard.press(key);
      await bare.waitForTimeout(KEY_EVERY_MS);
      times.push(
        await bare.evaluate(
          () => globalThis.meter.keyPaintedAt - globalThis.meter.keyAt,
        ),
      );
    }
    return times;
  } finally {
    await bare.close();
  }
}
