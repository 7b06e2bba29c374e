// A leaner form inside the seal, beside version 1's and frozen as that is. The
// signed header says what the envelope says, so it is written down once; and what
// every operation has in common is in a dictionary that both ends know
// (lean-dictionary.ts).
//
// The JWE's plaintext is the author key's thumbprint (32 bytes), the signature (64
// bytes) and the payload, deflated (RFC 1951) with LEAN_DICTIONARY; its protected
// header has no `zip` and has `"lean": 1`, named in `crit`, so that who does not know
// the form refuses it. Whoever opens it writes the signed header anew from the
// envelope. Identity stays: `sha256` is of version 1's plaintext, which comes out
// again byte by byte or the hash says that it did not.
import {
  packSigned,
  SIGN_ALG,
  type Routing,
  type SignedHeader,
} from './sealed-operation.ts';

/** Of the JWE's protected header, and of what a county says that it opens. */
export const LEAN = 1;

const KID_BYTES = 32;
const SIGNATURE_BYTES = 64;

/** The signed header, its fields always in this order. */
export function signedHeader(kid: string, routing: Routing): SignedHeader {
  return {
    alg: SIGN_ALG,
    b64: false,
    crit: ['b64'],
    kid,
    id: routing.id,
    deviceId: routing.deviceId,
    seq: routing.seq,
    prev: routing.prev,
    caseId: routing.caseId,
    casePrev: routing.casePrev,
    seen: routing.seen,
    schema: routing.schema,
  };
}

export type LeanParts = {
  /** Base64url, as JWS has it; the signature too. */
  kid: string;
  signature: string;
  /** The payload, deflated. */
  deflated: Uint8Array;
};

/** undefined: thumbprint or signature are of another length than the form's. */
export function packLean(p: LeanParts): Uint8Array<ArrayBuffer> | undefined {
  const kid = fromBase64url(p.kid);
  const signature = fromBase64url(p.signature);
  if (kid.length !== KID_BYTES || signature.length !== SIGNATURE_BYTES)
    return undefined;
  const packed = new Uint8Array(
    KID_BYTES + SIGNATURE_BYTES + p.deflated.length,
  );
  packed.set(kid);
  packed.set(signature, KID_BYTES);
  packed.set(p.deflated, KID_BYTES + SIGNATURE_BYTES);
  return packed;
}

/**
 * Version 1's plaintext of what was packed, under the envelope's routing; undefined:
 * it is too short to be of the form.
 */
export function unpackLean(
  packed: Uint8Array,
  routing: Routing,
  inflate: (deflated: Uint8Array) => Uint8Array,
): Uint8Array<ArrayBuffer> | undefined {
  const head = KID_BYTES + SIGNATURE_BYTES;
  if (packed.length < head) return undefined;
  const kid = toBase64url(packed.subarray(0, KID_BYTES));
  const signature = toBase64url(packed.subarray(KID_BYTES, head));
  const header = JSON.stringify(signedHeader(kid, routing));
  return packSigned(
    toBase64url(asciiBytes(header)),
    signature,
    inflate(packed.subarray(head)),
  );
}

/** Ids, hashes and names of kinds: never anything but ASCII. */
function asciiBytes(text: string): Uint8Array {
  return Uint8Array.from(text, (character) => character.charCodeAt(0));
}

const DIGITS =
  'ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_';

function toBase64url(bytes: Uint8Array): string {
  let text = '';
  for (let at = 0; at < bytes.length; at += 3) {
    const [a = 0, b = 0, c = 0] = bytes.subarray(at, at + 3);
    const digits = [a >> 2, ((a & 3) << 4) | (b >> 4)];
    if (at + 1 < bytes.length) digits.push(((b & 15) << 2) | (c >> 6));
    if (at + 2 < bytes.length) digits.push(c & 63);
    for (const digit of digits) text += DIGITS.charAt(digit);
  }
  return text;
}

/** Empty when it is not base64url. */
function fromBase64url(text: string): Uint8Array {
  const bytes = new Uint8Array(Math.floor((text.length * 3) / 4));
  let [bits, held, at] = [0, 0, 0];
  for (const character of text) {
    const digit = DIGITS.indexOf(character);
    if (digit < 0) return new Uint8Array();
    held = ((held << 6) | digit) & 0xffff;
    bits += 6;
    if (bits < 8) continue;
    bits -= 8;
    bytes[at] = (held >> bits) & 0xff;
    at += 1;
  }
  return bytes;
}
