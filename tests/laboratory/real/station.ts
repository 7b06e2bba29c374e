// One village: a real Chromium on a profile of its own, that can be killed and
// opened again, and in it the built app's own worker.
import { readdirSync } from 'node:fs';
import type { Page } from 'playwright-core';
import type { Answers } from '../../../src/domain/cases/answers.ts';
import { aBrowser } from '../../support/browser-process.ts';
import { bundleInPage } from './bundle-in-page.ts';
import type {
  Found,
  LabClerk,
  OutboxEntry,
  Said,
  Wish,
} from './in-page/clerk.ts';

const PIN = '258036';

export class Station {
  readonly browser = aBrowser();
  #page: Page | undefined;
  readonly #script: string;
  readonly #address: string;
  readonly #onSaid: (said: Said) => void;

  private constructor(
    script: string,
    address: string,
    onSaid: (said: Said) => void,
  ) {
    this.#script = script;
    this.#address = address;
    this.#onSaid = onSaid;
  }

  static async make(
    address: string,
    onSaid: (said: Said) => void,
  ): Promise<Station> {
    const script = await bundleInPage('tests/laboratory/real/in-page/clerk.ts');
    return new Station(script, address, onSaid);
  }

  /** A page of the app's origin that starts nothing by itself. */
  async opens(): Promise<void> {
    const page = await this.browser.open();
    this.#page = page;
    await page.exposeFunction('laboratorySaid', this.#onSaid);
    await page.goto(`${this.#address}/icon.svg`);
    await page.evaluate(this.#script);
    await this.#ask((clerk, path) => clerk.start(path), workerPath());
  }

  async enrols(code: string): Promise<void> {
    await this.#ask((clerk, [code, pin]) => clerk.enrol(code, pin), [
      code,
      PIN,
    ] as const);
  }

  async unlocks(): Promise<void> {
    await this.#ask((clerk, pin) => clerk.unlock(pin), PIN);
  }

  async takesIn(wish: Wish): Promise<void> {
    const draftId = await this.#ask((clerk, wish) => clerk.begin(wish), wish);
    await this.finishes(draftId, wish);
  }

  async finishes(draftId: string, wish: Wish): Promise<void> {
    await this.#ask((clerk, { draftId, wish }) => clerk.finish(draftId, wish), {
      draftId,
      wish,
    });
  }

  async answersOf(draftId: string): Promise<Answers> {
    return this.#ask((clerk, id) => clerk.readAnswers(id), draftId);
  }

  async sends(): Promise<void> {
    await this.#ask((clerk) => clerk.sync(), null);
  }

  async finds(): Promise<Found> {
    return this.#ask((clerk) => clerk.find(), null);
  }

  async outbox(): Promise<OutboxEntry[]> {
    return this.#ask((clerk) => clerk.outbox(), null);
  }

  async describes(): Promise<string> {
    return this.#ask((clerk) => clerk.describe(), null);
  }

  async putsRelaxed(): Promise<void> {
    await this.#ask((clerk) => clerk.putRelaxed(), null);
  }

  async #ask<Given, Value>(
    task: (clerk: LabClerk, given: Given) => Value | Promise<Value>,
    given: Given,
  ): Promise<Value> {
    if (this.#page === undefined) throw new Error('the station is closed');
    const text = `(async (given) => (${task.toString()})(globalThis.clerk, given))(${JSON.stringify(given)})`;
    return this.#page.evaluate<Value>(text);
  }
}

function workerPath(): string {
  const name = readdirSync('dist/app/assets').find((each) =>
    /^worker-.*\.js$/.test(each),
  );
  if (name === undefined) throw new Error('the app is not built');
  return `/assets/${name}`;
}
