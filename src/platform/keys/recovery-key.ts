// The recovery key opens vault escrows and nothing else. The first start makes it
// in the open, for a demo; a county puts it into the custody of three people, any
// two of whom open it together: three wraps, one for each pair of passphrases.
import { randomBytes, scryptSync } from 'node:crypto';
import { existsSync, readFileSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import {
  calculateJwkThumbprint,
  exportJWK,
  generateKeyPair,
  importJWK,
  type CryptoKey,
} from 'jose';
import * as v from 'valibot';
import { publicJwkSchema, type PublicJwk } from '../../protocol/keys.ts';
import { SEAL_ALG } from '../../protocol/sealed-operation.ts';
import { loadOrMake } from './key-files.ts';
import { openValue, sealValue } from './secret-box.ts';

const OPEN_FILE = 'recovery.json';
const CUSTODY_FILE = 'recovery-custody.json';

/** Which two of the three custodians. */
export const PAIRS = ['1+2', '1+3', '2+3'] as const;
export type Pair = (typeof PAIRS)[number];

const privateJwkSchema = v.object({
  ...publicJwkSchema.entries,
  d: v.string(),
});
type PrivateJwk = v.InferOutput<typeof privateJwkSchema>;

const wrapSchema = v.object({ salt: v.string(), sealed: v.string() });
const custodySchema = v.object({
  publicJwk: publicJwkSchema,
  wraps: v.object({ '1+2': wrapSchema, '1+3': wrapSchema, '2+3': wrapSchema }),
});

export type RecoveryKeys = { kid: string; privateKey: CryptoKey }[];

/** The public half in use: the custodians', else the one of the first start. */
export async function loadRecoveryPublic(
  directory: string,
): Promise<{ kid: string; publicJwk: PublicJwk }> {
  const publicJwk = isInCustody(directory)
    ? readCustody(directory).publicJwk
    : v.parse(publicJwkSchema, await loadOpenKey(directory));
  return { kid: await calculateJwkThumbprint(publicJwk), publicJwk };
}

/** Whether three custodians have it; before that it lies open in the folder. */
export function isInCustody(directory: string): boolean {
  return existsSync(join(directory, CUSTODY_FILE));
}

/**
 * The private keys; undefined when the two passphrases are not those of the pair.
 * Before there are custodians none are asked for.
 */
export async function openRecoveryKeys(
  directory: string,
  by: { pair: Pair; passphrases: readonly [string, string] } | undefined,
): Promise<RecoveryKeys | undefined> {
  if (!isInCustody(directory))
    return await importAll([await loadOpenKey(directory)]);
  if (by === undefined) return undefined;
  const { salt, sealed } = readCustody(directory).wraps[by.pair];
  let text: string;
  try {
    const key = stretch(by.passphrases, Buffer.from(salt, 'base64url'));
    text = Buffer.from(openValue(key, placeOf(by.pair), sealed)).toString();
  } catch {
    // AES-GCM says nothing of what was wrong.
    return undefined;
  }
  return await importAll(v.parse(v.array(privateJwkSchema), JSON.parse(text)));
}

/**
 * Makes a new recovery key in the custody of three passphrases, and takes the
 * open one of the first start with it: what was sealed to that stays recoverable,
 * and no longer for whoever reads this folder.
 */
export async function giveIntoCustody(
  directory: string,
  passphrases: readonly [string, string, string],
): Promise<void> {
  const pair = await generateKeyPair(SEAL_ALG, {
    crv: 'P-256',
    extractable: true,
  });
  const made = v.parse(privateJwkSchema, await exportJWK(pair.privateKey));
  const text = Buffer.from(
    JSON.stringify([made, await loadOpenKey(directory)]),
  );
  const [one, two, three] = passphrases;
  const wrap = (pair: Pair, phrases: readonly [string, string]) => {
    const salt = randomBytes(16);
    const key = stretch(phrases, salt);
    return {
      salt: salt.toString('base64url'),
      sealed: sealValue(key, placeOf(pair), text),
    };
  };
  await loadOrMake(directory, CUSTODY_FILE, () =>
    Promise.resolve({
      publicJwk: v.parse(publicJwkSchema, made),
      wraps: {
        '1+2': wrap('1+2', [one, two]),
        '1+3': wrap('1+3', [one, three]),
        '2+3': wrap('2+3', [two, three]),
      },
    }),
  );
  rmSync(join(directory, OPEN_FILE), { force: true });
}

async function loadOpenKey(directory: string): Promise<PrivateJwk> {
  const jwk = await loadOrMake(directory, OPEN_FILE, async () => {
    const pair = await generateKeyPair(SEAL_ALG, {
      crv: 'P-256',
      extractable: true,
    });
    return await exportJWK(pair.privateKey);
  });
  return v.parse(privateJwkSchema, jwk);
}

function readCustody(directory: string): v.InferOutput<typeof custodySchema> {
  const text = readFileSync(join(directory, CUSTODY_FILE), 'utf8');
  return v.parse(custodySchema, JSON.parse(text));
}

/** 128 MiB and about half a second a try. */
function stretch(
  passphrases: readonly [string, string],
  salt: Uint8Array,
): Uint8Array {
  const text = JSON.stringify(
    passphrases.map((phrase) => phrase.normalize('NFKC').trim()),
  );
  return scryptSync(text, salt, 32, {
    N: 2 ** 17,
    r: 8,
    p: 1,
    maxmem: 256 * 1024 * 1024,
  });
}

function placeOf(pair: Pair): string {
  return `recovery/${pair}`;
}

async function importAll(jwks: readonly PrivateJwk[]): Promise<RecoveryKeys> {
  const keys: RecoveryKeys = [];
  for (const jwk of jwks) {
    const privateKey = await importJWK(jwk, SEAL_ALG);
    if (privateKey instanceof Uint8Array) throw new Error('the recovery key');
    keys.push({ kid: await calculateJwkThumbprint(jwk), privateKey });
  }
  return keys;
}
