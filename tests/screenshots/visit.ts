// What is done on a screen: looked at so and so, in one pass.
import type { Page } from 'playwright-core';
import type { Look, Stop } from './stop.ts';

type InLook<Seen> = (look: Look, place: { isFirst: boolean }) => Promise<Seen>;

/** Calls `see` in each look of the stop, and puts everything back as it was. */
export async function visit<Seen>(
  page: Page,
  { looks }: Stop,
  see: InLook<Seen>,
): Promise<Seen[]> {
  const before = page.viewportSize();
  const step = await setTextSize(page, null);
  const seen: Seen[] = [];
  try {
    for (const look of looks) {
      await page.setViewportSize({ width: look.width, height: look.height });
      await setTextSize(page, String(look.textSize));
      await settle(page);
      seen.push(await see(look, { isFirst: look === looks[0] }));
    }
  } finally {
    await setTextSize(page, step);
    if (before !== null) await page.setViewportSize(before);
  }
  return seen;
}

/** Gives the step before; the attribute is what the style sheets go by. */
async function setTextSize(
  page: Page,
  step: string | null,
): Promise<string | null> {
  return await page.evaluate((next) => {
    const { dataset } = document.documentElement;
    const before = dataset['textSize'] ?? null;
    if (next !== null) dataset['textSize'] = next;
    return before;
  }, step);
}

/** Observers of sizes have had their turn, and nothing is half way faded. */
async function settle(page: Page): Promise<void> {
  await page.evaluate(async () => {
    for (let frames = 0; frames < 2; frames += 1)
      await new Promise((resolve) => {
        requestAnimationFrame(resolve);
      });
    await Promise.all(
      document.getAnimations().map((each) => each.finished.catch(() => null)),
    );
  });
}
