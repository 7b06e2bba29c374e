import type { Envelope } from '../../../protocol/sealed-operation.ts';
import type { Database } from '../connect.ts';

/** Keeps envelopes by the hash of what is sealed; a repeat changes nothing. */
export async function addEnvelopes(
  tx: Database,
  p: {
    county: string;
    deviceId: string;
    at: string;
    envelopes: readonly { jweSha256: string; envelope: Envelope }[];
  },
): Promise<void> {
  const rows = p.envelopes.map(({ jweSha256, envelope }) => ({
    hash: jweSha256,
    envelope,
  }));
  await tx`
    INSERT INTO envelopes (county, jwe_sha256, device_id, envelope, arrived_at)
    SELECT ${p.county}, e.hash, ${p.deviceId}::uuid, e.envelope,
      ${p.at}::timestamptz
    FROM jsonb_to_recordset(${tx.json(rows)}) AS e(hash text, envelope jsonb)
    ON CONFLICT DO NOTHING`;
}

/** As it arrived; undefined: it was never stored here. */
export async function findEnvelope(
  sql: Database,
  { county, jweSha256 }: { county: string; jweSha256: string },
): Promise<Envelope | undefined> {
  const [row] = await sql<{ envelope: Envelope }[]>`
    SELECT envelope FROM envelopes
    WHERE county = ${county} AND jwe_sha256 = ${jweSha256}`;
  return row?.envelope;
}
