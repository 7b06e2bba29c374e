import {
  calculateJwkThumbprint,
  decodeProtectedHeader,
  flattenedVerify,
  importJWK,
} from 'jose';
import * as v from 'valibot';
import {
  operationSchema,
  type Operation,
} from '../../../src/domain/cases/operation.ts';
import type { PublicJwk } from '../../../src/protocol/keys.ts';
import {
  unpackSigned,
  type Envelope,
} from '../../../src/protocol/sealed-operation.ts';
import { openSealed } from '../../support/open-sealed.ts';
import type { FakeCounty } from '../fake-county.ts';

/** Opens, verifies and reads one envelope; throws when anything is wrong. */
export async function openEnvelope(
  county: FakeCounty,
  envelope: Envelope,
): Promise<Operation> {
  const signed = unpackSigned(
    await openSealed(envelope, county.intake.privateKey),
  );
  if (signed === undefined) throw new Error('shape');
  const { kid } = decodeProtectedHeader(`${signed.protected}..`);
  const author = await authorOf(county, kid);
  if (author === undefined) throw new Error('an author not enrolled');
  const { protectedHeader } = await flattenedVerify(
    signed,
    await importJWK({ ...author }, 'ES256'),
    { crit: { b64: true } },
  );
  if (protectedHeader?.['id'] !== envelope.id) throw new Error('header');
  const text = new TextDecoder().decode(signed.payload);
  return v.parse(operationSchema, JSON.parse(text));
}

async function authorOf(
  county: FakeCounty,
  kid: string | undefined,
): Promise<PublicJwk | undefined> {
  for (const { authorKey } of county.enrolments)
    if ((await calculateJwkThumbprint(authorKey)) === kid) return authorKey;
  return undefined;
}
