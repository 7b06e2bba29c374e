// The counter's own screens under the hands of somebody quick, with the page's
// clock beside them.
import type { Locator, Page } from 'playwright-core';
import { cameraText } from '../../src/text/camera.ts';
import { casesText, homeText, unlockText } from '../../src/text/counter.ts';
import { residentsText } from '../../src/text/residents.ts';
import { application } from '../support/applications.ts';
import { Clerk, matter } from '../support/clerk.ts';
import { KEY_EVERY_MS } from './bare-page.ts';
import { PIN } from './phone.ts';

/** When nothing has changed for as long, a search has come to its end. */
const QUIET_MS = 250;
const WORDS = ['gljt', 'ylrz', 'jf', 'sbk', 'cjrz', '养老', '医保', '建房'];
const NAMES = ['向', '彭', '养老', '1234', '000001'];
/** Of residents: initials, a name, whole sounds, a group with a name, last digits. */
const PEOPLE = ['xsy', '彭示', 'tanshi', '3组 q', '0025', 'tsh'];
const MORE_PRESSES = 6;
const MATTER = 'V14';
const PAPER = 'V14-M2';

export type Photographed = {
  /** From the picture given, or the shutter pressed, to what is said of it. */
  judgedMs: number[];
  /** … to its page in the row, used at once. */
  savedMs: number[];
  longestTaskMs: number;
};

/**
 * Without what the driver hangs on a page to see whether its click hits, which takes a
 * slow page as long as the page's own answer.
 */
async function tap(target: Locator): Promise<void> {
  await target.click({ force: true });
}

export class CounterScreen {
  readonly #page: Page;
  readonly #address: string;
  readonly #clerk: Clerk;

  constructor(page: Page, address: string) {
    this.#page = page;
    this.#address = address;
    this.#clerk = new Clerk(page);
    page.setDefaultTimeout(180_000);
  }

  /** From the address to a heading on the screen. */
  async opens(): Promise<number> {
    await this.#page.goto(`${this.#address}/`);
    return await this.paintedWith(null);
  }

  async unlocks(): Promise<number> {
    const page = this.#page;
    await page.getByLabel(unlockText.pinLabel).first().fill(PIN);
    await tap(
      page.getByRole('button', { name: unlockText.unlock, exact: true }),
    );
    const painted = await this.paintedWith(homeText.title);
    return painted - (await this.pressedAt());
  }

  /** From 首页. */
  async scrollsList(): Promise<{ openMs: number; longestTaskMs: number }> {
    const page = this.#page;
    await this.forgetTasks();
    await tap(page.getByRole('link', { name: casesText.title, exact: true }));
    await page.locator('main ul.rows > li').nth(49).waitFor();
    const openMs = (await this.now()) - (await this.pressedAt());
    await page.mouse.move(180, 400);
    for (let press = 0; press < MORE_PRESSES; press += 1) {
      for (let step = 0; step < 12; step += 1) {
        await page.mouse.wheel(0, 400);
        await this.frame();
      }
      await page.getByRole('button', { name: casesText.more }).click();
      await page
        .locator('main ul.rows > li')
        .nth(50 * (press + 2) - 1)
        .waitFor();
    }
    return { openMs, longestTaskMs: await this.longestTask() };
  }

  async searchesCases(): Promise<number[]> {
    const field = this.#page.getByLabel(casesText.search);
    const times: number[] = [];
    for (const word of NAMES) times.push(...(await this.searches(field, word)));
    return times;
  }

  async searchesResidents(): Promise<number[]> {
    await this.#clerk.goesHome();
    await this.#page
      .getByRole('link', { name: residentsText.nav, exact: true })
      .click();
    const field = this.#page.getByRole('searchbox');
    const times: number[] = [];
    for (const word of PEOPLE)
      times.push(...(await this.searches(field, word)));
    return times;
  }

  async searchesMatters(): Promise<number[]> {
    await this.#clerk.goesHome();
    await this.#clerk.presses(homeText.takeIn);
    await this.#clerk.seesHeading('办什么事');
    const field = this.#page.getByRole('searchbox');
    const times: number[] = [];
    for (const word of WORDS) times.push(...(await this.searches(field, word)));
    return times;
  }

  /** Into every field of text of a form, while it is saved behind. */
  async typesIntoForm(): Promise<number[]> {
    const page = this.#page;
    await this.#clerk.goesHome();
    await this.#clerk.begins(application(MATTER, {}));
    const times: number[] = [];
    const fields = page.locator('main input[type=text]:visible');
    for (let at = 0; at < Math.min(4, await fields.count()); at += 1) {
      await fields.nth(at).focus();
      for (const key of '12345678901234567') {
        await page.keyboard.press(key);
        await page.waitForTimeout(KEY_EVERY_MS);
        times.push(
          await page.evaluate(
            () => globalThis.meter.keyPaintedAt - globalThis.meter.keyAt,
          ),
        );
      }
      await fields.nth(at).fill('');
    }
    return times;
  }

  /** On the materials of the draft that is open; `files`: pictures on the disk. */
  async photographs(files: readonly string[]): Promise<Photographed> {
    await this.#clerk.fillsForm(application(MATTER, {}));
    const input = this.#photographed.locator('input[type=file]').first();
    return await this.takes(files.length, async (at) => {
      const begun = await this.now();
      await this.#gives(input, files[at] ?? '');
      return begun;
    });
  }

  /** As a picker does: the page gets the file, and no bytes of it from here. */
  async #gives(input: Locator, file: string): Promise<void> {
    const session = await this.#page.context().newCDPSession(this.#page);
    const mark = 'data-given';
    await input.evaluate(
      (element, name) => element.setAttribute(name, ''),
      mark,
    );
    const { root } = await session.send('DOM.getDocument');
    const { nodeId } = await session.send('DOM.querySelector', {
      nodeId: root.nodeId,
      selector: `[${mark}]`,
    });
    await session.send('DOM.setFileInputFiles', { nodeId, files: [file] });
    await session.detach();
  }

  /** With the camera, on the same paper, which has `before` pages already. */
  async shoots(count: number, before: number): Promise<Photographed> {
    const begin = this.#photographed.getByRole('button', { name: /^再拍一张/ });
    return await this.takes(
      count,
      async () => {
        await tap(begin);
        await this.#clerk.cameraIsOn();
        await tap(
          this.#page.getByRole('button', {
            name: cameraText.shoot,
            exact: true,
          }),
        );
        return await this.pressedAt();
      },
      before,
    );
  }

  get #photographed() {
    return this.#clerk.rowOf({
      name: matter(MATTER).materials.find(({ id }) => id === PAPER)?.name ?? '',
    });
  }

  /** Each is looked at, used, and stands in its row; `take` gives when it began. */
  private async takes(
    count: number,
    take: (at: number) => Promise<number>,
    before = 0,
  ): Promise<Photographed> {
    const judgedMs: number[] = [];
    const savedMs: number[] = [];
    let longestTaskMs = 0;
    for (let at = 0; at < count; at += 1) {
      await this.forgetTasks();
      const begun = await take(at);
      judgedMs.push((await this.paintedWithUse()) - begun);
      await tap(this.#clerk.useButton());
      await this.#photographed
        .locator('img')
        .nth(before + at)
        .waitFor();
      savedMs.push((await this.now()) - begun);
      longestTaskMs = Math.max(longestTaskMs, await this.longestTask(begun));
    }
    return { judgedMs, savedMs, longestTaskMs };
  }

  /** Letter by letter, each when what the one before found has come. */
  private async searches(
    field: ReturnType<Page['locator']>,
    word: string,
  ): Promise<number[]> {
    const page = this.#page;
    await field.fill('');
    await this.quiet();
    const times: number[] = [];
    for (const letter of word) {
      if (/[ -~]/.test(letter)) await page.keyboard.press(letter);
      else await page.keyboard.insertText(letter);
      await this.quiet();
      times.push(
        await page.evaluate(() => {
          const { keyAt, keyPaintedAt, changedAt } = globalThis.meter;
          return Math.max(keyPaintedAt, changedAt) - keyAt;
        }),
      );
    }
    return times;
  }

  private async quiet(): Promise<void> {
    await this.#page.waitForFunction((ms) => {
      const { keyAt, keyPaintedAt, changedAt } = globalThis.meter;
      const last = Math.max(keyAt, keyPaintedAt, changedAt);
      return performance.now() - last > ms;
    }, QUIET_MS);
  }

  /** The page's time at which it was painted with that heading; null: with any. */
  private async paintedWith(title: string | null): Promise<number> {
    const seen = await this.#page.waitForFunction(
      (wanted) => {
        const heading = document.querySelector('h1');
        if (heading === null || heading.textContent === '') return false;
        if (wanted !== null && heading.textContent !== wanted) return false;
        return performance.now();
      },
      title,
      { polling: 'raf' },
    );
    return Number(await seen.jsonValue());
  }

  /** The page's time behind the picture with what is said of a photograph. */
  private async paintedWithUse(): Promise<number> {
    const seen = await this.#page.waitForFunction(
      (use) => {
        const { meter } = globalThis;
        const buttons = [...document.querySelectorAll('dialog[open] button')];
        const isThere = buttons.some(({ textContent }) => textContent === use);
        if (!isThere) {
          meter.useAt = undefined;
          return false;
        }
        if (meter.useAt === undefined) {
          // A frame's callbacks run before it is drawn, and what they post behind it.
          meter.useAt = 0;
          const { port1, port2 } = new MessageChannel();
          port1.addEventListener('message', () => {
            meter.useAt = performance.now();
          });
          port1.start();
          port2.postMessage(null);
        }
        return meter.useAt;
      },
      cameraText.use,
      { polling: 'raf' },
    );
    return Number(await seen.jsonValue());
  }

  /** By the page's clock; whoever presses for us first looks for the button. */
  private async pressedAt(): Promise<number> {
    return await this.#page.evaluate(() => globalThis.meter.pressedAt);
  }

  private async now(): Promise<number> {
    return await this.#page.evaluate(() => performance.now());
  }

  private async frame(): Promise<void> {
    await this.#page.evaluate(
      async () =>
        await new Promise((resolve) => {
          requestAnimationFrame(resolve);
        }),
    );
  }

  private async forgetTasks(): Promise<void> {
    await this.#page.evaluate(() => {
      globalThis.meter.longTasks.length = 0;
    });
  }

  /** Of those that began since; 0: none was over 50 ms. */
  private async longestTask(since = 0): Promise<number> {
    return await this.#page.evaluate(
      (begun) =>
        Math.max(
          0,
          ...globalThis.meter.longTasks
            .filter(({ at }) => at >= begun)
            .map(({ ms }) => ms),
        ),
      since,
    );
  }
}
