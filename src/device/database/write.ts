// The one opener of write transactions. Nothing else in the project may open one:
// what the screen calls saved has been through here.
import { Dexie, type Transaction } from 'dexie';
import type { Changes } from './changes.ts';
import { BALLAST, hasBallast } from './meta.ts';
import { isFull, StorageError, toStorageError } from './storage-error.ts';
import {
  DELIVERY_STORES,
  ENROLMENT_STORES,
  type DeviceDatabase,
  type StoreName,
} from './tables.ts';

export type Store = { db: DeviceDatabase; changes: Changes };

/**
 * Runs `task` in one read-write transaction over `stores`. When it resolves, the
 * transaction is complete and the bytes are on the disk (`durability: 'strict'`;
 * a browser that cannot promise it is refused). In `task` await nothing but
 * Dexie: an IndexedDB transaction does not live across anything else.
 *
 * A write that finds the storage full gives up the ballast and runs again, so
 * that text and the state of what was sent go on being saved. What is large, or
 * can be fetched again (photographs, catalogues), says `mayUseBallast: false`.
 * @throws StorageError when the storage is full or fails; nothing is written.
 */
export async function write<T>(
  { db, changes }: Store,
  stores: readonly StoreName[],
  task: () => Promise<T>,
  { mayUseBallast = true }: { mayUseBallast?: boolean } = {},
): Promise<T> {
  for (let triesLeft = mayUseBallast ? FULL_TRIES : 0; ; triesLeft -= 1) {
    try {
      const value = await commit(db, stores, task);
      changes.announce(stores);
      return value;
    } catch (error) {
      if (triesLeft === 0 || !isFull(error)) throw error;
      if (await giveUpBallast(db)) changes.announce([BALLAST]);
    }
  }
}

/**
 * A write beside this one may have given the ballast up a moment ago, or a round
 * laid it down again in the room that was made: so not once, and not only where
 * this one found it.
 */
const FULL_TRIES = 2;

async function commit<T>(
  db: DeviceDatabase,
  stores: readonly StoreName[],
  task: () => Promise<T>,
): Promise<T> {
  let idbtrans: IDBTransaction | undefined;
  try {
    return await reopening(db, () =>
      db.transaction('rw', [...stores], async (transaction) => {
        ({ idbtrans } = transaction);
        refuseUnlessStrict(transaction);
        refuseIfTooNew(db, stores);
        refuseIfGone(db, stores);
        return task();
      }),
    );
  } catch (error) {
    // Which request fails first, and with which name, differs by browser; the
    // transaction itself always says why it was aborted.
    if (idbtrans?.error?.name === 'QuotaExceededError')
      throw new StorageError('storageFull', error);
    throw error;
  }
}

/**
 * Makes the room that the ballast held; false when there was none. To delete is
 * allowed in a full storage.
 */
async function giveUpBallast(db: DeviceDatabase): Promise<boolean> {
  return commit(db, ['meta'], async () => {
    const hadIt = await hasBallast(db);
    await db.meta.delete(BALLAST);
    return hadIt;
  });
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

/** Looked at here too: the store may have been opened anew a moment ago. */
function refuseIfTooNew(
  db: DeviceDatabase,
  stores: readonly StoreName[],
): void {
  if (db.isTooNew && !stores.every((name) => DELIVERY_STORES.has(name)))
    throw new StorageError('storageFailed', 'newer code wrote the store');
}

/** Whoever began before it was taken away may still hold keys of that time. */
function refuseIfGone(db: DeviceDatabase, stores: readonly StoreName[]): void {
  if (db.isGone && !stores.every((name) => ENROLMENT_STORES.has(name)))
    throw new StorageError('storageFailed', 'the store was taken away');
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
