import type { Envelope } from '../../../protocol/sealed-operation.ts';
import type { Database } from '../connect.ts';

/**
 * Keeps envelopes by their hash, to be judged; a repeat changes nothing. Gives the
 * hashes of those that are new.
 */
export async function addEnvelopes(
  tx: Database,
  p: {
    county: string;
    deviceId: string;
    at: string;
    envelopes: readonly { envelopeSha256: string; envelope: Envelope }[];
  },
): Promise<string[]> {
  const rows = p.envelopes.map(({ envelopeSha256, envelope }) => ({
    hash: envelopeSha256,
    envelope,
  }));
  const added = await tx<{ hash: string }[]>`
    WITH added AS (
      INSERT INTO envelopes (county, jwe_sha256, device_id, envelope, arrived_at)
      SELECT ${p.county}, e.hash, ${p.deviceId}::uuid, e.envelope,
        ${p.at}::timestamptz
      FROM jsonb_to_recordset(${tx.json(rows)}) AS e(hash text, envelope jsonb)
      ON CONFLICT DO NOTHING
      RETURNING county, jwe_sha256, arrived_at
    ), noted AS (
      INSERT INTO unjudged_envelopes (county, jwe_sha256, arrived_at)
      SELECT county, jwe_sha256, arrived_at FROM added
    )
    SELECT jwe_sha256 AS hash FROM added`;
  return added.map(({ hash }) => hash);
}

/** They have their result. */
export async function noteJudged(
  tx: Database,
  p: { county: string; envelopes: readonly string[] },
): Promise<void> {
  await tx`
    DELETE FROM unjudged_envelopes
    WHERE county = ${p.county} AND jwe_sha256 = ANY(${[...p.envelopes]})`;
}

/**
 * Judging it took too long, `at`; it stays to be judged. Gives when it did for the first
 * time, ISO 8601.
 */
export async function noteTooSlow(
  tx: Database,
  p: { county: string; envelopeSha256: string; at: string },
): Promise<string> {
  const [row] = await tx<{ since: string }[]>`
    INSERT INTO unjudged_envelopes AS u
      (county, jwe_sha256, arrived_at, too_slow_since)
    VALUES (${p.county}, ${p.envelopeSha256}, ${p.at}, ${p.at})
    ON CONFLICT (county, jwe_sha256) DO UPDATE
    SET too_slow_since = coalesce(u.too_slow_since, EXCLUDED.too_slow_since)
    RETURNING too_slow_since AS since`;
  return row?.since ?? p.at;
}

export type Unjudged = {
  envelopeSha256: string;
  deviceId: string;
  envelope: Envelope;
  arrivedAt: string;
};

/** What was kept in that time, behind `after`, and has no result; oldest first. */
export async function readUnjudged(
  sql: Database,
  p: {
    county: string;
    after: Pick<Unjudged, 'arrivedAt' | 'envelopeSha256'>;
    before: string;
    limit: number;
  },
): Promise<Unjudged[]> {
  return await sql<Unjudged[]>`
    SELECT jwe_sha256 AS "envelopeSha256", device_id AS "deviceId", envelope,
      u.arrived_at AS "arrivedAt"
    FROM unjudged_envelopes AS u JOIN envelopes USING (county, jwe_sha256)
    WHERE county = ${p.county} AND u.arrived_at < ${p.before}
      AND (u.arrived_at, jwe_sha256) >
        (${p.after.arrivedAt}::timestamptz, ${p.after.envelopeSha256})
    ORDER BY u.arrived_at, jwe_sha256 LIMIT ${p.limit}`;
}

export type Unproven = { envelopes: number; bytes: number };

/** What a device has left that no author was proved to have made when it came. */
export async function findUnproven(
  sql: Database,
  p: { county: string; deviceId: string },
): Promise<Unproven> {
  const [row] = await sql<Unproven[]>`
    SELECT envelopes, bytes FROM unproven_envelopes
    WHERE county = ${p.county} AND device_id = ${p.deviceId}`;
  return row ?? { envelopes: 0, bytes: 0 };
}

/** Counts what a device has here that nobody is proved to have made. */
export async function addUnproven(
  tx: Database,
  p: { county: string; deviceId: string } & Unproven,
): Promise<void> {
  await tx`
    INSERT INTO unproven_envelopes AS u (county, device_id, envelopes, bytes)
    VALUES (${p.county}, ${p.deviceId}, ${p.envelopes}, ${p.bytes})
    ON CONFLICT (county, device_id) DO UPDATE
    SET envelopes = u.envelopes + EXCLUDED.envelopes,
      bytes = u.bytes + EXCLUDED.bytes`;
}

/** As it arrived; undefined: it was never stored here. */
export async function findEnvelope(
  sql: Database,
  { county, envelopeSha256 }: { county: string; envelopeSha256: string },
): Promise<Envelope | undefined> {
  const [row] = await sql<{ envelope: Envelope }[]>`
    SELECT envelope FROM envelopes
    WHERE county = ${county} AND jwe_sha256 = ${envelopeSha256}`;
  return row?.envelope;
}
