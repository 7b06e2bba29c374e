import type { Database } from '../connect.ts';

type Subject = { county: string; subject: string };

/**
 * Counts one more try before anything is looked at, so that guesses made at the same
 * moment are counted too. False: it has to wait, and was not counted.
 *
 * The first `free` ones cost nothing; after them each has to wait twice as long as the
 * one before, up to a minute, which slows a guesser without shutting out the person at
 * whose login he guesses; from `lockFrom` on, an hour each.
 */
export async function beginTry(
  sql: Database,
  p: Subject & {
    now: Date;
    free: number;
    lockFrom: number;
    /** Counted anew when the last try was before. */
    forgetBefore: Date;
  },
): Promise<boolean> {
  const rows = await sql`
    INSERT INTO sign_in_tries AS t (county, subject, tries, last_at)
    VALUES (${p.county}, ${p.subject}, 1, ${p.now})
    ON CONFLICT (county, subject) DO UPDATE SET
      last_at = ${p.now},
      tries = CASE WHEN t.last_at < ${p.forgetBefore} THEN 1
        ELSE t.tries + 1 END,
      wait_until = CASE
        WHEN t.last_at < ${p.forgetBefore} OR t.tries + 1 < ${p.free} THEN NULL
        WHEN t.tries + 1 >= ${p.lockFrom}
          THEN ${p.now}::timestamptz + interval '1 hour'
        ELSE ${p.now}::timestamptz + make_interval(secs =>
          least(power(2, least(t.tries + 2 - ${p.free}, 30)), 60)) END
    WHERE t.wait_until IS NULL OR t.wait_until <= ${p.now}
    RETURNING t.tries`;
  return rows.length === 1;
}

/** Until when a subject has to wait (ISO 8601); null: it need not. */
export async function findWait(
  sql: Database,
  { county, subject }: Subject,
): Promise<string | null> {
  const [row] = await sql<{ waitUntil: string | null }[]>`
    SELECT wait_until AS "waitUntil" FROM sign_in_tries
    WHERE county = ${county} AND subject = ${subject}`;
  return row?.waitUntil ?? null;
}

/** Takes back a try that was no guess. */
export async function forgiveTry(
  sql: Database,
  { county, subject }: Subject,
): Promise<void> {
  await sql`
    UPDATE sign_in_tries SET tries = greatest(tries - 1, 0), wait_until = NULL
    WHERE county = ${county} AND subject = ${subject}`;
}

/** Begins anew: it was opened, or the county says so. */
export async function clearTries(
  sql: Database,
  { county, subject }: Subject,
): Promise<void> {
  await sql`
    DELETE FROM sign_in_tries
    WHERE county = ${county} AND subject = ${subject}`;
}
