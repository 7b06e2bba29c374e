import { promisify } from 'node:util';
import { gunzip } from 'node:zlib';
import type { Outcome } from '../../protocol/error-code.ts';

const gunzipAsync = promisify(gunzip);

/**
 * Inflates a whole body up to a limit. Not by DecompressionStream: that takes a
 * bomb for malformed JSON and drops the connection on bad gzip, which a device
 * would take for a bad line and try again for ever.
 */
export async function inflate(
  bytes: Uint8Array,
  maxBytes: number,
): Promise<Outcome<Uint8Array, 'payloadTooLarge' | 'badRequest'>> {
  try {
    return {
      ok: true,
      value: await gunzipAsync(bytes, { maxOutputLength: maxBytes }),
    };
  } catch (error) {
    const code = error instanceof Error && 'code' in error ? error.code : '';
    return {
      ok: false,
      code: code === 'ERR_BUFFER_TOO_LARGE' ? 'payloadTooLarge' : 'badRequest',
    };
  }
}
