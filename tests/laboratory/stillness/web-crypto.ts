// WebCrypto without threads: each operation is done at once by OpenSSL's
// synchronous functions, so promises settle in the order in which they were made
// and a run takes the same way each time. Keys are real CryptoKeys.
import {
  createCipheriv,
  createDecipheriv,
  createECDH,
  createHash,
  createHmac,
  diffieHellman,
  hkdfSync,
  KeyObject,
  verify,
  webcrypto,
} from 'crypto';
import { chance } from './chance.ts';
import { signP256 } from './ecdsa.ts';

const real = webcrypto.subtle;
const TAG_BYTES = 16;
const KW_IV = Buffer.alloc(8, 0xa6);

type Named = string | { name: string };
type Data = ArrayBuffer | ArrayBufferView;
type Gcm = { name: string; iv: Data; additionalData?: Data };

function nameOf(algorithm: Named): string {
  return (
    typeof algorithm === 'string' ? algorithm : algorithm.name
  ).toUpperCase();
}

function bytesOf(data: Data): Uint8Array {
  return ArrayBuffer.isView(data)
    ? new Uint8Array(data.buffer, data.byteOffset, data.byteLength)
    : new Uint8Array(data);
}

function toArrayBuffer(bytes: Uint8Array): ArrayBuffer {
  return new Uint8Array(bytes).buffer;
}

const keyObjects = new WeakMap<CryptoKey, KeyObject>();

function keyObject(key: CryptoKey): KeyObject {
  const known = keyObjects.get(key);
  if (known !== undefined) return known;
  const made = KeyObject.from(key);
  keyObjects.set(key, made);
  return made;
}

const scalars = new WeakMap<CryptoKey, Buffer>();

function scalarOf(key: CryptoKey): Buffer {
  const known = scalars.get(key);
  if (known !== undefined) return known;
  const { d = '' } = keyObject(key).export({ format: 'jwk' });
  const made = Buffer.from(d, 'base64url');
  scalars.set(key, made);
  return made;
}

/** The same catalogue is verified in every run; the answer never changes. */
const verified = new WeakMap<CryptoKey, Map<string, boolean>>();
/** Keys by what they were made from: making one is the dearest thing here. */
const imported = new Map<string, Promise<CryptoKey>>();

/**
 * Before each run: a key that is at hand comes some microtasks sooner than one
 * that is made, and a run must not depend on what its process ran before.
 */
export function forgetKeys(): void {
  imported.clear();
}

export const stillSubtle = {
  async digest(algorithm: Named, data: Data): Promise<ArrayBuffer> {
    const name = nameOf(algorithm).replace('-', '').toLowerCase();
    return toArrayBuffer(createHash(name).update(bytesOf(data)).digest());
  },

  async sign(
    algorithm: Named,
    key: CryptoKey,
    data: Data,
  ): Promise<ArrayBuffer> {
    return nameOf(algorithm) === 'HMAC'
      ? toArrayBuffer(macOf(key, data))
      : signP256(scalarOf(key), bytesOf(data)).buffer;
  },

  async verify(
    algorithm: Named,
    key: CryptoKey,
    signature: Data,
    data: Data,
  ): Promise<boolean> {
    if (nameOf(algorithm) === 'HMAC')
      return macOf(key, data).equals(bytesOf(signature));
    const of = createHash('sha256').update(bytesOf(data)).digest('base64');
    const claim = `${of} ${Buffer.from(bytesOf(signature)).toString('base64')}`;
    const known = verified.get(key)?.get(claim);
    if (known !== undefined) return known;
    const isGenuine = verify(
      'sha256',
      bytesOf(data),
      { key: keyObject(key), dsaEncoding: 'ieee-p1363' },
      bytesOf(signature),
    );
    const claims = verified.get(key) ?? new Map<string, boolean>();
    verified.set(key, claims.set(claim, isGenuine));
    return isGenuine;
  },

  async encrypt(
    { iv, additionalData }: Gcm,
    key: CryptoKey,
    data: Data,
  ): Promise<ArrayBuffer> {
    const cipher = createCipheriv('aes-256-gcm', keyObject(key), bytesOf(iv));
    if (additionalData !== undefined) cipher.setAAD(bytesOf(additionalData));
    return toArrayBuffer(
      Buffer.concat([
        cipher.update(bytesOf(data)),
        cipher.final(),
        cipher.getAuthTag(),
      ]),
    );
  },

  async decrypt(
    { iv, additionalData }: Gcm,
    key: CryptoKey,
    data: Data,
  ): Promise<ArrayBuffer> {
    try {
      const sealed = bytesOf(data);
      const end = sealed.length - TAG_BYTES;
      const cipher = createDecipheriv(
        'aes-256-gcm',
        keyObject(key),
        bytesOf(iv),
      );
      if (additionalData !== undefined) cipher.setAAD(bytesOf(additionalData));
      cipher.setAuthTag(sealed.subarray(end));
      return toArrayBuffer(
        Buffer.concat([cipher.update(sealed.subarray(0, end)), cipher.final()]),
      );
    } catch {
      throw new DOMException('not decrypted', 'OperationError');
    }
  },

  async deriveBits(
    algorithm: { name: string; public: CryptoKey },
    key: CryptoKey,
  ): Promise<ArrayBuffer> {
    return toArrayBuffer(
      diffieHellman({
        privateKey: keyObject(key),
        publicKey: keyObject(algorithm.public),
      }),
    );
  },

  /** AES-KW (RFC 3394), for the content keys of JWE. */
  async wrapKey(
    _format: 'raw',
    key: CryptoKey,
    wrappingKey: CryptoKey,
  ): Promise<ArrayBuffer> {
    const cipher = createCipheriv('aes256-wrap', keyObject(wrappingKey), KW_IV);
    const raw = keyObject(key).export();
    return toArrayBuffer(Buffer.concat([cipher.update(raw), cipher.final()]));
  },

  async unwrapKey(
    _format: 'raw',
    wrapped: Data,
    wrappingKey: CryptoKey,
    _algorithm: Named,
    keyAlgorithm: AlgorithmIdentifier,
    extractable: boolean,
    usages: KeyUsage[],
  ): Promise<CryptoKey> {
    let raw: Buffer;
    try {
      const cipher = createDecipheriv(
        'aes256-wrap',
        keyObject(wrappingKey),
        KW_IV,
      );
      raw = Buffer.concat([cipher.update(bytesOf(wrapped)), cipher.final()]);
    } catch {
      throw new DOMException('not unwrapped', 'OperationError');
    }
    return real.importKey('raw', raw, keyAlgorithm, extractable, usages);
  },

  /** HKDF to an AES key, which is all that is derived here. */
  async deriveKey(
    algorithm: { salt: Data; info: Data },
    key: CryptoKey,
    derived: { name: string; length: number },
    extractable: boolean,
    usages: KeyUsage[],
  ): Promise<CryptoKey> {
    const raw = hkdfSync(
      'sha256',
      keyObject(key),
      bytesOf(algorithm.salt),
      bytesOf(algorithm.info),
      derived.length / 8,
    );
    return real.importKey('raw', raw, derived.name, extractable, usages);
  },

  async generateKey(
    algorithm: { name: string; namedCurve?: string },
    extractable: boolean,
    usages: KeyUsage[],
  ): Promise<CryptoKeyPair> {
    const { name, namedCurve } = algorithm;
    if (namedCurve !== 'P-256') throw new Error(`no ${name} keys here`);
    const pair = createECDH('prime256v1');
    const d = Buffer.from(chance.random.bytes(32));
    d[0] = 1;
    pair.setPrivateKey(d);
    const point = pair.getPublicKey();
    const jwk = {
      kty: 'EC',
      crv: 'P-256',
      x: point.subarray(1, 33).toString('base64url'),
      y: point.subarray(33).toString('base64url'),
    };
    const kind = { name, namedCurve };
    const isAllowed = (half: string[]) =>
      usages.filter((usage) => half.includes(usage));
    return {
      publicKey: await real.importKey(
        'jwk',
        jwk,
        kind,
        true,
        isAllowed(['verify']),
      ),
      privateKey: await real.importKey(
        'jwk',
        { ...jwk, d: d.toString('base64url') },
        kind,
        extractable,
        isAllowed(['sign', 'deriveBits', 'deriveKey']),
      ),
    };
  },

  async exportKey(
    format: 'jwk' | 'pkcs8' | 'raw' | 'spki',
    key: CryptoKey,
  ): Promise<ArrayBuffer | JsonWebKey> {
    if (!key.extractable)
      throw new DOMException('not extractable', 'InvalidAccessError');
    if (format === 'pkcs8' || format === 'spki')
      return toArrayBuffer(
        keyObject(key).export({ format: 'der', type: format }),
      );
    if (format === 'raw') return toArrayBuffer(keyObject(key).export());
    return real.exportKey('jwk', key);
  },

  importKey(
    format: 'jwk' | 'pkcs8' | 'raw' | 'spki',
    data: Data | JsonWebKey,
    algorithm: AlgorithmIdentifier,
    extractable: boolean,
    usages: KeyUsage[],
  ): Promise<CryptoKey> {
    const isBytes = ArrayBuffer.isView(data) || data instanceof ArrayBuffer;
    const text = isBytes
      ? Buffer.from(bytesOf(data)).toString('base64')
      : JSON.stringify(data);
    const name = [
      format,
      text,
      JSON.stringify(algorithm),
      extractable,
      usages.join(),
    ].join(' ');
    const known = imported.get(name);
    if (known !== undefined) return known;
    const made = real.importKey(
      format as 'jwk',
      data as JsonWebKey,
      algorithm,
      extractable,
      usages,
    );
    imported.set(name, made);
    return made;
  },
};

function macOf(key: CryptoKey, data: Data): Buffer {
  return createHmac('sha256', keyObject(key)).update(bytesOf(data)).digest();
}

export const stillCrypto = {
  subtle: stillSubtle,
  getRandomValues<View extends ArrayBufferView>(view: View): View {
    const { buffer, byteOffset, byteLength } = view;
    new Uint8Array(buffer, byteOffset, byteLength).set(
      chance.random.bytes(byteLength),
    );
    return view;
  },
  randomUUID(): string {
    return randomUuid();
  },
};

/** Version 4. */
export function randomUuid(): string {
  const bytes = chance.random.bytes(16);
  bytes[6] = ((bytes[6] ?? 0) & 0x0f) | 0x40;
  bytes[8] = ((bytes[8] ?? 0) & 0x3f) | 0x80;
  const hex = Buffer.from(bytes).toString('hex');
  return hex.replace(/^(.{8})(.{4})(.{4})(.{4})/, '$1-$2-$3-$4-');
}
