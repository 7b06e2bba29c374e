import type { Database } from '../connect.ts';

export type Safety = {
  /** Of the last finished backup; null: none was ever told of. */
  through: string | null;
  /** Each commit waits for a second machine. */
  isReplicated: boolean;
};

/** What keeps the data besides this engine. */
export async function readSafety(
  sql: Database,
  county: string,
): Promise<Safety> {
  const [row] = await sql<Safety[]>`
    SELECT (SELECT max(through) FROM safe_marks WHERE county = ${county})
        AS through,
      current_setting('synchronous_standby_names') <> ''
        AND current_setting('synchronous_commit') IN
          ('on', 'remote_write', 'remote_apply') AS "isReplicated"`;
  if (row === undefined) throw new Error('the engine does not know itself');
  return row;
}

/** What was applied until `through` is in a backup. */
export async function addSafeMark(
  tx: Database,
  p: { county: string; through: Date; at: Date },
): Promise<void> {
  await tx`
    INSERT INTO safe_marks (county, through, at)
    VALUES (${p.county}, ${p.through}, ${p.at})
    ON CONFLICT DO NOTHING`;
}
