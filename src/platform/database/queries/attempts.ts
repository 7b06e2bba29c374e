import type { Database } from '../connect.ts';

type Subject = { county: string; subject: string };

/** Lets one guess at a subject at a time, until the transaction ends. */
export async function lockSubject(
  tx: Database,
  { county, subject }: Subject,
): Promise<void> {
  await tx`
    SELECT pg_advisory_xact_lock(hashtextextended(${`${county} ${subject}`}, 0))`;
}

/** How often it was tried in vain since then. */
export async function countAttempts(
  tx: Database,
  { county, subject, since }: Subject & { since: Date },
): Promise<number> {
  const [row] = await tx<{ tries: number }[]>`
    SELECT count(*) AS tries FROM attempts
    WHERE county = ${county} AND subject = ${subject} AND at > ${since}`;
  return row?.tries ?? 0;
}

/** Writes a vain try down. */
export async function addAttempt(
  tx: Database,
  { county, subject, at }: Subject & { at: Date },
): Promise<void> {
  await tx`
    INSERT INTO attempts (county, subject, at)
    VALUES (${county}, ${subject}, ${at})`;
}
