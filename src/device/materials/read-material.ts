import type { MaterialRef } from '../../domain/cases/papers.ts';
import type { Outcome } from '../../protocol/error-code.ts';
import { fromBase64url } from '../bytes.ts';
import { read, write, type Store } from '../database/write.ts';
import { done, failed } from '../outcome.ts';
import { decrypt, importAesKey } from '../vault/row-cipher.ts';
import { readCiphertext } from './save-material.ts';

/** Opens one material; a damaged one is marked so that the screen can ask again. */
export async function readMaterial(
  store: Store,
  ref: MaterialRef,
): Promise<Outcome<Blob>> {
  const ciphertext = await readCiphertext(store, ref.sha256);
  const bytes =
    ciphertext &&
    (await decrypt(await importAesKey(fromBase64url(ref.key)), ciphertext));
  if (bytes === undefined) {
    await markDamaged(store, ref.sha256);
    return failed('materialDamaged');
  }
  return done(new Blob([bytes], { type: ref.mediaType }));
}

/** False when one of them is known to be unreadable here, or is not here. */
export async function areReadable(
  store: Store,
  refs: readonly MaterialRef[],
): Promise<boolean> {
  const rows = await read(store, (db) =>
    db.materials.bulkGet(refs.map(({ sha256 }) => sha256)),
  );
  return rows.every((row) => row !== undefined && row.state !== 'damaged');
}

/** What was sent already stays `sent`: the county has it. */
export async function markDamaged(store: Store, sha256: string): Promise<void> {
  const row = await read(store, (db) => db.materials.get(sha256));
  if (row === undefined || row.state === 'sent' || row.state === 'damaged')
    return;
  await write(store, ['materials'], async () => {
    await store.db.materials
      .where({ sha256 })
      .and(({ state }) => state !== 'sent')
      .modify({ state: 'damaged' });
  });
}
