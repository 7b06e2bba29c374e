// A batch beside the question for a session, so that a long line is not idle over its
// answer. In the place of a token the device's delivery key says whose it is:
//
//   Authorization: Proof <compact JWS ES256, typ early+jwt>
//
// over {iss: deviceId, aud: 'operations', batch: digest}. It stands for this batch and
// no other, so that heard again it does what the batch does that comes again: nothing.
// Only for a county that says that it takes them (session.ts).
import * as v from 'valibot';
import { sha256Schema } from '../domain/cases/papers.ts';
import type { OperationBatch } from './operations.ts';
import type { Envelope } from './sealed-operation.ts';
import { uuid } from '../domain/schema-parts.ts';

/** What a county says that it takes. */
export const EARLY = 1;

export const EARLY_TYP = 'early+jwt';
export const EARLY_SCHEME = 'Proof';

export const earlyClaimsSchema = v.object({
  iss: uuid,
  aud: v.literal('operations'),
  batch: sha256Schema,
});
export type EarlyClaims = v.InferOutput<typeof earlyClaimsSchema>;

/**
 * Its SHA-256 names the batch: its id and its envelopes, in their order. All of them: a
 * proof never ends, and whoever heard one would else go on for ever to put other words
 * around the same hashes.
 */
export function earlyText({ batchId, operations }: OperationBatch): string {
  return JSON.stringify([batchId, ...operations.map(fieldsOf)]);
}

function fieldsOf(envelope: Envelope): unknown[] {
  const { id, deviceId, seq, prev, caseId, casePrev } = envelope;
  const { seen, schema, sha256, jwe } = envelope;
  return [id, deviceId, seq, prev, caseId, casePrev, seen, schema, sha256, jwe];
}
