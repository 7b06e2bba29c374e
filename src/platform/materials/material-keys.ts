// Only the bytes say which key is right. Citing a hash proves nothing: whoever
// knows the hash of another's paper would have that paper in his own case.
import type { MaterialRef } from '../../domain/cases/papers.ts';
import type { PlatformContext } from '../context.ts';
import type { Database } from '../database/connect.ts';
import { markUnreadable } from '../database/queries/case-materials.ts';
import {
  readCitedKeys,
  type CitedKey,
} from '../database/queries/cited-keys.ts';
import {
  findMaterial,
  lockMaterial,
  saveKey,
} from '../database/queries/materials.ts';
import { openByRing } from '../keys/ring-box.ts';
import { openGcm } from '../keys/secret-box.ts';
import { stillThere } from './still-there.ts';

type Context = Pick<PlatformContext, 'keys' | 'config' | 'store'>;

/** 32 bytes. @throws when it was wrapped for another material or key. */
export function unwrapContentKey(
  { keys }: Pick<PlatformContext, 'keys'>,
  { sha256, wrappedKey }: { sha256: string; wrappedKey: string },
): Uint8Array<ArrayBuffer> {
  return openByRing(keys.secrets.material, sha256, wrappedKey);
}

/** Bytes compared; no secret hangs on how long it takes. */
export function isSameKey(one: Uint8Array, other: Uint8Array): boolean {
  return Buffer.from(one).equals(other);
}

/** Of materials that are here already, those that the cited key does not open. */
export async function findWrongKeys(
  tx: Database,
  context: Context,
  refs: readonly MaterialRef[],
): Promise<Set<string>> {
  const { county } = context.config;
  const wrong = new Set<string>();
  for (const { sha256, key: text } of refs) {
    const place = { county, sha256 };
    const found = await findMaterial(tx, place);
    const row = await stillThere({ ...context, sql: tx }, found, place);
    if (row === undefined || !row.isComplete) continue;
    const key = Buffer.from(text, 'base64url');
    // GCM can be made to open by two keys, to two pictures: the first one stays.
    const isRight =
      row.wrappedKey !== null && row.keyOpens === true
        ? isSameKey(
            key,
            unwrapContentKey(context, { sha256, wrappedKey: row.wrappedKey }),
          )
        : await doesOpen(context, sha256, key);
    if (!isRight) wrong.add(sha256);
  }
  return wrong;
}

/**
 * Finds the right one of the keys that a complete material was cited with. Cases
 * that cited another do not have the material. `bytes`: of the material, where they
 * are at hand; else they are read from the store.
 */
export async function settleKeys(
  tx: Database,
  context: Context,
  sha256: string,
  bytes?: Uint8Array,
): Promise<void> {
  const { county } = context.config;
  const row = await lockMaterial(tx, { county, sha256 });
  if (row === undefined || !row.isComplete) return;
  const { wrappedKey, mediaType, keyOpens } = row;
  if (wrappedKey === null || mediaType === null) return;
  const others = await readCitedKeys(tx, { county, sha256 });
  if (keyOpens === true && others.length === 0) return;
  const first = { wrappedKey, mediaType };
  const isFirst = keyOpens ?? (await opens(context, sha256, first, bytes));
  let right = isFirst ? first : undefined;
  for (const other of others)
    if (right === undefined && (await opens(context, sha256, other, bytes)))
      right = other;
  await saveKey(tx, {
    county,
    sha256,
    ...(right ?? first),
    opens: right !== undefined,
  });
  const isWrong = ({ wrappedKey: other }: CitedKey) =>
    right === undefined ||
    !isSameKey(
      unwrapContentKey(context, { sha256, wrappedKey: other }),
      unwrapContentKey(context, { sha256, ...right }),
    );
  await markUnreadable(tx, {
    county,
    sha256,
    of: 'these',
    operationIds: others.filter(isWrong).map(({ operationId }) => operationId),
  });
  if (!isFirst)
    await markUnreadable(tx, {
      county,
      sha256,
      of: 'others',
      operationIds: others.map(({ operationId }) => operationId),
    });
}

async function opens(
  context: Context,
  sha256: string,
  { wrappedKey }: { wrappedKey: string },
  bytes?: Uint8Array,
): Promise<boolean> {
  const key = unwrapContentKey(context, { sha256, wrappedKey });
  return await doesOpen(context, sha256, key, bytes);
}

async function doesOpen(
  { store }: Context,
  sha256: string,
  key: Uint8Array,
  known?: Uint8Array,
): Promise<boolean> {
  const bytes = known ?? (await store.read(sha256));
  try {
    openGcm(key, bytes);
    return true;
  } catch {
    return false;
  }
}
