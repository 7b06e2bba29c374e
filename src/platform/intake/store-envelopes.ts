import { createHash } from 'node:crypto';
import type { Envelope } from '../../protocol/sealed-operation.ts';
import type { PlatformContext } from '../context.ts';
import { addEnvelopes } from '../database/queries/envelopes.ts';
import { transact } from '../database/transaction.ts';

export type StoredEnvelope = { jweSha256: string; envelope: Envelope };

/**
 * The first of intake's two transactions: what arrived is kept, unopened, before
 * anything is judged, so that no fault of the judging can lose it.
 */
export async function storeEnvelopes(
  { sql, config }: PlatformContext,
  p: { deviceId: string; at: string; envelopes: readonly Envelope[] },
): Promise<(StoredEnvelope & { isNew: boolean })[]> {
  const stored = p.envelopes.map((envelope) => ({
    jweSha256: createHash('sha256').update(envelope.jwe).digest('hex'),
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
    isNew: fresh.has(each.jweSha256),
  }));
}
