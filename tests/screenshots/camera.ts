import { join } from 'node:path';
import type { Page } from 'playwright-core';
import type { Look } from './stop.ts';

export type Picture = { stop: string; look: string; file: string };

/** Takes pictures of the window as it stands, and of a long page the whole. */
export class Camera {
  readonly pictures: Picture[] = [];
  readonly #folder: string;
  readonly #stops: string[] = [];

  constructor(folder: string) {
    this.#folder = folder;
  }

  async takes(page: Page, stop: string, look: Look): Promise<void> {
    if (this.#stops.at(-1) !== stop) this.#stops.push(stop);
    const number = String(this.#stops.length).padStart(3, '0');
    const take = async (ending: string) => {
      const file = `${number}-${stop}-${ending}.png`;
      await page.screenshot({ path: join(this.#folder, file) });
      this.pictures.push({ stop, look: ending, file });
    };
    await take(look.name);
    const height = await page.evaluate(
      () => document.documentElement.scrollHeight,
    );
    if (height <= look.height) return;
    // In a window as high as the page, what sticks to its edges stands at them.
    await page.setViewportSize({ width: look.width, height });
    await take(`${look.name}-whole`);
  }
}
