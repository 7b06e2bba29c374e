// The room for photographs.
import type { Outcome } from '../../protocol/error-code.ts';
import type { Watch } from './watch.ts';

/** What the browser said when it was asked to keep the storage for good. */
export type Persistence = 'granted' | 'refused' | 'cannotAsk';

/** The room for photographs, by our own count: estimate() is never asked. */
export type StorageView = {
  /** `low`: warn. `full`: no new photographs; text goes on. */
  state: 'ok' | 'low' | 'full';
  /** Photographs, files and signatures that the county does not have whole. */
  unsent: { materials: number; bytes: number };
  limitBytes: number;
  /** About so many more photographs may be taken. */
  photographsLeft: number;
  /** Room is kept for text that finds the storage full; false: used, or not laid down yet. */
  hasTextRoom: boolean;
  /** null: not asked yet. */
  persistence: Persistence | null;
};

/** Bytes of encrypted materials. */
export type Releasable = { materials: number; bytes: number };

export interface StorageCalls {
  watch: Watch<StorageView>;
  /** Photographs that may leave the device: safe at the county for 7 days. */
  releasable(): Promise<Outcome<Releasable>>;
  /** Lets go of them; what it gives has left. */
  release(): Promise<Outcome<Releasable>>;
  /** Keeps the browser's answer; the page asks, a worker cannot. */
  notePersistence(answer: Persistence): Promise<Outcome<null>>;
}
