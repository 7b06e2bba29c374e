import { calculateJwkThumbprint, CompactSign, exportJWK } from 'jose';
import * as v from 'valibot';
import { publicJwkSchema, type PublicJwk } from '../../../src/protocol/keys.ts';
import type { SavedCounty } from '../../support/store-fixture.ts';

type KeyName = 'root' | 'ticketKey' | 'intake' | 'recovery';

export type MadeKey = { kid: string; jwk: PublicJwk; privateKey: CryptoKey };
export type CountyKeys = Record<KeyName, MadeKey>;

export async function makeKeys(): Promise<CountyKeys> {
  return {
    root: await makeKey('ECDSA'),
    ticketKey: await makeKey('ECDSA'),
    intake: await makeKey('ECDH'),
    recovery: await makeKey('ECDH'),
  };
}

/** As they were when a fixture of a release was made. */
export async function savedKeys(
  saved: SavedCounty['keys'],
): Promise<CountyKeys> {
  return {
    root: await savedKey(saved, 'root'),
    ticketKey: await savedKey(saved, 'ticketKey'),
    intake: await savedKey(saved, 'intake'),
    recovery: await savedKey(saved, 'recovery'),
  };
}

async function savedKey(
  saved: SavedCounty['keys'],
  name: KeyName,
): Promise<MadeKey> {
  const { kid, jwk } = saved[name] ?? {};
  if (kid === undefined || jwk === undefined) throw new Error(name);
  const signs = name === 'root' || name === 'ticketKey';
  return {
    kid,
    jwk: v.parse(publicJwkSchema, jwk),
    privateKey: await crypto.subtle.importKey(
      'jwk',
      jwk,
      { name: signs ? 'ECDSA' : 'ECDH', namedCurve: 'P-256' },
      false,
      signs ? ['sign'] : ['deriveBits'],
    ),
  };
}

async function makeKey(kind: 'ECDSA' | 'ECDH'): Promise<MadeKey> {
  const pair = await crypto.subtle.generateKey(
    { name: kind, namedCurve: 'P-256' },
    true,
    kind === 'ECDSA' ? ['sign', 'verify'] : ['deriveBits'],
  );
  const jwk = v.parse(publicJwkSchema, await exportJWK(pair.publicKey));
  return {
    kid: await calculateJwkThumbprint(jwk),
    jwk,
    privateKey: pair.privateKey,
  };
}

export async function sign(
  { jwk, kid, privateKey }: MadeKey,
  typ: string,
  claims: unknown,
): Promise<string> {
  const header =
    typ === 'ticket+jwt' || typ === 'lease+jwt'
      ? { alg: 'ES256', typ, kid }
      : { alg: 'ES256', typ, jwk };
  return new CompactSign(new TextEncoder().encode(JSON.stringify(claims)))
    .setProtectedHeader(header)
    .sign(privateKey);
}
