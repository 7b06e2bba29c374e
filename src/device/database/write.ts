// The one opener of write transactions. Nothing else in the project may open one:
// what the screen calls saved has been through here.
import { Dexie, type Transaction } from 'dexie';
import type { Changes } from './changes.ts';
import { StorageError, toStorageError } from './storage-error.ts';
import type { DeviceDatabase, StoreName } from './tables.ts';

export type Store = { db: DeviceDatabase; changes: Changes };

/**
 * Runs `task` in one read-write transaction over `stores`. When it resolves, the
 * transaction is complete and the bytes are on the disk (`durability: 'strict'`;
 * a browser that cannot promise it is refused). In `task` await nothing but
 * Dexie: an IndexedDB transaction does not live across anything else.
 * @throws StorageError when the storage is full or fails; nothing is written.
 */
export async function write<T>(
  { db, changes }: Store,
  stores: readonly StoreName[],
  task: () => Promise<T>,
): Promise<T> {
  const value = await reopening(db, () =>
    db.transaction('rw', [...stores], async (transaction) => {
      refuseUnlessStrict(transaction);
      return task();
    }),
  );
  changes.announce(stores);
  return value;
}

/**
 * Runs reads, again once when the browser had closed the connection behind our
 * back.
 * @throws StorageError
 */
export async function read<T>(
  { db }: Pick<Store, 'db'>,
  task: (db: DeviceDatabase) => Promise<T>,
): Promise<T> {
  return reopening(db, () => task(db));
}

function refuseUnlessStrict(transaction: Transaction): void {
  const { durability } = transaction.idbtrans;
  if (durability !== 'strict')
    throw new StorageError('storageFailed', `durability ${durability}`);
}

/**
 * Systems close the connection of a program in the background; the handle then
 * fails at every use until it is opened anew. Nothing was written in that case,
 * so the task can run again.
 */
async function reopening<T>(
  db: DeviceDatabase,
  task: () => PromiseLike<T>,
): Promise<T> {
  try {
    return await task();
  } catch (error) {
    if (!isClosed(error)) throw toStorageError(error) ?? error;
  }
  try {
    db.close({ disableAutoOpen: false });
    await db.open();
    return await task();
  } catch (error) {
    throw toStorageError(error) ?? error;
  }
}

function isClosed(error: unknown): boolean {
  if (!(error instanceof Error)) return false;
  return (
    error instanceof Dexie.DatabaseClosedError ||
    error.name === 'InvalidStateError'
  );
}
