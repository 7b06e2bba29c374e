import { findMeta } from './meta.ts';
import { DeviceDatabase, type DatabaseFactory } from './tables.ts';
import { READER } from './versions.ts';

/**
 * The device's database as it is, for the courier: never created, never
 * upgraded. undefined when there is none, or when its content asks for a newer
 * reader than this code.
 */
export async function openExisting(
  name: string,
  factory: DatabaseFactory,
): Promise<DeviceDatabase | undefined> {
  // Dexie without versions deletes a database that it finds missing, perhaps one
  // just being made: so the bare engine is asked first.
  if (!(await exists(name, factory.indexedDB))) return undefined;
  const db = new DeviceDatabase(name, factory, 'existing');
  try {
    await db.open();
    // Without a list of versions Dexie reads the stores from the disk, and does
    // not name them on the object.
    for (const table of db.tables) Object.assign(db, { [table.name]: table });
    const minReader = await findMeta(db, 'minReader');
    if (minReader === undefined || minReader.reader <= READER) return db;
  } catch {
    // Whatever is wrong with it, the worker tells the clerk.
  }
  db.close();
  return undefined;
}

function exists(name: string, factory: IDBFactory): Promise<boolean> {
  return new Promise((resolve) => {
    const request = factory.open(name);
    request.addEventListener('upgradeneeded', () =>
      request.transaction?.abort(),
    );
    request.addEventListener('success', () => {
      request.result.close();
      resolve(true);
    });
    request.addEventListener('error', () => resolve(false));
  });
}
