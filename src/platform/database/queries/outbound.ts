import type { Database } from '../connect.ts';

type Audience = { county: string; audience: string };

/** A place in the feed of each township that has one: from its beginning. */
export async function addOutboundCursors(
  sql: Database,
  { county, now }: { county: string; now: Date },
): Promise<void> {
  await sql`
    INSERT INTO outbound_cursors (county, audience, pos, next_at)
    SELECT county, audience, 0, ${now} FROM feed_heads
    WHERE county = ${county} AND audience LIKE 'township:%'
    ON CONFLICT (county, audience) DO NOTHING`;
}

export type Cursor = {
  audience: string;
  pos: number;
  /** With this one. */
  attempts: number;
};

/**
 * Takes the one that has waited longest and has something to tell. It is due again
 * after a wait that doubles, from two minutes to six hours, or when it is released: a
 * process that dies over it has only waited. No event takes so long as the shortest.
 */
export async function takeDueCursor(
  sql: Database,
  { county, now }: { county: string; now: Date },
): Promise<Cursor | undefined> {
  const [row] = await sql<Cursor[]>`
    UPDATE outbound_cursors o SET attempts = attempts + 1,
      next_at = ${now}::timestamptz + least(interval '6 hours',
        interval '2 minutes' * power(2, least(attempts, 20)))
    FROM (
      SELECT c.county, c.audience FROM outbound_cursors c
      JOIN feed_heads h ON h.county = c.county AND h.audience = c.audience
      WHERE c.county = ${county} AND c.next_at <= ${now} AND c.pos < h.pos
      ORDER BY c.next_at LIMIT 1
      FOR UPDATE OF c SKIP LOCKED
    ) due
    WHERE o.county = due.county AND o.audience = due.audience
    RETURNING o.audience, o.pos, o.attempts`;
  return row;
}

/**
 * Whoever has it keeps it until `until`. False: it does not stand at `from` any more.
 */
export async function moveCursor(
  sql: Database,
  p: Audience & { from: number; to: number; until: Date },
): Promise<boolean> {
  const { county, audience, from, to, until } = p;
  const rows = await sql`
    UPDATE outbound_cursors SET pos = ${to}, next_at = ${until}
    WHERE county = ${county} AND audience = ${audience} AND pos = ${from}
    RETURNING pos`;
  return rows.length === 1;
}

/** Somebody has answered: what follows may be told at once. */
export async function releaseCursor(
  sql: Database,
  { county, audience, now }: Audience & { now: Date },
): Promise<void> {
  await sql`
    UPDATE outbound_cursors SET attempts = 0, next_at = ${now}
    WHERE county = ${county} AND audience = ${audience}`;
}

/**
 * Puts every place back before the first event since then, and none forward: what was
 * never told stays to be told. Gives how many feeds.
 */
export async function rewindCursors(
  sql: Database,
  { county, since, now }: { county: string; since: Date; now: Date },
): Promise<number> {
  const rows = await sql`
    UPDATE outbound_cursors o SET attempts = 0, next_at = ${now},
      pos = least(o.pos, (SELECT min(i.pos) - 1 FROM feed_items i
        WHERE i.county = o.county AND i.audience = o.audience
          AND i.at >= ${since}))
    WHERE o.county = ${county}
    RETURNING o.audience`;
  return rows.length;
}

/** How much is still to be told, and since when nobody answers; null: they do. */
export async function readOutboundState(
  sql: Database,
  county: string,
): Promise<{ waiting: number; attempts: number }> {
  const [row] = await sql<{ waiting: number; attempts: number }[]>`
    SELECT coalesce(sum(h.pos - o.pos), 0)::int AS waiting,
      coalesce(max(o.attempts), 0)::int AS attempts
    FROM outbound_cursors o
    JOIN feed_heads h ON h.county = o.county AND h.audience = o.audience
    WHERE o.county = ${county}`;
  return row ?? { waiting: 0, attempts: 0 };
}

export type DeadEvent = { caseId: string; n: number; status: number };

/** An event that the other side has refused. */
export async function addDeadEvent(
  sql: Database,
  p: DeadEvent & { county: string; at: Date },
): Promise<void> {
  await sql`
    INSERT INTO outbound_dead (county, case_id, n, status, at)
    VALUES (${p.county}, ${p.caseId}, ${p.n}, ${p.status}, ${p.at})
    ON CONFLICT (county, case_id, n) DO UPDATE
      SET status = EXCLUDED.status, at = EXCLUDED.at`;
}

/** In the order in which they happened, of each case. */
export async function readDeadEvents(
  sql: Database,
  county: string,
): Promise<DeadEvent[]> {
  return await sql<DeadEvent[]>`
    SELECT case_id AS "caseId", n, status FROM outbound_dead
    WHERE county = ${county} ORDER BY case_id, n`;
}

/** It was taken after all. */
export async function endDeadEvent(
  sql: Database,
  { county, caseId, n }: { county: string; caseId: string; n: number },
): Promise<void> {
  await sql`
    DELETE FROM outbound_dead
    WHERE county = ${county} AND case_id = ${caseId} AND n = ${n}`;
}
