// Processes on one database wake each other when a feed has moved. Nothing hangs on it:
// whoever is woken looks, and looks from time to time all the same, so a wake-up may be
// lost, as with a pooler that lets no connection listen.
import type postgres from 'postgres';
import type { PlatformContext } from '../context.ts';
import { hearFeedMoved, sayFeedMoved } from '../database/queries/wake-ups.ts';
import { describeError } from '../describe-error.ts';

/** What happens within is told at once: a commit that tells holds up all others. */
const GATHERED_MS = 50;

const telling = new WeakMap<postgres.Sql, Set<string>>();

/** Tells all processes after a commit, soon; it never fails and nobody waits for it. */
export function tellFeedMoved(sql: postgres.Sql, county: string): void {
  const waiting = telling.get(sql);
  if (waiting !== undefined) {
    waiting.add(county);
    return;
  }
  const counties = new Set([county]);
  telling.set(sql, counties);
  const tell = () => {
    telling.delete(sql);
    for (const each of counties) sayFeedMoved(sql, each).catch(() => undefined);
  };
  setTimeout(tell, GATHERED_MS).unref();
}

export class WakeUps {
  #count = 0;
  readonly #waiting = new Set<() => void>();

  /** How often it was woken so far. */
  get count(): number {
    return this.#count;
  }

  wake(): void {
    this.#count += 1;
    for (const resolve of this.#waiting) resolve();
    this.#waiting.clear();
  }

  /** Resolves when it was woken more than `count` times, or when the time is up. */
  async after(count: number, withinMs: number): Promise<void> {
    if (this.#count > count) return;
    await new Promise<void>((resolve) => {
      const timer = setTimeout(done, withinMs);
      timer.unref();
      const waiting = this.#waiting;
      function done(): void {
        clearTimeout(timer);
        waiting.delete(done);
        resolve();
      }
      waiting.add(done);
    });
  }
}

/** Those of this county from all its processes; undefined: nobody can listen here. */
export async function hearWakeUps({
  sql,
  config,
  log,
}: Pick<PlatformContext, 'sql' | 'config' | 'log'>): Promise<
  WakeUps | undefined
> {
  const wakeUps = new WakeUps();
  try {
    await hearFeedMoved(sql, config.county, () => wakeUps.wake());
    return wakeUps;
  } catch (error) {
    log.warn(describeError(error), 'no wake-ups');
    return undefined;
  }
}
