// PostgreSQL's low-level backup functions (PostgreSQL documentation, 25.3.4): they
// need SQL and a copy of the files, and no program that the private engine lacks.
import type { Database } from '../connect.ts';

/** Any constant does, as long as nothing else in the database uses it. */
const BACKUP_LOCK = 422_825_002;

/**
 * One backup at a time of a database. Held by the session, so that a backup that was
 * killed holds nothing.
 */
export async function lockBackups(session: Database): Promise<boolean> {
  const [row] = await session<{ isLocked: boolean }[]>`
    SELECT pg_try_advisory_lock(${BACKUP_LOCK}) AS "isLocked"`;
  return row?.isLocked === true;
}

export type EngineOfBackup = { version: string; systemIdentifier: string };

/** Version and identity of the engine that is backed up. */
export async function readEngine(session: Database): Promise<EngineOfBackup> {
  const [row] = await session<EngineOfBackup[]>`
    SELECT current_setting('server_version') AS version,
      system_identifier::text AS "systemIdentifier"
    FROM pg_control_system()`;
  if (row === undefined) throw new Error('the engine does not know itself');
  return row;
}

/**
 * From here on the files may be copied while they are written. Gives the first file
 * of the log that the copy needs; the slot keeps it there, and goes with the session.
 */
export async function beginBaseBackup(
  session: Database,
  label: string,
): Promise<string> {
  await session`
    SELECT pg_create_physical_replication_slot('village_backup', true, true)`;
  const [row] = await session<{ firstLog: string }[]>`
    SELECT pg_walfile_name(pg_backup_start(${label}, true)) AS "firstLog"`;
  if (row === undefined) throw new Error('the engine began no backup');
  return row.firstLog;
}

export type EndedBaseBackup = {
  lastLog: string;
  /** To be written into the copy, byte for byte. */
  label: string;
};

/** The copied files with the log up to here are the database as it is now. */
export async function endBaseBackup(
  session: Database,
): Promise<EndedBaseBackup> {
  const [row] = await session<EndedBaseBackup[]>`
    SELECT pg_walfile_name(lsn) AS "lastLog", labelfile AS label
    FROM pg_backup_stop(false)`;
  if (row === undefined) throw new Error('the engine ended no backup');
  return row;
}

/** The next complete materials in the order of their hashes; '' begins. */
export async function readCompleteAfter(
  sql: Database,
  p: { county: string; after: string; limit: number },
): Promise<string[]> {
  const rows = await sql<{ sha256: string }[]>`
    SELECT sha256 FROM materials
    WHERE county = ${p.county} AND complete_at IS NOT NULL
      AND sha256 > ${p.after}
    ORDER BY sha256 LIMIT ${p.limit}`;
  return rows.map(({ sha256 }) => sha256);
}

/** All cases of the county. */
export async function countCases(
  sql: Database,
  county: string,
): Promise<number> {
  const [row] = await sql<{ cases: number }[]>`
    SELECT count(*) AS cases FROM cases WHERE county = ${county}`;
  return row?.cases ?? 0;
}
