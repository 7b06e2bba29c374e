// A clerk with a telephone in the hand: what the other clerks of these tests put in
// at once this one taps and types, key by key, and all of it is counted.
import type { CDPSession, Locator, Page } from 'playwright-core';
import { chinaDate } from '../../src/domain/calendar/civil-date.ts';
import { cameraText } from '../../src/text/camera.ts';
import { fieldText } from '../../src/text/fields.ts';
import { Clerk } from './clerk.ts';
import { countHands, type Counts } from './in-page/count-hands.ts';

/** By pinyin, choice of the characters included: what the storyboards allow. */
const KEYS_OF_A_NAME = { keys: 8, characters: 3 };

export class CountedClerk extends Clerk {
  readonly #phone: CDPSession;

  private constructor(page: Page, phone: CDPSession) {
    super(page);
    this.#phone = phone;
  }

  static async withPhone(page: Page): Promise<CountedClerk> {
    const phone = await page.context().newCDPSession(page);
    // A finger, so that the counter shows its own keys where it has any.
    await phone.send('Emulation.setTouchEmulationEnabled', { enabled: true });
    return new CountedClerk(page, phone);
  }

  /** From nought. */
  async countsFromHere(): Promise<void> {
    await this.page.evaluate(countHands, cameraText.shoot);
  }

  async counted(): Promise<Counts> {
    const counts = await this.page.evaluate(() => globalThis.handCounts);
    if (counts === undefined) throw new Error('nothing was counted');
    return counts;
  }

  /** Taps on the input and types, today's date with one tap; the next tap leaves it. */
  override async types(input: Locator, text: string): Promise<void> {
    if (text === chinaDate(Date.now())) {
      await this.page
        .locator('.field', { has: input })
        .getByRole('button', { name: fieldText.today, exact: true })
        .click();
      return;
    }
    await input.click();
    const keys = this.page.locator('.id-pad');
    if ((await keys.count()) > 0)
      for (const key of text)
        await keys.getByRole('button', { name: key, exact: true }).click();
    else if (/\p{Script=Han}/u.test(text)) await this.#composes(text);
    else await input.pressSequentially(text);
  }

  /** With an input method, to which the page is told each key as it is there. */
  async #composes(text: string): Promise<void> {
    const { keys, characters } = KEYS_OF_A_NAME;
    const last = Math.ceil((text.length * keys) / characters);
    const key = { windowsVirtualKeyCode: 229, key: 'Process' };
    for (let n = 1; n <= last; n += 1) {
      await this.#phone.send('Input.dispatchKeyEvent', {
        type: 'rawKeyDown',
        ...key,
      });
      await (n < last
        ? this.#phone.send('Input.imeSetComposition', {
            text: 'pinyin'.slice(0, n),
            selectionStart: Math.min(n, 6),
            selectionEnd: Math.min(n, 6),
          })
        : this.#phone.send('Input.insertText', { text }));
      await this.#phone.send('Input.dispatchKeyEvent', {
        type: 'keyUp',
        ...key,
      });
    }
  }
}
