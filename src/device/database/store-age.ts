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

  /** `onTooNew`: from now on nothing is read or written but what is sent. */
  constructor(db: DeviceDatabase, onTooNew: () => void) {
    this.#db = db;
    db.on(
      'ready',
      async () => {
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
