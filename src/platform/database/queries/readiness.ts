import type { Database } from '../connect.ts';

/** Whether the database answers at all; never throws. */
export async function canAnswer(sql: Database): Promise<boolean> {
  try {
    await sql`SELECT 1`;
    return true;
  } catch {
    return false;
  }
}
