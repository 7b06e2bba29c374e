import { read, type Store } from '../database/write.ts';
import type { MaterialRow } from '../database/tables.ts';

/** Photographs, files and signatures that the county does not have whole. */
export type Unsent = { materials: number; bytes: number };

const UNSENT_STATES = [
  'draft',
  'removed',
  'pending',
] as const satisfies MaterialRow['state'][];

/**
 * Our own count of bytes, from an index alone: no row is loaded, and the
 * browser's estimate() is never asked.
 */
export async function countUnsent(store: Store): Promise<Unsent> {
  return read(store, async (db) => {
    const unsent: Unsent = { materials: 0, bytes: 0 };
    for (const state of UNSENT_STATES)
      await db.materials
        .where('[state+bytes]')
        .between([state, 0], [state, Infinity])
        .eachKey((key) => {
          const [, bytes] = key as unknown as [string, number];
          unsent.materials += 1;
          unsent.bytes += bytes;
        });
    return unsent;
  });
}
