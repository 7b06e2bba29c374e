import { createHash } from 'node:crypto';
import type { Envelope } from '../../protocol/sealed-operation.ts';
import type { PlatformContext } from '../context.ts';
import { addEnvelopes } from '../database/queries/envelopes.ts';
import { transact } from '../database/transaction.ts';

export type StoredEnvelope = { envelopeSha256: string; envelope: Envelope };

/**
 * Names an envelope by all of it: by the sealed part alone a copy with other words
 * around the seal, sent first, would stand in the true one's place.
 */
function nameOf(envelope: Envelope): string {
  const { id, deviceId, seq, prev, sha256, jwe } = envelope;
  const { caseId, casePrev, seen, schema } = envelope;
  const all = [id, deviceId, seq, prev, caseId, casePrev, seen, schema];
  return createHash('sha256')
    .update(JSON.stringify(all.concat(sha256, jwe)))
    .digest('hex');
}

/**
 * The first of intake's two transactions: what arrived is kept, unopened, before
 * anything is judged, so that no fault of the judging can lose it.
 */
export async function storeEnvelopes(
  { sql, config }: PlatformContext,
  p: { deviceId: string; at: string; envelopes: readonly Envelope[] },
): Promise<(StoredEnvelope & { isNew: boolean })[]> {
  const stored = p.envelopes.map((envelope) => ({
    envelopeSha256: nameOf(envelope),
    envelope,
  }));
  const added = await transact(sql, async ({ tx }) =>
    addEnvelopes(tx, {
      county: config.county,
      deviceId: p.deviceId,
      at: p.at,
      envelopes: stored,
    }),
  );
  const fresh = new Set(added);
  return stored.map((each) => ({
    ...each,
    isNew: fresh.has(each.envelopeSha256),
  }));
}
