import { findMetas } from '../database/meta.ts';
import { read } from '../database/write.ts';
import { lockNow, type CallContext } from '../calls/call-context.ts';
import { isLeaseEnded, LEASE_ROWS } from './lease.ts';
import { takeRecovered } from './unlock.ts';
import { importAesKey } from './row-cipher.ts';
import { openSealed } from './make-keys.ts';

/**
 * Locks when the county took this device's or the unlocked clerk's access away,
 * whoever heard of it (this worker, the courier), and takes in a recovered vault
 * key at once. Gives the function that ends it.
 */
export function followAccess(context: CallContext): () => void {
  const { store, vault } = context;
  let wasEnded = false;
  const look = async (): Promise<void> => {
    const { unlocked } = vault;
    if (unlocked === undefined) return;
    const { row, meta } = await read(store, async (db) => ({
      row: await db.clerks.get(unlocked.clerk.id),
      meta: await findMetas(db, ['access', 'recovered', ...LEASE_ROWS]),
    }));
    const { access, recovered } = meta;
    const isOpen = access === undefined || access.device === 'active';
    if (row === undefined || !isOpen) {
      if (vault.unlocked === unlocked) lockNow(context);
      return;
    }
    const isEnded = await isLeaseEnded(context, meta);
    if (isEnded !== wasEnded) {
      wasEnded = isEnded;
      store.changes.announce(['cases']);
    }
    if (recovered === undefined) return;
    if (!(await takeRecovered(store, unlocked))) return;
    const keyring = unlocked.vault;
    const now = await read(store, (db) => db.clerks.get(unlocked.clerk.id));
    for (const { vaultId, jwe } of now?.formerKeys ?? []) {
      if (keyring.former?.has(vaultId) === true) continue;
      const raw = await openSealed(unlocked.wrap.key, jwe);
      (keyring.former ??= new Map()).set(vaultId, await importAesKey(raw));
      raw.fill(0);
    }
    // What could not be read a moment ago is read again.
    context.cases.clear();
    store.changes.announce(['drafts', 'cases', 'events']);
    await context.keeper.begin();
  };
  return store.changes.listen((changed) => {
    if (changed.has('clerks') || changed.has('meta'))
      void look().catch(() => undefined);
  });
}
