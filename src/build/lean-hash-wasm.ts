import type { Plugin } from 'vite';

const BASE64 =
  /(var name\$?\w* = "(?:argon2|blake2b)";\nvar data\$?\w* = ")([A-Za-z0-9+/=]+)"/g;
const DECODE = 'const asm = decodeBase64(binary.data);';
/** By the library's own reader of hexadecimal digits. */
const FROM_HEX =
  'const asm = new Uint8Array(binary.data.length / 2);writeHexToUInt8(asm, binary.data);';

/**
 * The code that stretches a secret, written in hexadecimal digits: base64 hides from
 * compression what repeats in it, and makes 6.2 kB 7.3. The version is pinned; of
 * another one that is written otherwise the build says so.
 */
export function leanHashWasm(): Plugin {
  return {
    name: 'lean-hash-wasm',
    enforce: 'pre',
    transform: {
      filter: { id: /\/hash-wasm\/dist\/index\.esm\.js$/ },
      handler(code) {
        if (code.split(DECODE).length !== 2 || code.match(BASE64)?.length !== 2)
          throw new Error('hash-wasm is written otherwise');
        return code
          .replace(DECODE, FROM_HEX)
          .replace(
            BASE64,
            (_, before: string, data: string) =>
              `${before}${Buffer.from(data, 'base64').toString('hex')}"`,
          );
      },
    },
  };
}
