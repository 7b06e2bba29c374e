import type { MaterialRef } from '../../domain/cases/papers.ts';

/** How each begins, in hexadecimal (ISO/IEC 10918-1, ISO/IEC 15948, ISO 32000-1). */
const BEGINNINGS: Record<MaterialRef['mediaType'], string> = {
  'image/jpeg': 'ffd8ff',
  'image/png': '89504e470d0a1a0a',
  'application/pdf': '255044462d',
};

/**
 * Whether a file begins as its sender says that it is. What stands behind that may
 * still be anything: whoever opens it is given it as a file that cannot run.
 */
export function isOfType(
  bytes: Uint8Array,
  mediaType: MaterialRef['mediaType'],
): boolean {
  return Buffer.from(bytes.subarray(0, 8))
    .toString('hex')
    .startsWith(BEGINNINGS[mediaType]);
}
