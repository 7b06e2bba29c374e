// What the work weighs without the product: each form's JSON, gzipped by itself,
// neither signed nor sealed, and the photographs' bytes. Signing, sealing, headers
// and repeats all count against the product.
import { join } from 'node:path';
import { gzipSync } from 'node:zlib';
import type { Sql } from 'postgres';
import { loadCountyKeys } from '../../src/platform/keys/county-keys.ts';
import {
  unpackSigned,
  type Envelope,
} from '../../src/protocol/sealed-operation.ts';
import { openSealed } from '../support/open-sealed.ts';
import type { Line } from './links.ts';

/** IV and tag, which encryption adds to a photograph. */
const CIPHER_BYTES = 28;

export type Payload = {
  /** Forms, gzipped one by one. */
  texts: number;
  /** Photographs and signatures, plain. */
  photographs: number;
  /** The same as they are sent, encrypted. */
  sealedPhotographs: number;
};

/** Of everything that has arrived at the county. */
export async function weighPayload(
  sql: Sql,
  dataDir: string,
): Promise<Payload> {
  const [{ county } = { county: '' }] = await sql<
    { county: string }[]
  >`select county from devices`;
  const { intake } = await loadCountyKeys(join(dataDir, 'keys'), county);
  const payload: Payload = {
    texts: 0,
    photographs: 0,
    sealedPhotographs: 0,
  };
  const rows = await sql<{ envelope: Envelope }[]>`
    select envelope from envelopes where envelope->>'schema' like 'submit@%'`;
  for (const { envelope } of rows) {
    const signed = unpackSigned(
      await openSealed(envelope, intake[0].privateKey),
    );
    if (signed === undefined) throw new Error('an envelope cannot be opened');
    payload.texts += gzipSync(signed.payload).length;
  }
  const sizes = await sql<{ bytes: string; n: string }[]>`
    select coalesce(sum(bytes), 0) as bytes, count(*) as n from materials
    where complete_at is not null`;
  for (const { bytes, n } of sizes) {
    payload.sealedPhotographs = Number(bytes);
    payload.photographs = Number(bytes) - Number(n) * CIPHER_BYTES;
  }
  return payload;
}

/** Seconds that so many bytes take at the line's full width, and nothing else. */
export function limitS({ upPerS }: Line, bytes: number): number {
  return upPerS === null ? 0 : bytes / upPerS;
}
