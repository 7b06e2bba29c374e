import type { PlatformContext } from '../context.ts';
import { findMaterial } from '../database/queries/materials.ts';
import { openGcm } from '../keys/secret-box.ts';
import { unwrapContentKey } from './material-keys.ts';

export type OpenedMaterial = {
  bytes: Uint8Array<ArrayBuffer>;
  /** As the operation said; the bytes are still whatever a device sent. */
  mediaType: string;
};

/**
 * A material in plain, for those who may see it; undefined when it has not
 * arrived, no opened operation cites it yet, or no cited key opens it.
 */
export async function openMaterial(
  context: PlatformContext,
  sha256: string,
): Promise<OpenedMaterial | undefined> {
  const { sql, config, store } = context;
  const row = await findMaterial(sql, { county: config.county, sha256 });
  if (row === undefined || !row.isComplete) return undefined;
  const { wrappedKey, mediaType, keyOpens } = row;
  if (wrappedKey === null || mediaType === null || keyOpens === false)
    return undefined;
  const key = unwrapContentKey(context, { sha256, wrappedKey });
  return { bytes: openGcm(key, await store.read(sha256)), mediaType };
}
