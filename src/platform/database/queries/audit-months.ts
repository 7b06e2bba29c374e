import type { Database } from '../connect.ts';

/**
 * Makes the log's part of the month that begins then (UTC), unless there is one for it,
 * or lines of it lie among the others already. Gives whether it was made.
 * @throws a lock timeout (isLockTimeout), when somebody reads the log for long.
 */
export async function addAuditMonth(
  tx: Database,
  { from, until }: { from: string; until: string },
): Promise<boolean> {
  const name = `audit_${from.slice(0, 7).replace('-', '_')}`;
  // Two processes at this moment: one makes it.
  await tx`SELECT pg_advisory_xact_lock(hashtext('audit months'))`;
  const [found] = await tx<{ isTaken: boolean }[]>`
    SELECT to_regclass(${name}) IS NOT NULL
      OR EXISTS (SELECT FROM audit WHERE at >= ${from} AND at < ${until})
      OR ${from}::timestamptz < (
        SELECT (regexp_match(pg_get_expr(relpartbound, oid), 'TO \\(''([^'']+)'''))[1]::timestamptz
        FROM pg_class WHERE oid = 'audit_before_months'::regclass) AS "isTaken"`;
  if (found?.isTaken !== false) return false;
  // It wants the log for itself; while it waits for a reader, every opening of a case
  // would wait behind it.
  await tx`SELECT set_config('lock_timeout', '1s', true)`;
  // Names and bounds of a table are no parameters; these are digits.
  await tx.unsafe(
    `CREATE TABLE ${name} PARTITION OF audit FOR VALUES FROM ('${from}') TO ('${until}')`,
  );
  return true;
}
