import type { PlatformContext } from '../context.ts';
import { findMaterial } from '../database/queries/materials.ts';
import { openGcm } from '../keys/secret-box.ts';
import { unwrapContentKey } from './material-keys.ts';
import { stillThere } from './still-there.ts';

export type OpenedMaterial = {
  bytes: Uint8Array<ArrayBuffer>;
  /** As the operation said; the bytes are still whatever a device sent. */
  mediaType: string;
};

/**
 * A material in plain, for those who may see it; undefined when it has not
 * arrived or a restore has lost it, no opened operation cites it yet, or no cited key opens it.
 */
export async function openMaterial(
  context: PlatformContext,
  sha256: string,
): Promise<OpenedMaterial | undefined> {
  const { sql, config, store } = context;
  const key = { county: config.county, sha256 };
  const row = await stillThere(context, await findMaterial(sql, key), key);
  if (row === undefined || !row.isComplete) return undefined;
  const { wrappedKey, mediaType, keyOpens } = row;
  if (wrappedKey === null || mediaType === null || keyOpens === false)
    return undefined;
  const contentKey = unwrapContentKey(context, { sha256, wrappedKey });
  return { bytes: openGcm(contentKey, await store.read(sha256)), mediaType };
}
