import {
  compactVerify,
  decodeProtectedHeader,
  errors,
  importJWK,
  type CryptoKey,
} from 'jose';
import * as v from 'valibot';
import type { PublicJwk } from '../../protocol/keys.ts';
import { SIGN_ALG } from '../../protocol/sealed-operation.ts';

/**
 * Verifies a compact JWS of type `typ` and reads its claims by the schema.
 * undefined: not genuine, of another type, or of another shape.
 */
export async function verifyJws<Schema extends v.GenericSchema>(
  jws: string,
  { jwk, typ, schema }: { jwk: PublicJwk; typ: string; schema: Schema },
): Promise<v.InferOutput<Schema> | undefined> {
  const key = await importPublicKey(jwk);
  if (key === undefined) return undefined;
  try {
    const { payload, protectedHeader } = await compactVerify(jws, key, {
      algorithms: [SIGN_ALG],
    });
    if (protectedHeader.typ !== typ) return undefined;
    const claims: unknown = JSON.parse(new TextDecoder().decode(payload));
    const parsed = v.safeParse(schema, claims);
    return parsed.success ? parsed.output : undefined;
  } catch (error) {
    if (error instanceof errors.JOSEError || error instanceof SyntaxError)
      return undefined;
    throw error;
  }
}

/** undefined when the coordinates are no point of P-256. */
export async function importPublicKey(
  jwk: PublicJwk,
): Promise<CryptoKey | undefined> {
  try {
    const key = await importJWK({ ...jwk }, SIGN_ALG);
    return key instanceof Uint8Array ? undefined : key;
  } catch {
    // WebCrypto says DataError, jose a TypeError: a key that is none.
    return undefined;
  }
}

/**
 * `kid` of the header, unverified; undefined when it cannot be read or is no
 * thumbprint, since whoever made it can write into it what no column can hold.
 */
export function readKid(jws: string): string | undefined {
  try {
    const { kid } = decodeProtectedHeader(jws);
    return kid !== undefined && isThumbprint(kid) ? kid : undefined;
  } catch {
    return undefined;
  }
}

/** The form of a key's thumbprint (RFC 7638): SHA-256, base64url. */
export function isThumbprint(text: string): boolean {
  return /^[\w-]{43}$/.test(text);
}
