import type postgres from 'postgres';
import type { Database } from '../connect.ts';

const CHANNEL = 'feed_moved';

/** Says to every process of the county that something has happened to a case. */
export async function sayFeedMoved(
  sql: Database,
  county: string,
): Promise<void> {
  await sql`SELECT pg_notify(${CHANNEL}, ${county})`;
}

/** `heard` for as long as the pool is open; a lost connection is made anew. */
export async function hearFeedMoved(
  sql: postgres.Sql,
  county: string,
  heard: () => void,
): Promise<void> {
  await sql.listen(CHANNEL, (told) => {
    if (told === county) heard();
  });
}
