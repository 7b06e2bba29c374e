import { deflateSync } from 'fflate';
import { CompactEncrypt, FlattenedSign, importJWK } from 'jose';
import { schemaName, type Operation } from '../../domain/cases/operation.ts';
import type { KeySet, PublicJwk } from '../../protocol/keys.ts';
import { LEAN_DICTIONARY } from '../../protocol/lean-dictionary.ts';
import { LEAN, packLean, signedHeader } from '../../protocol/lean-form.ts';
import {
  packSigned,
  SEAL_ALG,
  SEAL_ENC,
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
    /** The county has said that it opens the leaner form. */
    isLean: boolean;
  },
): Promise<SealedOperation> {
  const { author, intake, isLean } = given;
  const routing: Routing = {
    ...given.routing,
    schema: schemaName(operation.kind),
  };
  const payload = toUtf8(JSON.stringify(operation));
  const { kid } = author;
  const signed = await new FlattenedSign(payload)
    .setProtectedHeader(signedHeader(kid, routing))
    .sign(author.key);
  if (signed.protected === undefined) throw new Error('no protected header');
  const { signature } = signed;
  const plaintext = packSigned(signed.protected, signature, payload);
  const lean = isLean
    ? packLean({ kid, signature, deflated: deflate(payload) })
    : undefined;
  const jwe = await new CompactEncrypt(lean ?? plaintext)
    .setProtectedHeader({
      alg: SEAL_ALG,
      enc: SEAL_ENC,
      ...(lean === undefined
        ? { zip: 'DEF' as const }
        : { lean: LEAN, crit: ['lean'] }),
      kid: intake.kid,
    })
    .encrypt(await importJWK({ ...intake.jwk }, SEAL_ALG), {
      crit: { lean: true },
    });
  const envelope = { ...routing, sha256: await sha256Hex(plaintext), jwe };
  return { envelope, payload };
}

/** No browser's own deflate takes a dictionary. */
function deflate(payload: Bytes): Uint8Array {
  return deflateSync(payload, { level: 9, dictionary: LEAN_DICTIONARY });
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
