// One question for all open consoles, however many there are.

export type Heads = ReadonlyMap<string, bigint>;
/** null: the question failed. */
type Hears = (heads: Heads | null) => void;

/** Seen within a second with the question that follows. */
const LOOK_MS = 600;

/** Asks for the heads of the county's feeds as long as somebody hears of them. */
export class HeadWatch {
  private readonly ask: () => Promise<Heads>;
  private readonly listeners = new Set<Hears>();
  private isLooking = false;

  constructor(ask: () => Promise<Heads>) {
    this.ask = ask;
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
      const heads = await this.answer();
      for (const hears of present) if (this.listeners.has(hears)) hears(heads);
      await sleep(LOOK_MS);
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
