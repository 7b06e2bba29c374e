// Nobody is shut out (WCAG 2.2 AA): each screen in each of its states as the tour of
// the screenshots comes to it, looked at by axe, in a window 320 px wide with the
// smallest and the largest text, and gone through with the Tab key alone; on the way
// no page throws an error that nobody catches.
import type { Page } from 'playwright-core';
import { expect, onTestFailed, test } from 'vitest';
import { accessFaults, cutOffFaults } from '../screenshots/faults.ts';
import { keyboardFaults } from '../screenshots/keyboard.ts';
import { SCREENS, screensOf } from '../screenshots/screens.ts';
import { NARROW_LOOKS } from '../screenshots/stop.ts';
import { walkEveryScreen } from '../screenshots/tour.ts';
import { visit } from '../screenshots/visit.ts';

/** Some 200 stops: two minutes on a machine of its own, many on a busy one. */
const PATIENCE_MS = 900_000;

test(
  'every screen there is can be read narrow and large, told by axe and worked by keys',
  async () => {
    const seen = new Set<string>();
    const faults: string[] = [];
    const watched = new WeakSet<Page>();
    onTestFailed(() => console.log(faults.join('\n')));
    await walkEveryScreen(async (page, stop) => {
      if (!watched.has(page))
        page.on('pageerror', ({ message }) =>
          faults.push(`throws: ${message}`),
        );
      watched.add(page);
      const screens = await screensOf(page);
      const isNew =
        screens.some((screen) => !seen.has(screen)) ||
        (await page.locator('dialog[open]').count()) > 0;
      for (const screen of screens) seen.add(screen);
      const note = (how: string, found: readonly string[]) =>
        faults.push(...found.map((each) => `${stop.name} (${how}): ${each}`));
      // As it is mostly used, where all of it stands beside each other.
      const looks = [...stop.looks.slice(0, 1), ...NARROW_LOOKS];
      await visit(page, { ...stop, looks }, async (look, { isFirst }) => {
        if (!isFirst) note(look.name, await cutOffFaults(page));
        else {
          note('axe', await accessFaults(page));
          if (isNew) note('keys', await keyboardFaults(page));
        }
      });
    });
    expect(faults).toEqual([]);
    expect([...seen].sort()).toEqual([...SCREENS].sort());
  },
  PATIENCE_MS,
);
