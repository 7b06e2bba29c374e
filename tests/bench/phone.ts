// The village's telephone: the built app in real Chromium. Cases are taken in
// through the built app's own worker; sending is watched on the built app's own
// screen.
import { readdirSync } from 'node:fs';
import type { Page } from 'playwright-core';
import { build } from 'vite';
import { unlockText } from '../../src/text/counter.ts';
import { sendText } from '../../src/text/send.ts';
import { aBrowser, type BrowserProcess } from '../support/browser-process.ts';
import type { Inventory } from './county-books.ts';
import { watchHeap, type HeapWatch } from './heap.ts';
import type { Driver, Offered, Wish } from './in-page/driver.ts';
import type { Filling } from './in-page/fill-store.ts';

export const PIN = '258036';
/** Cases a call, so that nothing waits on one answer for minutes. */
const WISHES_A_CALL = 10;
const HEAP_EVERY_MS = 250;
const TOUCH_EVERY_MS = 60_000;

declare global {
  var bench: Driver;
  var longTasks: number[];
}

export class Phone {
  readonly #browser: BrowserProcess;
  readonly #origin: string;
  #page: Page | undefined;
  #heap: HeapWatch | undefined;
  #touching: NodeJS.Timeout | undefined;

  /** `film`: what its camera sees. */
  constructor(origin: string, film?: string) {
    this.#browser = aBrowser(undefined, film);
    this.#origin = origin;
  }

  /** The shell is kept, so that everything after it works without a network. */
  async open(): Promise<void> {
    this.#page = await this.#browser.open();
    await this.#page.addInitScript(() => {
      globalThis.longTasks = [];
      new PerformanceObserver((list) => {
        for (const { duration } of list.getEntries())
          globalThis.longTasks.push(duration);
      }).observe({ type: 'longtask', buffered: true });
    });
    await this.page.goto(`${this.#origin}/`);
    await this.page.evaluate(async () => {
      await navigator.serviceWorker.ready;
    });
  }

  get page(): Page {
    if (this.#page === undefined) throw new Error('the phone is off');
    return this.#page;
  }

  /** A page without a device of its own, where the driver has one. */
  async startDriver(): Promise<void> {
    await this.page.goto(`${this.#origin}/r`);
    await this.page.evaluate(await bundle('tests/bench/in-page/driver.ts'));
    await this.page.evaluate((path) => globalThis.bench.start(path), worker());
  }

  async enrol(code: string): Promise<void> {
    await this.page.evaluate(
      ([code, pin]) => globalThis.bench.enrol(code, pin),
      [code, PIN] as const,
    );
  }

  async matters(): Promise<Offered[]> {
    return await this.page.evaluate(() => globalThis.bench.matters());
  }

  async takeIn(
    wishes: readonly Wish[],
    onCount: (done: number) => void,
  ): Promise<void> {
    for (let at = 0; at < wishes.length; at += WISHES_A_CALL) {
      await this.page.evaluate(
        (some) => globalThis.bench.takeIn(some),
        wishes.slice(at, at + WISHES_A_CALL),
      );
      onCount(Math.min(at + WISHES_A_CALL, wishes.length));
    }
  }

  /** Knows so many residents by the township's list. */
  async knows(people: number): Promise<void> {
    await this.page.evaluate((count) => globalThis.bench.knows(count), people);
  }

  /** Everything of them is at the county, and its word on them is back. */
  async sends(): Promise<void> {
    await this.page.evaluate(() => globalThis.bench.sends());
  }

  /** From here on the driver has no device any more. */
  async fillStore(wish: Filling): Promise<void> {
    const { page } = this;
    await page.evaluate(() => globalThis.bench.stop());
    const begun = page.waitForEvent('worker');
    await page.evaluate((path) => globalThis.bench.start(path), worker());
    const filler = await begun;
    await filler.evaluate(await bundle('tests/bench/in-page/fill-store.ts'));
    await filler.evaluate(
      async ([pin, wish]) => {
        await globalThis.fillStore(pin, wish);
      },
      [PIN, wish] as const,
    );
    await page.evaluate(() => globalThis.bench.stop());
  }

  /** No network from here on. */
  async cutOff(): Promise<void> {
    await this.page.context().setOffline(true);
  }

  /** Everything that waits goes to `path`; the heap is of page and worker. */
  async exportStick(
    path: string,
  ): Promise<{ seconds: number; peakBytes: number }> {
    const { page } = this;
    const heap = await watchHeap(page);
    let peakBytes = 0;
    const look = async () => {
      peakBytes = Math.max(peakBytes, await heap.used(false));
    };
    const timer = setInterval(() => void look(), HEAP_EVERY_MS);
    const download = page.waitForEvent('download', { timeout: 0 });
    const begun = performance.now();
    await page.evaluate(() => globalThis.bench.exportStick());
    const seconds = (performance.now() - begun) / 1000;
    clearInterval(timer);
    await (await download).saveAs(path);
    return { seconds, peakBytes };
  }

  /** The app as the clerk opens it, at the screen that shows the sending. */
  async showSendScreen(): Promise<void> {
    const { page } = this;
    page.setDefaultTimeout(120_000);
    await page.evaluate(() => globalThis.bench.stop());
    await page.goto(`${this.#origin}/`);
    this.#heap = await watchHeap(page);
    await page.getByLabel(unlockText.pinLabel).first().fill(PIN);
    await page
      .getByRole('button', { name: unlockText.unlock, exact: true })
      .click();
    await page.locator('a.strip').click();
    await this.#sendButton().waitFor();
    // A clerk who watches: untouched, the app locks itself after five minutes.
    this.#touching = setInterval(() => {
      page.keyboard.press('Shift').catch(() => undefined);
    }, TOUCH_EVERY_MS).unref();
  }

  async pressSend(): Promise<void> {
    await this.page.evaluate(() => {
      globalThis.longTasks.length = 0;
    });
    await this.#sendButton().click();
  }

  /** The button is back: the round that it began has ended. */
  async roundIsOver(): Promise<void> {
    await this.#sendButton().waitFor();
  }

  async hasNothingLeft(): Promise<boolean> {
    return (
      (await this.page.getByText(sendText.unsent(0), { exact: true }).count()) >
      0
    );
  }

  async longTasks(): Promise<number[]> {
    return await this.page.evaluate(() => [...globalThis.longTasks]);
  }

  async heapBytes(afterCollection: boolean): Promise<number> {
    return (await this.#heap?.used(afterCollection)) ?? 0;
  }

  /** What the device's own database says that it has made. */
  async inventory(): Promise<Inventory> {
    return await this.page.evaluate(readInventory);
  }

  async remove(): Promise<void> {
    clearInterval(this.#touching);
    await this.#browser.remove();
  }

  #sendButton() {
    return this.page.getByRole('button', { name: sendText.now, exact: true });
  }
}

async function readInventory(): Promise<Inventory> {
  const settle = <Value>(request: IDBRequest<Value>) =>
    new Promise<Value>((resolve, reject) => {
      request.addEventListener('success', () => resolve(request.result));
      request.addEventListener('error', () =>
        reject(new Error(request.error?.message)),
      );
    });
  const db = await settle(indexedDB.open('service-point'));
  try {
    const stores = db.transaction(['chain', 'materials']);
    const chain = (await settle(
      stores.objectStore('chain').getAll(),
    )) as Inventory['operations'];
    const materials = (await settle(
      stores.objectStore('materials').getAll(),
    )) as { sha256: string; caseId: string | null }[];
    return {
      operations: chain.map(({ id, sha256 }) => ({ id, sha256 })),
      materials: materials.flatMap(({ sha256, caseId }) =>
        caseId === null ? [] : [sha256],
      ),
    };
  } finally {
    db.close();
  }
}

/** The built app's worker, as the platform serves it. */
function worker(): string {
  const name = readdirSync('dist/app/assets').find((each) =>
    /^worker-[\w-]{8}\.js$/.test(each),
  );
  if (name === undefined) throw new Error('dist/app has no worker');
  return `/assets/${name}`;
}

/** By their entry. */
const bundles = new Map<string, string>();

async function bundle(entry: string): Promise<string> {
  const before = bundles.get(entry);
  if (before !== undefined) return before;
  const built = await build({
    configFile: false,
    logLevel: 'warn',
    build: {
      write: false,
      lib: { entry, formats: ['iife'], name: 'benchPart' },
    },
  });
  const [first] = Array.isArray(built) ? built : [built];
  const chunk = first && 'output' in first ? first.output[0] : undefined;
  if (chunk === undefined) throw new Error(`${entry} was not bundled`);
  bundles.set(entry, chunk.code);
  return chunk.code;
}
