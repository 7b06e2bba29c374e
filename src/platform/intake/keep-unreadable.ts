import { randomUUID } from 'node:crypto';
import * as v from 'valibot';
import {
  envelopeSchema,
  type Envelope,
} from '../../protocol/sealed-operation.ts';
import type { UnreadableOperation } from '../../protocol/unreadable.ts';
import type { PlatformContext } from '../context.ts';
import {
  addUnreadable,
  dropOldUnreadable,
} from '../database/queries/unreadable-operations.ts';
import { transact } from '../database/transaction.ts';
import type { DeviceSession } from '../session/check-token.ts';
import { invalid } from './judgement.ts';
import { takeInBatch } from './take-in-batch.ts';

/**
 * Keeps the copy of an operation that lies in the clerk's tray. Where its author
 * can be proved from it, it takes its place in the device's chain as refused, and
 * never any effect: the clerk mends it into a new one.
 */
export async function keepUnreadable(
  context: PlatformContext,
  session: DeviceSession,
  copy: UnreadableOperation,
): Promise<{ id: string; serverTime: string }> {
  const { sql, config, clock } = context;
  const at = clock().toISOString();
  await transact(sql, async ({ tx }) => {
    await dropOldUnreadable(tx, { county: config.county, at });
    await addUnreadable(tx, { county: config.county, at, copy });
  });
  const envelope = readEnvelope(copy);
  if (envelope !== undefined)
    await takeInBatch(
      context,
      session,
      { batchId: randomUUID(), operations: [envelope] },
      invalid(),
    );
  return { id: copy.id, serverTime: at };
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
  const isSame =
    id === copy.id &&
    deviceId === copy.deviceId &&
    seq === copy.seq &&
    sha256 === copy.sha256;
  return isSame ? parsed.output : undefined;
}
