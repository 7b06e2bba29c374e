import type { Database } from '../connect.ts';

export type EngineIdentity = {
  systemIdentifier: string;
  timeline: number;
  /** Restores noticed so far. */
  restores: number;
  /** Random, of the last one; '' before the first. */
  salt: string;
};

/** What tells one life of the database from another. */
export async function readEngineIdentity(
  sql: Database,
  county: string,
): Promise<EngineIdentity> {
  const [row] = await sql<EngineIdentity[]>`
    SELECT s.system_identifier::text AS "systemIdentifier",
      c.timeline_id AS timeline, coalesce(e.n, 0) AS restores,
      coalesce(e.epoch, '') AS salt
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
