import { join } from 'node:path';
import type { S3Settings } from '../settings/material-settings.ts';
import type { MaterialStore } from './material-store.ts';
import { storeFolder } from './store-folder.ts';
import { storeS3 } from './store-s3.ts';

/**
 * Where the operator wants materials to lie. With a bucket what is new goes there; what
 * lies in the data folder, from before or put there by a restore, is read on.
 */
export function openStore(
  dataDir: string,
  bucket: S3Settings | undefined,
  clock: () => Date,
): MaterialStore {
  const folder = storeFolder(join(dataDir, 'materials'));
  return bucket === undefined
    ? folder
    : storeBeside(storeS3(bucket, clock), folder);
}

/** `main` takes what is new. */
export function storeBeside(
  main: MaterialStore,
  former: MaterialStore,
): MaterialStore {
  const { bucket } = main;
  return {
    ...(bucket === undefined
      ? {}
      : { bucket: { ...bucket, isBeside: former.has } }),
    put: main.put,
    read: async (sha256) =>
      (await former.has(sha256))
        ? await former.read(sha256)
        : await main.read(sha256),
    has: async (sha256) =>
      (await former.has(sha256)) || (await main.has(sha256)),
    remove: async (sha256) => {
      await main.remove(sha256);
      await former.remove(sha256);
    },
  };
}
