import { randomUUID } from 'node:crypto';
import * as v from 'valibot';
import type { OperationResult } from '../../protocol/operations.ts';
import {
  envelopeSchema,
  type Envelope,
} from '../../protocol/sealed-operation.ts';
import {
  TAKEN_BACK_TYP,
  takenBackSchema,
  type UnreadableAnswer,
  type UnreadableOperation,
} from '../../protocol/unreadable.ts';
import type { PlatformContext } from '../context.ts';
import { findAuthorKey } from '../database/queries/author-keys.ts';
import { findOperation } from '../database/queries/operations.ts';
import { addUnreadable } from '../database/queries/unreadable-operations.ts';
import { transact } from '../database/transaction.ts';
import { readKid, verifyJws } from '../keys/verify-jws.ts';
import type { DeviceSession } from '../session/check-token.ts';
import { isSame, repeatResult } from './apply-operation.ts';
import { invalid } from './judgement.ts';
import { openSafely } from './keep-and-open.ts';
import { takeInBatch } from './take-in-batch.ts';

/**
 * Keeps the copy of an operation that lies in the clerk's tray. Where its author
 * can be proved from it, it takes its place in the device's chain as refused, and
 * never any effect: the clerk mends it into a new one. One that had come already,
 * its answer lost, is answered by what was decided then.
 */
export async function keepUnreadable(
  context: PlatformContext,
  session: DeviceSession,
  copy: UnreadableOperation,
): Promise<UnreadableAnswer> {
  const { config, clock } = context;
  const { county } = config;
  const { deviceId } = session.device;
  const at = clock().toISOString();
  const answer = { id: copy.id, serverTime: at };
  const before = await findDecided(context, copy);
  if (before !== undefined) return { ...answer, result: before };

  const envelope = readEnvelope(copy);
  const opened =
    envelope && (await openSafely(context, envelope, session.device.deviceId));
  const isProven = opened?.ok === true;
  const takenBackBy = await readTakenBack(context, copy);
  await transact(context.sql, async ({ tx }) => {
    const kept = { ...copy, deviceId };
    await addUnreadable(tx, { county, at, copy: kept, isProven, takenBackBy });
  });
  if (envelope === undefined || !isProven) return answer;
  const batch = { batchId: randomUUID(), operations: [envelope] };
  const { results } = await takeInBatch(context, session, batch, {
    refusal: invalid(),
  });
  const [result] = results;
  // It came itself at this very moment.
  return result === undefined || result.result === 'refused'
    ? answer
    : { ...answer, result };
}

/** What was decided about it when it came itself, proven by its author. */
async function findDecided(
  { sql, config }: PlatformContext,
  { id, deviceId, sha256 }: UnreadableOperation,
): Promise<OperationResult | undefined> {
  const known = await findOperation(sql, {
    county: config.county,
    operationId: id,
  });
  return known !== undefined &&
    !known.givenUp &&
    known.authorKid !== null &&
    known.deviceId === deviceId.toLowerCase() &&
    isSame(known, { sha256 })
    ? repeatResult(known)
    : undefined;
}

/** The author key of a clerk of the device whose word it is; null: nobody's. */
async function readTakenBack(
  { sql, config }: PlatformContext,
  { id, deviceId, sha256, takenBack }: UnreadableOperation,
): Promise<string | null> {
  const kid = takenBack === undefined ? undefined : readKid(takenBack);
  if (takenBack === undefined || kid === undefined) return null;
  const author = await findAuthorKey(sql, { county: config.county, kid });
  if (author?.deviceId !== deviceId.toLowerCase()) return null;
  const word = await verifyJws(takenBack, {
    jwk: author.jwk,
    typ: TAKEN_BACK_TYP,
    schema: takenBackSchema,
  });
  return word?.operationId === id && word.sha256 === sha256 ? kid : null;
}

/** undefined when the text is none, or not of the operation it came as. */
function readEnvelope(copy: UnreadableOperation): Envelope | undefined {
  if (copy.envelope === null) return undefined;
  let json: unknown;
  try {
    json = JSON.parse(copy.envelope);
  } catch {
    return undefined;
  }
  const parsed = v.safeParse(envelopeSchema, json);
  if (!parsed.success) return undefined;
  const { id, deviceId, seq, sha256 } = parsed.output;
  const isOf =
    id === copy.id &&
    deviceId === copy.deviceId &&
    seq === copy.seq &&
    sha256 === copy.sha256;
  return isOf ? parsed.output : undefined;
}
