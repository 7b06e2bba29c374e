// ECDSA on P-256 without chance, in the manner of RFC 6979: the nonce is a MAC of
// the hash under the key. With the usual random nonce no two runs of a seed would
// have the same bytes. The point comes from OpenSSL, the rest is arithmetic.
import { createECDH, createHash, createHmac } from 'crypto';

const ORDER =
  0xffffffff00000000ffffffffffffffffbce6faada7179e84f3b9cac2fc632551n;

/** r ‖ s, 64 bytes, as WebCrypto gives it. `d` is the private scalar. */
export function signP256(
  d: Buffer,
  message: Uint8Array,
): Uint8Array<ArrayBuffer> {
  const hash = createHash('sha256').update(message).digest();
  const z = toNumber(hash);
  for (let i = 0; ; i += 1) {
    const nonce = createHmac('sha256', d)
      .update(hash)
      .update(Buffer.from([i]))
      .digest();
    const k = toNumber(nonce) % ORDER;
    if (k === 0n) continue;
    const point = createECDH('prime256v1');
    point.setPrivateKey(toBytes(k));
    const r = toNumber(point.getPublicKey().subarray(1, 33)) % ORDER;
    const s = (inverse(k) * (z + r * toNumber(d))) % ORDER;
    if (r === 0n || s === 0n) continue;
    return new Uint8Array(Buffer.concat([toBytes(r), toBytes(s)]));
  }
}

function toNumber(bytes: Uint8Array): bigint {
  return BigInt(`0x${Buffer.from(bytes).toString('hex')}`);
}

function toBytes(value: bigint): Buffer {
  return Buffer.from(value.toString(16).padStart(64, '0'), 'hex');
}

/** Modulo the order, by Euclid's extended algorithm. */
function inverse(value: bigint): bigint {
  let [r0, r1] = [ORDER, value];
  let [t0, t1] = [0n, 1n];
  while (r1 !== 0n) {
    const quotient = r0 / r1;
    [r0, r1] = [r1, r0 - quotient * r1];
    [t0, t1] = [t1, t0 - quotient * t1];
  }
  return ((t0 % ORDER) + ORDER) % ORDER;
}
