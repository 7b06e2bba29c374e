// What an unlock sets going behind the clerk's work: the monthly rotation, rows
// sealed anew, former keys dropped, and a copy of the key for the county.
import { calculateJwkThumbprint } from 'jose';
import { findMeta } from '../database/meta.ts';
import { StorageError } from '../database/storage-error.ts';
import { read, write } from '../database/write.ts';
import type { DeviceContext, OpenContext } from '../device-context.ts';
import { hasEscrow, keepEscrow, makeEscrow } from './escrow.ts';
import { openVaultKeys, wipe } from './make-clerk.ts';
import { dropFormerKeys, resealRows } from './reseal-rows.ts';
import { isRotationDue, rotate } from './rotate.ts';
import { noteTime } from './lease.ts';

export class VaultKeeper {
  readonly #context: DeviceContext;
  #running: Promise<void> | undefined;
  #isStopped = false;

  constructor(context: DeviceContext) {
    this.#context = context;
  }

  /** Begins, unless it is under way; resolves when nothing is left to do now. */
  begin(): Promise<void> {
    this.#running ??= this.#keepIfStored().finally(() => {
      this.#running = undefined;
    });
    return this.#running;
  }

  async stop(): Promise<void> {
    this.#isStopped = true;
    await this.#running;
  }

  /** A full or failing storage puts it off; the clerk's own saves say so. */
  async #keepIfStored(): Promise<void> {
    try {
      await this.#keep();
    } catch (error) {
      if (!(error instanceof StorageError)) throw error;
    }
  }

  async #keep(): Promise<void> {
    const { vault, store, bootId } = this.#context;
    const { unlocked } = vault;
    if (unlocked === undefined) return;
    const open = { ...this.#context, unlocked };
    const mayGoOn = () =>
      !this.#isStopped && vault.unlocked?.vault === unlocked.vault;
    await noteTime(open);
    if (await isRotationDue(open)) await rotate(open);
    if (!mayGoOn()) return;
    await ensureEscrow(open);
    await resealRows(store, unlocked.vault, mayGoOn);
    if (mayGoOn()) await dropFormerKeys(store, bootId);
  }
}

/** A device of an older release, or a new recovery key of the county. */
async function ensureEscrow({
  store,
  files,
  unlocked,
}: OpenContext): Promise<void> {
  const keySet = (await files.keySet())?.keySet;
  const { device, clerk } = await read(store, async (db) => ({
    device: await findMeta(db, 'device'),
    clerk: await db.clerks.get(unlocked.clerk.id),
  }));
  if (keySet === undefined || device === undefined || clerk === undefined)
    return;
  const { vaultId } = device;
  const kid = await calculateJwkThumbprint(keySet.recovery.jwk);
  if (await read(store, (db) => hasEscrow(db, { vaultId, kid }))) return;
  const keys = await openVaultKeys(unlocked.wrap.key, clerk, vaultId);
  const escrow = await makeEscrow(keySet, keys[0], { isSent: false });
  wipe(keys);
  await write(store, ['meta'], () => keepEscrow(store.db, escrow));
}
