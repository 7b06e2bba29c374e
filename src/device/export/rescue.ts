// The way out of a store that this code cannot open: an upgrade that the browser
// breaks off for want of room leaves the old store whole, and it opens as it lies
// there. What waits in it is sealed, so no key and no upgrade is needed.
import { openExisting } from '../database/open-existing.ts';
import { StoreAge } from '../database/store-age.ts';
import type { DeviceContext } from '../device-context.ts';
import { VaultSession } from '../vault/vault-session.ts';
import { Exports } from './export-file.ts';

/** undefined: it does not open at all, or asks for a newer reader. */
export async function rescueExports(
  context: DeviceContext,
): Promise<Exports | undefined> {
  const { ports, store } = context;
  const db = await openExisting(ports.databaseName, {
    indexedDB: ports.indexedDB,
    keyRange: ports.keyRange,
  });
  if (db === undefined) return undefined;
  // As in a store of newer code: only what delivery needs is touched.
  db.isTooNew = true;
  return new Exports({
    ...context,
    store: { db, changes: store.changes },
    age: new StoreAge(db, () => undefined),
    vault: new VaultSession(),
  });
}
