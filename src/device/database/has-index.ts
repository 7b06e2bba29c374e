import type { DeviceDatabase } from './tables.ts';

/**
 * False in a store that older code made and the worker has not upgraded yet: the
 * courier, which never upgrades one, may meet it.
 */
export function hasIndex(
  db: DeviceDatabase,
  store: 'outbox' | 'materials' | 'events',
  index: string,
): boolean {
  return db[store].schema.idxByName[index] !== undefined;
}
