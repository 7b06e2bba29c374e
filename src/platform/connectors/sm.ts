// China's commercial cryptography for what goes to systems that ask for it: SM3 (GB/T
// 32905) and SM4 (GB/T 32907) by OpenSSL; of SM2 (GB/T 32918.2) OpenSSL makes the points
// and the random numbers, and what is left is arithmetic, since Node cannot tell it whose
// signature it is. A program is no certified module: where an assessment asks for one,
// it stands before the receiver, or in this file's place.
import {
  createCipheriv,
  createECDH,
  createHash,
  createHmac,
  randomBytes,
} from 'node:crypto';

/** Parameters of the recommended curve (GB/T 32918.5). */
const A = 'fffffffeffffffffffffffffffffffffffffffff00000000fffffffffffffffc';
const B = '28e9fa9e9d9f5e344d5a9e4bcf6509a7f39789f515ab8f92ddbcbd414d940e93';
const G =
  '32c4ae2c1f1981195f9904466a39c9948fe30bbff2660be1715a4589334c74c7' +
  'bc3736a2f4f6779c59bdcee36b692153d0a9877cc62a474002df32e52139f0a0';
const N = BigInt(
  '0xfffffffeffffffffffffffffffffffff7203df6b21c6052b53bbf40939d54123',
);
/** Of a signer that has agreed on no other (GM/T 0009). */
const SIGNER = '1234567812345678';

/** 32 bytes. */
export function sm3(...parts: (string | Uint8Array)[]): Buffer {
  const hash = createHash('sm3');
  for (const part of parts) hash.update(part);
  return hash.digest();
}

/** 64 hex digits, of a number that is a private key (GB/T 32918.1, 6.1). */
export function isSm2Key(text: string): boolean {
  if (!/^[0-9a-f]{64}$/.test(text)) return false;
  const d = BigInt(`0x${text}`);
  return d > 0n && d < N - 1n;
}

/** Of a private key of 64 hex digits: x and y, 128 digits. @throws when it is none. */
export function sm2PublicKey(privateKey: string): string {
  const ecdh = createECDH('SM2');
  ecdh.setPrivateKey(privateKey, 'hex');
  return ecdh.getPublicKey('hex').slice(2);
}

/**
 * Signs with SM3 and the default signer's id; r and s, 128 hex digits. `ephemeral`: for
 * the standard's own examples alone; said twice it gives the private key away.
 */
export function sm2Sign(
  privateKey: string,
  message: Uint8Array,
  ephemeral?: string,
): string {
  const d = BigInt(`0x${privateKey}`);
  const e = BigInt(`0x${sm2Digest(sm2PublicKey(privateKey), message)}`);
  for (;;) {
    const point = createECDH('SM2');
    if (ephemeral === undefined) point.generateKeys();
    else point.setPrivateKey(ephemeral, 'hex');
    const k = BigInt(`0x${point.getPrivateKey('hex')}`);
    const x = BigInt(`0x${point.getPublicKey('hex').slice(2, 66)}`);
    const r = mod(e + x);
    const s = mod(inverse(1n + d) * (k - r * d));
    if (r !== 0n && r + k !== N && s !== 0n) return hex(r) + hex(s);
  }
}

/** What is signed: SM3 over who signs, by which curve and key, and the message. */
export function sm2Digest(publicKey: string, message: Uint8Array): string {
  const bits = (SIGNER.length * 8).toString(16).padStart(4, '0');
  const id = Buffer.from(SIGNER).toString('hex');
  const z = sm3(Buffer.from(bits + id + A + B + G + publicKey, 'hex'));
  return sm3(z, message).toString('hex');
}

/**
 * Encrypts with SM4-CBC under a key that both make of the shared secret: the first 16
 * bytes of HMAC-SM3(secret, "sm4"). Gives IV and ciphertext, base64. That nobody has
 * changed them the signature over them says.
 */
export function sm4Seal(secret: string, text: string): string {
  const iv = randomBytes(16);
  const cipher = createCipheriv('sm4-cbc', sm4Key(secret), iv);
  const sealed = [iv, cipher.update(text, 'utf8'), cipher.final()];
  return Buffer.concat(sealed).toString('base64');
}

/** 16 bytes. */
export function sm4Key(secret: string): Buffer {
  return createHmac('sm3', secret).update('sm4').digest().subarray(0, 16);
}

function mod(value: bigint): bigint {
  return ((value % N) + N) % N;
}

/** By Fermat: N is a prime. */
function inverse(value: bigint): bigint {
  let power = N - 2n;
  let base = mod(value);
  let result = 1n;
  for (; power > 0n; power >>= 1n) {
    if ((power & 1n) === 1n) result = mod(result * base);
    base = mod(base * base);
  }
  return result;
}

function hex(value: bigint): string {
  return value.toString(16).padStart(64, '0');
}
