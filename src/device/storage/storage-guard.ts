// Watches over the room that is left: counts what is unsent, says early that it
// runs short, takes no new photographs before text would suffer, and lays the
// ballast down again when there is room.
import { BALLAST, findMeta } from '../database/meta.ts';
import { isFull, StorageError } from '../database/storage-error.ts';
import type { StoreAge } from '../database/store-age.ts';
import { read, type Store } from '../database/write.ts';
import type { DevicePorts } from '../ports.ts';
import { countUnsent, type Unsent } from './count-unsent.ts';
import { keepBallast } from './keep-ballast.ts';

const GB = 1024 * 1024 * 1024;

/** Unsent bytes from which the clerk is warned: thousands of photographs early. */
export const WARNING_BYTES = 1.5 * GB;
/** Unsent bytes from which no new photograph is taken; text goes on. */
export const LIMIT_BYTES = 2 * GB;

const PHOTOGRAPH_BYTES = 150 * 1024;

type Given = {
  store: Store;
  ports: Pick<DevicePorts, 'ballastBytes' | 'randomBytes'>;
  age: Pick<StoreAge, 'isTooNew'>;
};

export class StorageGuard {
  readonly #given: Given;
  readonly #listeners = new Set<() => void>();
  #unsent: Unsent = { materials: 0, bytes: 0 };
  #isCountStale = true;
  /** Saved while rows are counted, which may have seen them or not. */
  #savedMeanwhile: Unsent = { materials: 0, bytes: 0 };
  /** It had to make room for text: what is left now is for text alone. */
  #isBallastGone = false;
  /** The browser had no room for the last photograph. */
  #isRefused = false;

  constructor(given: Given) {
    this.#given = given;
    given.store.changes.listen((changed) => {
      this.#isCountStale ||= changed.has('materials');
      if (!changed.has(BALLAST)) return;
      this.#isBallastGone = true;
      this.#tell();
    });
  }

  get unsent(): Unsent {
    return this.#unsent;
  }

  /** `low`: warn. `full`: no new photographs; text goes on. */
  get state(): 'ok' | 'low' | 'full' {
    if (this.#isBallastGone || this.#isRefused) return 'full';
    if (this.#unsent.bytes >= LIMIT_BYTES) return 'full';
    return this.#unsent.bytes >= WARNING_BYTES ? 'low' : 'ok';
  }

  /** About so many more, by our own picture's goal (process-photograph.ts). */
  get photographsLeft(): number {
    const left = Math.floor(
      (LIMIT_BYTES - this.#unsent.bytes) / PHOTOGRAPH_BYTES,
    );
    return this.state === 'full' ? 0 : left;
  }

  /**
   * False past the limit, and while there is no room for the ballast, which goes
   * before photographs. A browser that refused one is asked again by trying.
   */
  async mayTakePhotograph(): Promise<boolean> {
    if (this.#unsent.bytes >= LIMIT_BYTES) return false;
    if (this.#isBallastGone) await this.look();
    return !this.#isBallastGone;
  }

  /** Calls `listener` at every change until the result is called. */
  listen(listener: () => void): () => void {
    this.#listeners.add(listener);
    return () => this.#listeners.delete(listener);
  }

  /**
   * A material was saved. All else makes the sum smaller, so that between two
   * counts it is never too low.
   */
  added(bytes: number): void {
    const one = { materials: 1, bytes };
    this.#unsent = sum(this.#unsent, one);
    this.#savedMeanwhile = sum(this.#savedMeanwhile, one);
    this.#isRefused = false;
    this.#tell();
  }

  /** Bytes have left the device: there is room again, until the browser says no. */
  released(): void {
    this.#isRefused = false;
  }

  /** The browser had no room for a photograph. */
  refused(): void {
    this.#isRefused = true;
    this.#tell();
  }

  /** Counts anew, and tries whether there is room for the ballast. */
  async look(): Promise<void> {
    const { store, ports, age } = this.#given;
    try {
      const device = await read(store, (db) => findMeta(db, 'device'));
      // Before enrolment there is nothing to keep room for.
      if (device === undefined || age.isTooNew) return;
      if (this.#isCountStale) {
        this.#isCountStale = false;
        this.#savedMeanwhile = { materials: 0, bytes: 0 };
        const counted = await countUnsent(store);
        this.#unsent = sum(counted, this.#savedMeanwhile);
      }
      this.#isBallastGone = !(await keepBallast(store, ports));
    } catch (error) {
      // Nothing was asked for by the clerk; his next save will say it.
      if (!(error instanceof StorageError)) throw error;
      this.#isBallastGone ||= isFull(error);
    }
    this.#tell();
  }

  #tell(): void {
    for (const listener of this.#listeners) listener();
  }
}

function sum(a: Unsent, b: Unsent): Unsent {
  return {
    materials: a.materials + b.materials,
    bytes: a.bytes + b.bytes,
  };
}
