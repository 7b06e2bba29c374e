// `node:zlib` without its threads (build.mjs puts this module in its place).
import {
  deflateRawSync,
  deflateSync,
  gunzipSync,
  gzipSync,
  inflateRawSync,
  inflateSync,
  type ZlibOptions,
} from 'zlib';

export * from 'zlib';

type Input = string | Uint8Array;
type Callback = (error: Error | null, result: Buffer) => void;

function still(atOnce: (input: Input, options: ZlibOptions) => Buffer) {
  return (input: Input, options: ZlibOptions, callback: Callback): void => {
    try {
      process.nextTick(callback, null, atOnce(input, options));
    } catch (error) {
      process.nextTick(callback, error, Buffer.alloc(0));
    }
  };
}

/** The catalogue, again and again: each process compresses it anew. */
const zipped = new Map<string, Buffer>();

export const gzip = still((input, options) => {
  if (typeof input !== 'string') return gzipSync(input, options);
  const known = zipped.get(input) ?? gzipSync(input, options);
  zipped.set(input, known);
  return known;
});
export const gunzip = still(gunzipSync);
export const deflate = still(deflateSync);
export const inflate = still(inflateSync);
export const deflateRaw = still(deflateRawSync);
export const inflateRaw = still(inflateRawSync);
