import { createHash } from 'node:crypto';
import {
  DIRECTORY_TYP,
  type DeviceDirectory,
} from '../../protocol/directory.ts';
import type { PlatformContext } from '../context.ts';
import { readDirectory } from '../database/queries/directory.ts';
import { signByRoot } from '../keys/county-keys.ts';

export type SignedDirectory = { jws: string; etag: string };

/**
 * The directory of the county's devices, signed; `held` once more while nothing in
 * it has changed, so that whoever asks again is told so in a few bytes.
 */
export async function signDirectory(
  { sql, config, keys, clock }: PlatformContext,
  held: SignedDirectory | undefined,
): Promise<SignedDirectory> {
  const { county } = config;
  const devices = await readDirectory(sql, { county });
  const hash = createHash('sha256').update(JSON.stringify(devices));
  const etag = `"${hash.digest('base64url')}"`;
  if (held?.etag === etag) return held;
  const directory: DeviceDirectory = {
    county,
    issuedAt: clock().toISOString(),
    devices,
  };
  return { etag, jws: await signByRoot(keys.root, DIRECTORY_TYP, directory) };
}
