// Somebody in front of a screen. Speaks of labels and buttons, as the person
// would, so that a journey reads as a story.
import { createHash } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Locator, Page } from 'playwright-core';
import { expect } from 'vitest';
import type { Photograph } from './photographs.ts';

const PATIENCE_MS = 30_000;

export class Person {
  readonly page: Page;
  /** What the page's security policy refused; must stay empty. */
  readonly violations: string[] = [];
  /** Warnings and errors of the page and where it went, in their order. */
  readonly messages: string[] = [];

  constructor(page: Page) {
    this.page = page;
    page.setDefaultTimeout(PATIENCE_MS);
    page.on('console', (message) => {
      if (message.type() === 'error' || message.type() === 'warning')
        this.messages.push(message.text());
      if (/Content Security Policy|TrustedScript/i.test(message.text()))
        this.violations.push(message.text());
    });
    page.on('framenavigated', (frame) => {
      if (frame === page.mainFrame())
        this.messages.push(`went to ${new URL(frame.url()).pathname}`);
    });
    page.on('pageerror', (error) => {
      this.messages.push(error.message);
      if (/Content Security Policy|Trusted/i.test(error.message))
        this.violations.push(error.message);
    });
  }

  async opens(address: string): Promise<void> {
    await this.page.goto(address);
  }

  async sees(text: string | RegExp, withinMs = PATIENCE_MS): Promise<void> {
    await this.page
      .getByText(text)
      .filter({ visible: true })
      .first()
      .waitFor({ timeout: withinMs });
  }

  async seesHeading(name: string | RegExp): Promise<void> {
    await this.page.getByRole('heading', { level: 1, name }).waitFor();
  }

  /** A button or a link by its name. */
  async presses(name: string | RegExp): Promise<void> {
    await this.control(name).click();
  }

  async fills(label: string | RegExp, text: string): Promise<void> {
    await this.types(this.page.getByLabel(label).first(), text);
  }

  /** Puts the text where the input's own was, and leaves it. */
  async types(input: Locator, text: string): Promise<void> {
    await input.fill(text);
    await this.page.keyboard.press('Tab');
  }

  async ticks(label: string | RegExp): Promise<void> {
    await this.page.getByRole('checkbox', { name: label }).check();
  }

  async chooses(group: string | RegExp, option: string): Promise<void> {
    await this.page
      .getByRole('radiogroup', { name: group })
      .getByRole('radio', { name: option, exact: true })
      .check();
  }

  /** Gives a file to the input that the label names. */
  async photographs(label: string | RegExp, photo: Photograph): Promise<void> {
    await this.page.getByLabel(label).first().setInputFiles(photo);
  }

  /** SHA-256 of the picture that an image on the screen shows, byte for byte. */
  async hashOfPicture(image: Locator): Promise<string> {
    await image.waitFor();
    const download = this.page.waitForEvent('download');
    await image.evaluate((element) => {
      const link = document.createElement('a');
      link.href = (element as HTMLImageElement).src;
      link.download = 'picture';
      link.click();
    });
    const path = await (await download).path();
    return createHash('sha256').update(readFileSync(path)).digest('hex');
  }

  /** Signs on a pad of the screen, the first or the nth from 0, with the mouse. */
  async signs(nth = 0): Promise<void> {
    const pad = this.page.locator('canvas').nth(nth);
    await pad.scrollIntoViewIfNeeded();
    const box = await pad.boundingBox();
    if (box === null) throw new Error('there is no pad to sign on');
    const { mouse } = this.page;
    await mouse.move(box.x + 30, box.y + box.height / 2);
    await mouse.down();
    for (let step = 1; step <= 8; step += 1)
      await mouse.move(
        box.x + 30 + step * 20,
        box.y + box.height / 2 + (step % 2 === 0 ? 25 : -25),
      );
    await mouse.up();
  }

  /** For the reader of a failed run: what the person had before the eyes. */
  async describesScreen(name: string): Promise<string> {
    const path = join(tmpdir(), `${name}.png`);
    await this.page.screenshot({ path }).catch(() => undefined);
    const text = await this.page
      .locator('body')
      .innerText({ timeout: 1_000 })
      .catch(() => '(no page)');
    return `${name} (${path}) at ${this.page.url()}\n${text}\n${this.messages.join('\n')}`;
  }

  seesNoViolation(): void {
    expect(this.violations).toEqual([]);
  }

  private control(name: string | RegExp): Locator {
    const exact = typeof name === 'string';
    return this.page
      .getByRole('button', { name, exact })
      .or(this.page.getByRole('link', { name, exact }))
      .filter({ visible: true })
      .first();
  }
}
