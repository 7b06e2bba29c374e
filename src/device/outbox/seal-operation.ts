import { CompactEncrypt, FlattenedSign, importJWK } from 'jose';
import { schemaName, type Operation } from '../../domain/cases/operation.ts';
import type { KeySet, PublicJwk } from '../../protocol/keys.ts';
import {
  packSigned,
  SEAL_ALG,
  SEAL_ENC,
  SIGN_ALG,
  type Envelope,
  type Routing,
} from '../../protocol/sealed-operation.ts';
import { sha256Hex, toUtf8, type Bytes } from '../bytes.ts';
import type { Unlocked } from '../vault/vault-session.ts';

export type IntakeKey = { kid: string; jwk: PublicJwk };

export type SealedOperation = { envelope: Envelope; payload: Bytes };

/**
 * Signs with the clerk's author key and seals for the county: once, and just as
 * it will lie in the outbox, go over the wire and onto a stick.
 */
export async function sealOperation(
  operation: Operation,
  given: {
    routing: Omit<Routing, 'schema'>;
    author: Unlocked['author'];
    intake: IntakeKey;
  },
): Promise<SealedOperation> {
  const { author, intake } = given;
  const routing: Routing = {
    ...given.routing,
    schema: schemaName(operation.kind),
  };
  const payload = toUtf8(JSON.stringify(operation));
  const signed = await new FlattenedSign(payload)
    .setProtectedHeader({
      alg: SIGN_ALG,
      b64: false,
      crit: ['b64'],
      kid: author.kid,
      ...routing,
    })
    .sign(author.key);
  if (signed.protected === undefined) throw new Error('no protected header');
  const plaintext = packSigned(signed.protected, signed.signature, payload);
  const jwe = await new CompactEncrypt(plaintext)
    .setProtectedHeader({
      alg: SEAL_ALG,
      enc: SEAL_ENC,
      zip: 'DEF',
      kid: intake.kid,
    })
    .encrypt(await importJWK({ ...intake.jwk }, SEAL_ALG));
  const envelope = { ...routing, sha256: await sha256Hex(plaintext), jwe };
  return { envelope, payload };
}

/** The key to seal to: the one the county named last, else the ticket's. */
export function chooseIntakeKey(
  keySet: KeySet,
  preferred: readonly (string | null)[],
): IntakeKey | undefined {
  for (const kid of preferred) {
    const key = keySet.intake.find((each) => each.kid === kid);
    if (key !== undefined) return key;
  }
  return keySet.intake[0];
}
