// The keys of one device and one clerk, made at enrolment.
import {
  calculateJwkThumbprint,
  CompactEncrypt,
  compactDecrypt,
  exportJWK,
  importJWK,
} from 'jose';
import * as v from 'valibot';
import { publicJwkSchema, type PublicJwk } from '../../protocol/keys.ts';
import { SEAL_ALG, SEAL_ENC } from '../../protocol/sealed-operation.ts';
import type { Bytes } from '../bytes.ts';

const SIGNING = { name: 'ECDSA', namedCurve: 'P-256' } as const;
const AGREEMENT = { name: 'ECDH', namedCurve: 'P-256' } as const;

/** ECDSA P-256: the author key (extractable) and the delivery key (not). */
export async function makeSigningKey(
  extractable: boolean,
): Promise<CryptoKeyPair> {
  return crypto.subtle.generateKey(SIGNING, extractable, ['sign', 'verify']);
}

/** ECDH P-256, extractable: to it the vault key is sealed. */
export async function makeWrapKey(): Promise<CryptoKeyPair> {
  return crypto.subtle.generateKey(AGREEMENT, true, ['deriveBits']);
}

/** Unencrypted: seal it before it is stored. */
export async function exportPkcs8(key: CryptoKey): Promise<Bytes> {
  return new Uint8Array(await crypto.subtle.exportKey('pkcs8', key));
}

/** For use: script cannot take it out again. */
export async function importSigningKey(pkcs8: Bytes): Promise<CryptoKey> {
  return crypto.subtle.importKey('pkcs8', pkcs8, SIGNING, false, ['sign']);
}

/** For use: script cannot take it out again. */
export async function importWrapKey(pkcs8: Bytes): Promise<CryptoKey> {
  return crypto.subtle.importKey('pkcs8', pkcs8, AGREEMENT, false, [
    'deriveBits',
  ]);
}

/** @throws ValiError when the key is not on P-256. */
export async function publicJwk(key: CryptoKey): Promise<PublicJwk> {
  return v.parse(publicJwkSchema, await exportJWK(key));
}

/** Seals a few bytes to a P-256 key: a compact JWE. */
export async function sealTo(jwk: PublicJwk, bytes: Bytes): Promise<string> {
  const key = await importJWK({ ...jwk }, SEAL_ALG);
  return new CompactEncrypt(bytes)
    .setProtectedHeader({
      alg: SEAL_ALG,
      enc: SEAL_ENC,
      kid: await calculateJwkThumbprint(jwk),
    })
    .encrypt(key);
}

/** What sealTo sealed. @throws JOSEError when the key is another one. */
export async function openSealed(key: CryptoKey, jwe: string): Promise<Bytes> {
  const { plaintext } = await compactDecrypt(jwe, key);
  return new Uint8Array(plaintext);
}
