import type { Database } from '../connect.ts';

export type EngineIdentity = {
  systemIdentifier: string;
  timeline: number;
  /** Restores noticed so far. */
  restores: number;
  /** Random, of the last one; '' before the first. */
  salt: string;
  /** Another one after each start of the engine and each reload of the data. */
  incarnation: string;
};

/** What tells one life of the database from another. */
export async function readEngineIdentity(
  sql: Database,
  county: string,
): Promise<EngineIdentity> {
  const [row] = await sql<EngineIdentity[]>`
    SELECT s.system_identifier::text AS "systemIdentifier",
      c.timeline_id AS timeline, coalesce(e.n, 0) AS restores,
      coalesce(e.epoch, '') AS salt,
      concat_ws('/', extract(epoch FROM pg_postmaster_start_time()),
        (SELECT oid FROM pg_database WHERE datname = current_database()),
        pg_relation_filenode('operations')) AS incarnation
    FROM pg_control_system() s
    CROSS JOIN pg_control_checkpoint() c
    LEFT JOIN (
      SELECT n, epoch FROM epochs WHERE county = ${county}
      ORDER BY n DESC LIMIT 1
    ) e ON true`;
  if (row === undefined) throw new Error('the engine does not know itself');
  return row;
}

/** False when another process noticed the same restore first. */
export async function addEpoch(
  sql: Database,
  p: { county: string; n: number; salt: string; at: Date },
): Promise<boolean> {
  const rows = await sql`
    INSERT INTO epochs (county, n, epoch, began_at)
    VALUES (${p.county}, ${p.n}, ${p.salt}, ${p.at})
    ON CONFLICT DO NOTHING RETURNING n`;
  return rows.length === 1;
}

/** Names of all epochs that devices were told, as far as is known here. */
export async function readEpochNames(
  sql: Database,
  county: string,
): Promise<string[]> {
  const rows = await sql<{ name: string }[]>`
    SELECT name FROM epoch_names WHERE county = ${county}`;
  return rows.map(({ name }) => name);
}

/** False when the name is known already. */
export async function addEpochName(
  tx: Database,
  p: { county: string; name: string; isOwn: boolean; at: Date },
): Promise<boolean> {
  const rows = await tx`
    INSERT INTO epoch_names (county, name, is_own, at)
    VALUES (${p.county}, ${p.name}, ${p.isOwn}, ${p.at})
    ON CONFLICT DO NOTHING RETURNING name`;
  return rows.length === 1;
}

/** When the county last came back from a backup or a failover; null: never. */
export async function readLastRestore(
  sql: Database,
  county: string,
): Promise<string | null> {
  const [row] = await sql<{ at: string }[]>`
    SELECT max(at) AS at FROM epoch_names WHERE county = ${county} AND is_own
    HAVING count(*) > 1`;
  return row?.at ?? null;
}
