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
import { fileName, loadRing, type RingFile } from './key-ring.ts';
import { loadRecoveryPublic } from './recovery-key.ts';

const KEY_SET_FILE = 'key-set.json';

/** A key pair; `kid` is the thumbprint of its public half (RFC 7638). */
export type CountyKey = {
  kid: string;
  privateKey: CryptoKey;
  publicJwk: PublicJwk;
};

/** A key of 32 bytes that seals single values; '' is the kid of the first. */
export type SecretKey = { kid: string; bytes: Uint8Array<ArrayBuffer> };

/** The first seals, all of them open. */
export type SecretRing = [SecretKey, ...SecretKey[]];

export type CountyKeys = {
  /** Signs the key set and the catalogue. */
  root: CountyKey;
  /** Signs enrolment tickets. */
  ticket: CountyKey;
  /** Open sealed operations; devices seal to the first. */
  intake: [IntakeKey, ...IntakeKey[]];
  /** The public half alone: the platform never opens a vault. */
  recovery: { kid: string; publicJwk: PublicJwk };
  secrets: {
    /** MACs of acknowledgements, feed items, query codes, secrets. 32 bytes. */
    mac: Uint8Array<ArrayBuffer>;
    /** Identity and account numbers in their column. */
    column: SecretRing;
    /** Session tokens and nonces. 32 bytes. */
    token: Uint8Array<ArrayBuffer>;
    /** Wraps the content keys of materials. */
    material: SecretRing;
  };
  /** What GET /api/v1/keys serves: compact JWS by the root key. */
  keySet: string;
};

/** `from`: since when devices seal to it. `file`: its file's name. */
export type IntakeKey = CountyKey & { from: Date; file: string };

export const INTAKE_RING = 'intake';
export type SecretName = 'column' | 'material';
export const secretRing = (name: SecretName) => `${name}.secret`;

/**
 * Loads the keys in `directory` that are in use at the time `now`, making those that
 * are missing, and signs the key set anew when it does not say what is there.
 */
export async function loadCountyKeys(
  directory: string,
  county: string,
  now = new Date(),
): Promise<CountyKeys> {
  const root = await loadKeyPair(directory, 'root', SIGN_ALG);
  const ticket = await loadKeyPair(directory, 'ticket', SIGN_ALG);
  const [current, ...others] = await loadRing<JWK>(directory, INTAKE_RING, {
    now,
    make: async () => await makeJwk(SEAL_ALG),
  });
  const intake: CountyKeys['intake'] = [
    await readIntakeKey(current),
    ...(await Promise.all(others.map(readIntakeKey))),
  ];
  const recovery = await loadRecoveryPublic(directory);
  return {
    root,
    ticket,
    intake,
    recovery,
    secrets: {
      mac: await loadSecret(directory, 'mac'),
      column: await loadSecretRing(directory, 'column', now),
      token: await loadSecret(directory, 'token'),
      material: await loadSecretRing(directory, 'material', now),
    },
    keySet: await loadKeySet(directory, root, (serial) => ({
      county,
      intake: intake.map(({ kid, publicJwk: jwk }) => ({ kid, jwk })),
      ticket: [{ kid: ticket.kid, jwk: ticket.publicJwk }],
      recovery: { kid: recovery.kid, jwk: recovery.publicJwk },
      serial,
      issuedAt: now.toISOString(),
    })),
  };
}

/** A key that was changed, taken away or brought back is said by the next serial. */
async function loadKeySet(
  directory: string,
  root: CountyKey,
  make: (serial: number) => KeySet,
): Promise<string> {
  const sign = async (serial: number) => ({
    keySet: await signByRoot(root, KEY_SET_TYP, make(serial)),
  });
  const kept = await loadOrMake(directory, KEY_SET_FILE, () => sign(1));
  const said = v.parse(keySetSchema, decodeJwt(kept.keySet));
  if (namesOf(said) === namesOf(make(said.serial))) return kept.keySet;
  const fresh = await sign(said.serial + 1);
  replace(directory, KEY_SET_FILE, fresh);
  return fresh.keySet;
}

function namesOf({ intake, ticket, recovery }: KeySet): string {
  const kids = [...intake, ...ticket].map(({ kid }) => kid).toSorted();
  return [recovery.kid, ...kids].join(' ');
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

/** The private half, as its file holds it. */
export async function makeJwk(alg: string): Promise<JWK> {
  const pair = await generateKeyPair(alg, { crv: 'P-256', extractable: true });
  return await exportJWK(pair.privateKey);
}

async function loadKeyPair(
  directory: string,
  name: string,
  alg: string,
): Promise<CountyKey> {
  const file = `${name}.json`;
  return await readKeyPair(
    await loadOrMake<JWK>(directory, file, () => makeJwk(alg)),
    { name, alg },
  );
}

async function readIntakeKey({
  kid,
  content,
  from,
}: RingFile<JWK>): Promise<IntakeKey> {
  const key = await readKeyPair(content, { name: INTAKE_RING, alg: SEAL_ALG });
  return { ...key, from, file: fileName(INTAKE_RING, kid) };
}

/** @throws when it is no private key of P-256. */
export async function readKeyPair(
  jwk: JWK,
  { name, alg }: { name: string; alg: string },
): Promise<CountyKey> {
  const { kty, crv, x, y, d } = jwk;
  if (kty !== 'EC' || crv !== 'P-256' || !x || !y || !d)
    throw new Error(`the ${name} key is not a P-256 key`);
  const publicJwk: PublicJwk = { kty: 'EC', crv: 'P-256', x, y };
  const privateKey = await importJWK({ ...publicJwk, d }, alg);
  if (privateKey instanceof Uint8Array) throw new Error(`the ${name} key`);
  return {
    kid: await calculateJwkThumbprint(publicJwk),
    privateKey,
    publicJwk,
  };
}

async function loadSecretRing(
  directory: string,
  name: SecretName,
  now: Date,
): Promise<SecretRing> {
  const read = ({ kid, content }: RingFile<Secret>): SecretKey => ({
    kid,
    bytes: readSecret(name, content),
  });
  const [current, ...others] = await loadRing<Secret>(
    directory,
    secretRing(name),
    { now, make: () => Promise.resolve(makeSecret()) },
  );
  return [read(current), ...others.map(read)];
}

type Secret = { secret: string };

/** 256 random bits, as a key file has them. */
export function makeSecret(): Secret {
  return { secret: base64url.encode(randomBytes(32)) };
}

async function loadSecret(
  directory: string,
  name: string,
): Promise<Uint8Array<ArrayBuffer>> {
  const file = `${name}.secret.json`;
  const make = () => Promise.resolve(makeSecret());
  return readSecret(name, await loadOrMake(directory, file, make));
}

function readSecret(name: string, { secret }: Secret): Uint8Array<ArrayBuffer> {
  const bytes = new Uint8Array(base64url.decode(secret));
  if (bytes.length !== 32) throw new Error(`the ${name} secret: 32 bytes`);
  return bytes;
}
