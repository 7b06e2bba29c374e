// The county's own keys. The first start makes them all in the data folder, which
// is right for a demo; a county keeps root and recovery key offline.
import { randomBytes } from 'node:crypto';
import {
  base64url,
  calculateJwkThumbprint,
  CompactSign,
  decodeJwt,
  exportJWK,
  generateKeyPair,
  importJWK,
  type JWK,
} from 'jose';
import * as v from 'valibot';
import {
  KEY_SET_TYP,
  keySetSchema,
  type KeySet,
  type PublicJwk,
} from '../../protocol/keys.ts';
import { SEAL_ALG, SIGN_ALG } from '../../protocol/sealed-operation.ts';
import { loadOrMake, replace } from './key-files.ts';
import { loadRecoveryPublic } from './recovery-key.ts';

const KEY_SET_FILE = 'key-set.json';

/** A key pair; `kid` is the thumbprint of its public half (RFC 7638). */
export type CountyKey = {
  kid: string;
  privateKey: CryptoKey;
  publicJwk: PublicJwk;
};

export type CountyKeys = {
  /** Signs the key set and the catalogue. */
  root: CountyKey;
  /** Signs enrolment tickets. */
  ticket: CountyKey;
  /** Open sealed operations, newest first; devices seal to the first. */
  intake: [CountyKey, ...CountyKey[]];
  /** The public half alone: the platform never opens a vault. */
  recovery: { kid: string; publicJwk: PublicJwk };
  /** 32 bytes each. */
  secrets: {
    /** MACs of acknowledgements, feed items, query codes, secrets. */
    mac: Uint8Array<ArrayBuffer>;
    /** Identity and account numbers in their column. */
    column: Uint8Array<ArrayBuffer>;
    /** Session tokens and nonces. */
    token: Uint8Array<ArrayBuffer>;
    /** Wraps the content keys of materials. */
    material: Uint8Array<ArrayBuffer>;
  };
  /** What GET /api/v1/keys serves: compact JWS by the root key. */
  keySet: string;
};

/** Loads the keys in `directory`, making those that are missing, at the time `now`. */
export async function loadCountyKeys(
  directory: string,
  county: string,
  now = new Date(),
): Promise<CountyKeys> {
  const root = await loadKeyPair(directory, 'root', SIGN_ALG);
  const ticket = await loadKeyPair(directory, 'ticket', SIGN_ALG);
  const intake = await loadKeyPair(directory, 'intake', SEAL_ALG);
  const recovery = await loadRecoveryPublic(directory);
  const { keySet } = await loadOrMake(directory, KEY_SET_FILE, async () => ({
    keySet: await signKeySet(root, {
      county,
      intake: [{ kid: intake.kid, jwk: intake.publicJwk }],
      ticket: [{ kid: ticket.kid, jwk: ticket.publicJwk }],
      recovery: { kid: recovery.kid, jwk: recovery.publicJwk },
      serial: 1,
      issuedAt: now.toISOString(),
    }),
  }));
  return {
    root,
    ticket,
    intake: [intake],
    recovery,
    secrets: {
      mac: await loadSecret(directory, 'mac'),
      column: await loadSecret(directory, 'column'),
      token: await loadSecret(directory, 'token'),
      material: await loadSecret(directory, 'material'),
    },
    keySet,
  };
}

/** Signs the key set anew after a key was changed, with the next serial. */
export async function renewKeySet(
  directory: string,
  county: string,
): Promise<CountyKeys> {
  const keys = await loadCountyKeys(directory, county);
  const { kid, publicJwk: jwk } = keys.recovery;
  const before = v.parse(keySetSchema, decodeJwt(keys.keySet));
  replace(directory, KEY_SET_FILE, {
    keySet: await signKeySet(keys.root, {
      ...before,
      recovery: { kid, jwk },
      serial: before.serial + 1,
      issuedAt: new Date().toISOString(),
    }),
  });
  return await loadCountyKeys(directory, county);
}

async function signKeySet(root: CountyKey, keySet: KeySet): Promise<string> {
  return await signByRoot(root, KEY_SET_TYP, keySet);
}

/** Compact JWS whose header carries the root's public key. */
export async function signByRoot(
  root: CountyKey,
  typ: string,
  content: unknown,
): Promise<string> {
  return await new CompactSign(
    new TextEncoder().encode(JSON.stringify(content)),
  )
    .setProtectedHeader({
      alg: SIGN_ALG,
      typ,
      kid: root.kid,
      jwk: root.publicJwk,
    })
    .sign(root.privateKey);
}

async function loadKeyPair(
  directory: string,
  name: string,
  alg: string,
): Promise<CountyKey> {
  const jwk = await loadOrMake<JWK>(directory, `${name}.json`, async () => {
    const pair = await generateKeyPair(alg, {
      crv: 'P-256',
      extractable: true,
    });
    return await exportJWK(pair.privateKey);
  });
  const { x, y } = jwk;
  if (jwk.kty !== 'EC' || jwk.crv !== 'P-256' || !x || !y)
    throw new Error(`the ${name} key is not a P-256 key`);
  const publicJwk: PublicJwk = { kty: 'EC', crv: 'P-256', x, y };
  const privateKey = await importJWK(jwk, alg);
  if (privateKey instanceof Uint8Array) throw new Error(`the ${name} key`);
  return {
    kid: await calculateJwkThumbprint(publicJwk),
    privateKey,
    publicJwk,
  };
}

async function loadSecret(
  directory: string,
  name: string,
): Promise<Uint8Array<ArrayBuffer>> {
  const { secret } = await loadOrMake(
    directory,
    `${name}.secret.json`,
    async () => ({ secret: base64url.encode(randomBytes(32)) }),
  );
  const bytes = new Uint8Array(base64url.decode(secret));
  if (bytes.length !== 32) throw new Error(`the ${name} secret: 32 bytes`);
  return bytes;
}
