// Room kept for text. estimate() says 10 GB whatever the disk holds, so the end of
// the room cannot be seen coming: a row of random bytes, which no file system
// makes smaller, is given up when a text finds the storage full (write.ts).
import { BALLAST, hasBallast } from '../database/meta.ts';
import { isFull, StorageError } from '../database/storage-error.ts';
import { read, write, type Store } from '../database/write.ts';
import type { DevicePorts } from '../ports.ts';

/** 16 MB: text of thousands of cases. */
export const BALLAST_BYTES = 16 * 1024 * 1024;

/** Lays the ballast down where it is missing; false: there is no room for it. */
export async function keepBallast(
  store: Store,
  ports: Pick<DevicePorts, 'ballastBytes' | 'randomBytes'>,
): Promise<boolean> {
  if (await read(store, hasBallast)) return true;
  const bytes = ports.randomBytes(ports.ballastBytes);
  try {
    await write(
      store,
      ['meta'],
      () => store.db.meta.put({ name: BALLAST, value: bytes }),
      { mayUseBallast: false },
    );
    if (await holds(store, bytes)) return true;
  } catch (error) {
    if (isFull(error)) return false;
    throw error;
  }
  // A row without its large value holds no room.
  await write(store, ['meta'], () => store.db.meta.delete(BALLAST));
  return false;
}

async function holds(store: Store, bytes: Uint8Array): Promise<boolean> {
  try {
    const row = await read(store, (db) => db.meta.get(BALLAST));
    const { value } = row ?? {};
    return (
      value instanceof Uint8Array &&
      value.length === bytes.length &&
      value.every((byte, i) => byte === bytes[i])
    );
  } catch (error) {
    // The reading itself fails where the value is gone.
    if (error instanceof StorageError) return false;
    throw error;
  }
}
