// The printed unlock card of the policy `pin+card`: 128 random bits as a QR and,
// for typing, as seven groups of four. The device keeps a hash of it, to tell the
// right card from another, and the bits themselves in the worker's memory alone.
import { fromHex, sha256Hex, toUtf8, joinBytes, type Bytes } from '../bytes.ts';

const PREFIX = 'VSPCARD1:';
/** Crockford's base 32: no I, L, O or U. */
const LETTERS = '0123456789ABCDEFGHJKMNPQRSTVWXYZ';
const CARD_BYTES = 16;
const CODE_LETTERS = 26;
const CHECK_LETTERS = 2;

export type UnlockCard = {
  half: Bytes;
  /** Hexadecimal; says nothing of the half. */
  cardId: string;
};

/** Text of a new card's QR, e.g. `VSPCARD1:7K3M-…` (seven groups). */
export async function makeCardText(
  randomBytes: (count: number) => Bytes,
): Promise<string> {
  const half = randomBytes(CARD_BYTES);
  const code = encode(half) + (await checkOf(half));
  return PREFIX + (code.match(/.{4}/g) ?? []).join('-');
}

/** Reads a scanned or typed card; undefined when it is none, or mistyped. */
export async function readCard(text: string): Promise<UnlockCard | undefined> {
  const code = text
    .normalize('NFKC')
    .trim()
    .toUpperCase()
    .replace(PREFIX, '')
    .replace(/[\s-]/g, '')
    .replaceAll('O', '0')
    .replaceAll(/[IL]/g, '1');
  if (code.length !== CODE_LETTERS + CHECK_LETTERS) return undefined;
  const half = decode(code.slice(0, CODE_LETTERS));
  if (half === undefined) return undefined;
  if ((await checkOf(half)) !== code.slice(CODE_LETTERS)) return undefined;
  return { half, cardId: await hashFor('card-id/1', half) };
}

async function checkOf(half: Bytes): Promise<string> {
  const hash = fromHex(await hashFor('card-check/1', half));
  return encode(hash).slice(0, CHECK_LETTERS);
}

async function hashFor(purpose: string, half: Bytes): Promise<string> {
  return sha256Hex(joinBytes(toUtf8(`${purpose}\n`), half));
}

function encode(bytes: Bytes): string {
  let text = '';
  let held = 0;
  let bits = 0;
  for (const byte of bytes) {
    held = (held << 8) | byte;
    bits += 8;
    while (bits >= 5) {
      bits -= 5;
      text += LETTERS[(held >> bits) & 31] ?? '';
    }
    held &= (1 << bits) - 1;
  }
  return bits === 0 ? text : text + (LETTERS[(held << (5 - bits)) & 31] ?? '');
}

function decode(code: string): Bytes | undefined {
  const bytes = new Uint8Array(CARD_BYTES);
  let held = 0;
  let bits = 0;
  let count = 0;
  for (const letter of code) {
    const value = LETTERS.indexOf(letter);
    if (value < 0) return undefined;
    held = (held << 5) | value;
    bits += 5;
    if (bits < 8) continue;
    bits -= 8;
    bytes[count] = held >> bits;
    count += 1;
    held &= (1 << bits) - 1;
  }
  return count === CARD_BYTES && held === 0 ? bytes : undefined;
}
