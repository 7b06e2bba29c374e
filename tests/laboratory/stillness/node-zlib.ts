// `node:zlib` without its threads (build.mjs puts this module in its place).
import { gunzipSync, type ZlibOptions } from 'zlib';

export * from 'zlib';

export function gunzip(
  bytes: Uint8Array,
  options: ZlibOptions,
  callback: (error: Error | null, inflated: Buffer) => void,
): void {
  try {
    const inflated = gunzipSync(bytes, options);
    process.nextTick(callback, null, inflated);
  } catch (error) {
    process.nextTick(callback, error, Buffer.alloc(0));
  }
}
