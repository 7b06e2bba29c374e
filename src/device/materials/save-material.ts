import type { MaterialRef } from '../../domain/cases/papers.ts';
import type { Outcome } from '../../protocol/error-code.ts';
import { sha256Hex, toBase64url } from '../bytes.ts';
import { read, write, type Store } from '../database/write.ts';
import { done, failed } from '../outcome.ts';
import type { DevicePorts } from '../ports.ts';
import { encrypt, importAesKey } from '../vault/row-cipher.ts';
import type { Taken } from './take-file.ts';

/**
 * Encrypts one material under a random key of its own and stores it. It counts as
 * saved only when it was read back with an equal hash: a row without its large
 * value is a real state of browsers' stores.
 */
export async function saveMaterial(
  store: Store,
  ports: Pick<DevicePorts, 'randomBytes' | 'clock'>,
  {
    taken,
    draftId,
    mayUseBallast,
  }: { taken: Taken; draftId: string | null; mayUseBallast: boolean },
): Promise<Outcome<MaterialRef>> {
  const rawKey = ports.randomBytes(32);
  const ciphertext = await encrypt(await importAesKey(rawKey), taken.bytes);
  const sha256 = await sha256Hex(ciphertext);
  const since = new Date(ports.clock.wallMs()).toISOString();
  const stores = ['materials', 'materialBytes'] as const;
  await write(
    store,
    stores,
    async () => {
      const { buffer } = ciphertext;
      await store.db.materialBytes.put({ sha256, ciphertext: buffer });
      await store.db.materials.put({
        sha256,
        bytes: ciphertext.length,
        state: 'draft',
        since,
        draftId,
        caseId: null,
        isBegun: false,
      });
    },
    { mayUseBallast },
  );
  if ((await readCiphertext(store, sha256)) === undefined)
    return failed('storageFailed');
  return done({
    sha256,
    key: toBase64url(rawKey),
    bytes: ciphertext.length,
    mediaType: taken.mediaType,
  });
}

/** The encrypted bytes; undefined when they are gone or damaged. */
export async function readCiphertext(
  store: Store,
  sha256: string,
): Promise<Uint8Array<ArrayBuffer> | undefined> {
  let row;
  try {
    row = await read(store, (db) => db.materialBytes.get(sha256));
  } catch {
    // A row whose large value was lost fails the reading itself.
    return undefined;
  }
  if (row === undefined) return undefined;
  const bytes = new Uint8Array(row.ciphertext);
  return (await sha256Hex(bytes)) === sha256 ? bytes : undefined;
}
