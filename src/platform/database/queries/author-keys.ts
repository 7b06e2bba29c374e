import type { PublicJwk } from '../../../protocol/keys.ts';
import type { Database } from '../connect.ts';

export type AuthorKeyRow = {
  county: string;
  kid: string;
  deviceId: string;
  clerkId: string;
  clerkName: string;
  jwk: PublicJwk;
  /** The county took this clerk's access away: his work is held. */
  removedAt: string | null;
  /** It left by the station's own word: what it signed up to there stands. */
  lastSeq: number | null;
  /** Until he is let in again he reads nothing, and his work is held. */
  suspendedAt: string | null;
};

/** A key with what it may still do. */
export type FoundAuthorKey = AuthorKeyRow & {
  validUntil: string | null;
  role: 'clerk' | 'head';
  /** Key of the head who vouched; null: the county's own ticket. */
  vouchedBy: string | null;
};

/** False when the key is known already, whoever it belongs to. */
export async function addAuthorKey(
  tx: Database,
  row: Omit<AuthorKeyRow, 'removedAt' | 'lastSeq' | 'suspendedAt'> & {
    wrapJwk: PublicJwk;
    role: FoundAuthorKey['role'];
    vouchedBy: string | null;
    validFrom: Date;
    validUntil: Date | null;
  },
): Promise<boolean> {
  const rows = await tx`
    INSERT INTO author_keys (county, kid, device_id, clerk_id, clerk_name, jwk,
      wrap_jwk, role, vouched_by, valid_from, valid_until)
    VALUES (${row.county}, ${row.kid}, ${row.deviceId}, ${row.clerkId},
      ${row.clerkName}, ${tx.json(row.jwk)}, ${tx.json(row.wrapJwk)},
      ${row.role}, ${row.vouchedBy}, ${row.validFrom}, ${row.validUntil})
    ON CONFLICT DO NOTHING
    RETURNING kid`;
  return rows.length === 1;
}

/** A key past its end still verifies what was signed before. */
export async function findAuthorKey(
  sql: Database,
  { county, kid }: { county: string; kid: string },
): Promise<FoundAuthorKey | undefined> {
  const [row] = await sql<FoundAuthorKey[]>`
    SELECT ${columns(sql)} FROM author_keys
    WHERE county = ${county} AND kid = ${kid}`;
  return row;
}

/** The keys of a device's clerks, newest first. */
export async function readAuthorKeys(
  sql: Database,
  { county, deviceId }: { county: string; deviceId: string },
): Promise<(FoundAuthorKey & { wrapJwk: PublicJwk })[]> {
  return await sql<(FoundAuthorKey & { wrapJwk: PublicJwk })[]>`
    SELECT ${columns(sql)}, wrap_jwk AS "wrapJwk" FROM author_keys
    WHERE county = ${county} AND device_id = ${deviceId}
    ORDER BY valid_from DESC, kid`;
}

/**
 * Takes a clerk's keys on a device out of use, whatever the station has said of them;
 * how many they were.
 */
export async function removeAuthorKeys(
  tx: Database,
  p: { county: string; deviceId: string; clerkId: string; at: Date },
): Promise<number> {
  const rows = await tx`
    UPDATE author_keys SET removed_at = ${p.at}, last_seq = NULL,
      valid_until = least(valid_until, ${p.at})
    WHERE county = ${p.county} AND device_id = ${p.deviceId}
      AND clerk_id = ${p.clerkId}
      AND (removed_at IS NULL OR last_seq IS NOT NULL)
    RETURNING kid`;
  return rows.length;
}

/** Shuts a clerk's keys on a device out, or (`at` null) lets them in; how many. */
export async function suspendAuthorKeys(
  tx: Database,
  p: { county: string; deviceId: string; clerkId: string; at: Date | null },
): Promise<number> {
  const rows = await tx`
    UPDATE author_keys
    SET suspended_at = ${p.at === null ? null : tx`coalesce(suspended_at, ${p.at})`}
    WHERE county = ${p.county} AND device_id = ${p.deviceId}
      AND clerk_id = ${p.clerkId} AND removed_at IS NULL
    RETURNING kid`;
  return rows.length;
}

/**
 * Whether some key of a clerk at a station is shut out. One that then left by the
 * station's own word still is; one that the county took away is out for good, and says
 * nothing more.
 */
export async function hasSuspendedKey(
  sql: Database,
  p: { county: string; stationCode: string; clerkId: string },
): Promise<boolean> {
  const rows = await sql`
    SELECT FROM author_keys k
    JOIN devices d ON d.county = k.county AND d.device_id = k.device_id
    WHERE k.county = ${p.county} AND k.clerk_id = ${p.clerkId}
      AND d.station_code = ${p.stationCode} AND k.suspended_at IS NOT NULL
      AND (k.removed_at IS NULL OR k.last_seq IS NOT NULL)
    LIMIT 1`;
  return rows.length > 0;
}

/**
 * Takes a key, or all of a device's, out of use by the station's own word; whose they
 * were. What is out of use already stays as it is.
 */
export async function endAuthorKeys(
  tx: Database,
  p: {
    county: string;
    deviceId: string;
    /** null: all. */
    kid: string | null;
    lastSeq: number;
    at: Date;
  },
): Promise<string[]> {
  const rows = await tx<{ clerkId: string }[]>`
    UPDATE author_keys SET removed_at = ${p.at}, last_seq = ${p.lastSeq},
      valid_until = least(valid_until, ${p.at})
    WHERE county = ${p.county} AND device_id = ${p.deviceId}
      AND removed_at IS NULL
      AND (${p.kid}::text IS NULL OR kid = ${p.kid})
    RETURNING clerk_id AS "clerkId"`;
  return rows.map(({ clerkId }) => clerkId).sort();
}

function columns(sql: Database) {
  return sql`county, kid, device_id AS "deviceId", clerk_id AS "clerkId",
    clerk_name AS "clerkName", jwk, valid_until AS "validUntil",
    removed_at AS "removedAt", last_seq AS "lastSeq",
    suspended_at AS "suspendedAt", role, vouched_by AS "vouchedBy"`;
}
