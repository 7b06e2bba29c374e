import type { Database } from '../connect.ts';

/**
 * Takes back what was good for a while when the database was what it is again: who signed
 * out since would be signed in, and what was used up could be used once more.
 */
export async function endWhatWasOpen(
  sql: Database,
  { county, at }: { county: string; at: Date },
): Promise<void> {
  await sql`DELETE FROM sessions WHERE county = ${county}`;
  await sql`DELETE FROM opening_links WHERE county = ${county}`;
  await sql`
    UPDATE right_requests SET used_at = ${at}
    WHERE county = ${county} AND used_at IS NULL`;
}
