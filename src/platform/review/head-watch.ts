// One question for all open consoles, however many there are.

import type { WakeUps } from '../feed/wake-ups.ts';

export type Heads = ReadonlyMap<string, bigint>;
/** null: the question failed. */
type Hears = (heads: Heads | null) => void;

/** Seen within a second with the question that follows. */
const LOOK_MS = 600;
/** Where wake-ups come: not more often than this, and not less often than that. */
const LEAST_MS = 200;
const MOST_MS = 2000;

/** Asks for the heads of the county's feeds as long as somebody hears of them. */
export class HeadWatch {
  private readonly ask: () => Promise<Heads>;
  private readonly wakeUps: WakeUps | undefined;
  private readonly listeners = new Set<Hears>();
  private isLooking = false;

  /** Without wake-ups it asks so often that nobody misses them. */
  constructor(ask: () => Promise<Heads>, wakeUps?: WakeUps) {
    this.ask = ask;
    this.wakeUps = wakeUps;
  }

  /** Tells what was asked from now on; gives what ends it. */
  hear(hears: Hears): () => void {
    this.listeners.add(hears);
    if (!this.isLooking) void this.look();
    return () => this.listeners.delete(hears);
  }

  private async look(): Promise<void> {
    this.isLooking = true;
    while (this.listeners.size > 0) {
      // An answer from before one came says nothing of what happens after.
      const present = [...this.listeners];
      const count = this.wakeUps?.count ?? 0;
      const heads = await this.answer();
      for (const hears of present) if (this.listeners.has(hears)) hears(heads);
      if (this.wakeUps === undefined) await sleep(LOOK_MS);
      else {
        await sleep(LEAST_MS);
        await this.wakeUps.after(count, MOST_MS - LEAST_MS);
      }
    }
    this.isLooking = false;
  }

  private async answer(): Promise<Heads | null> {
    try {
      return await this.ask();
    } catch {
      return null;
    }
  }
}

async function sleep(ms: number): Promise<void> {
  await new Promise((resolve) => {
    setTimeout(resolve, ms).unref();
  });
}
