import { findMeta } from './meta.ts';
import type { DeviceDatabase } from './tables.ts';
import { READER } from './versions.ts';

/**
 * Whether newer code wrote the store. Dexie opens a newer one without a word, so
 * it is looked at at every opening: another window may have brought a new version
 * while this one was open.
 */
export class StoreAge {
  readonly #db: DeviceDatabase;
  #isReopened = false;
  /**
   * Told at every opening but the first whether a device lies there. Dexie runs a
   * second listener outside the opening, where it would wait for its own end.
   */
  onReopened: ((isEnrolled: boolean) => void) | undefined;

  /** `onTooNew`: from now on nothing is read or written but what is sent. */
  constructor(db: DeviceDatabase, onTooNew: () => void) {
    this.#db = db;
    db.on(
      'ready',
      async () => {
        if (this.#isReopened)
          this.onReopened?.((await findMeta(db, 'device')) !== undefined);
        this.#isReopened = true;
        const minReader = await findMeta(db, 'minReader');
        if (minReader === undefined || minReader.reader <= READER) return;
        db.isTooNew = true;
        onTooNew();
      },
      true,
    );
  }

  get isTooNew(): boolean {
    return this.#db.isTooNew;
  }
}
