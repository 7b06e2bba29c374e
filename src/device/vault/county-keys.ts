// What the county signs: its key set and catalogues (root key), tickets (a key of
// the key set). The root is trusted because its thumbprint is in the ticket.
import {
  calculateJwkThumbprint,
  compactVerify,
  decodeProtectedHeader,
} from 'jose';
import * as v from 'valibot';
import {
  KEY_SET_TYP,
  keySetSchema,
  publicJwkSchema,
  type KeySet,
  type PublicJwk,
} from '../../protocol/keys.ts';
import { SIGN_ALG } from '../../protocol/sealed-operation.ts';
import { fromUtf8 } from '../bytes.ts';

/**
 * Claims of a compact JWS of type `typ` by `jwk`, unread; undefined when it is
 * not genuine.
 */
export async function verifyClaims(
  jws: string,
  { jwk, typ }: { jwk: PublicJwk; typ: string },
): Promise<unknown> {
  try {
    const key = await importVerifyKey(jwk);
    const { payload, protectedHeader } = await compactVerify(jws, key, {
      algorithms: [SIGN_ALG],
    });
    if (protectedHeader.typ !== typ) return undefined;
    return JSON.parse(fromUtf8(payload as Uint8Array<ArrayBuffer>)) as unknown;
  } catch {
    // Whatever is wrong with it, it is not the county's word.
    return undefined;
  }
}

/** `kid` of the header, unverified. */
export function readKid(jws: string): string | undefined {
  try {
    return decodeProtectedHeader(jws).kid;
  } catch {
    return undefined;
  }
}

/**
 * Claims that the county's root signed. The root's key stands in the header;
 * `thumbprint` (null: not pinned yet) says which root is meant.
 */
export async function verifyByRoot(
  jws: string,
  { typ, thumbprint }: { typ: string; thumbprint: string | null },
): Promise<unknown> {
  let jwk: PublicJwk;
  try {
    jwk = v.parse(publicJwkSchema, decodeProtectedHeader(jws).jwk);
  } catch {
    return undefined;
  }
  if (thumbprint !== null && (await calculateJwkThumbprint(jwk)) !== thumbprint)
    return undefined;
  return verifyClaims(jws, { jwk, typ });
}

/** The county's key set; undefined when root or signature do not fit. */
export async function verifyKeySet(
  jws: string,
  thumbprint: string | null,
): Promise<KeySet | undefined> {
  const claims = await verifyByRoot(jws, { typ: KEY_SET_TYP, thumbprint });
  const parsed = v.safeParse(keySetSchema, claims);
  return parsed.success ? parsed.output : undefined;
}

async function importVerifyKey(jwk: PublicJwk): Promise<CryptoKey> {
  return crypto.subtle.importKey(
    'jwk',
    { ...jwk },
    { name: 'ECDSA', namedCurve: 'P-256' },
    false,
    ['verify'],
  );
}
