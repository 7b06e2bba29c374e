import type { Database } from '../connect.ts';

type Key = { county: string; caseId: string; n: number };

export type MessageKind = 'accepted' | 'correction' | 'concluded';
/** `noNumber`: nobody left a mobile number; the others are for a person to look at. */
export type MessageOutcome = 'sent' | 'refused' | 'unreachable' | 'noNumber';

/** Queues what has happened since then and is not queued yet. Gives how many. */
export async function queueMessages(
  sql: Database,
  p: { county: string; since: Date; now: Date },
): Promise<number> {
  const rows = await sql`
    INSERT INTO messages (county, case_id, n, kind, next_at, at)
    SELECT county, case_id, n, CASE kind
        WHEN 'accepted' THEN 'accepted'
        WHEN 'correctionRequested' THEN 'correction'
        ELSE 'concluded'
      END, ${p.now}, at
    FROM events
    WHERE county = ${p.county} AND at >= ${p.since}
      AND kind IN ('accepted', 'correctionRequested', 'notAcceptable',
        'acceptanceRefused', 'concludedApproved', 'concludedWithDeficiency',
        'concludedRejected')
    ON CONFLICT DO NOTHING
    RETURNING n`;
  return rows.length;
}

export type DueMessage = {
  caseId: string;
  n: number;
  kind: MessageKind;
  /** When it happened. */
  at: Date;
};

/**
 * Takes one that is due, the longest first. It is due again after a wait that doubles,
 * to an hour at most, and is never shorter than `leastMs`: so a process that dies over it
 * has only waited, and no two send it at once.
 */
export async function takeDueMessage(
  sql: Database,
  p: { county: string; now: Date; leastMs: number },
): Promise<DueMessage | undefined> {
  const [row] = await sql<DueMessage[]>`
    UPDATE messages m SET attempts = attempts + 1,
      next_at = ${p.now}::timestamptz + greatest(
        interval '1 millisecond' * ${p.leastMs}::int, least(interval '1 hour',
          interval '1 minute' * power(2, least(attempts, 20))))
    FROM (
      SELECT county, case_id, n FROM messages
      WHERE county = ${p.county} AND next_at <= ${p.now}
      ORDER BY next_at LIMIT 1
      FOR UPDATE SKIP LOCKED
    ) due
    WHERE m.county = due.county AND m.case_id = due.case_id AND m.n = due.n
    RETURNING m.case_id AS "caseId", m.n, m.kind, m.at::timestamptz AS at`;
  return row === undefined ? undefined : { ...row, at: new Date(row.at) };
}

/** It is tried no more. */
export async function endMessage(
  sql: Database,
  { county, caseId, n, outcome }: Key & { outcome: MessageOutcome },
): Promise<void> {
  await sql`
    UPDATE messages SET next_at = null, outcome = ${outcome}
    WHERE county = ${county} AND case_id = ${caseId} AND n = ${n}`;
}

/** How many wait, and how many were given up by reason. */
export async function readMessageState(
  sql: Database,
  county: string,
): Promise<{ waiting: number; refused: number; unreachable: number }> {
  const [row] = await sql<
    { waiting: number; refused: number; unreachable: number }[]
  >`
    SELECT count(*) FILTER (WHERE next_at IS NOT NULL)::int AS waiting,
      count(*) FILTER (WHERE outcome = 'refused')::int AS refused,
      count(*) FILTER (WHERE outcome = 'unreachable')::int AS unreachable
    FROM messages WHERE county = ${county}
      AND (next_at IS NOT NULL OR outcome IN ('refused', 'unreachable'))`;
  if (row === undefined) throw new Error('nothing was counted');
  return row;
}

/** Puts what was given up into the queue again. Gives how many. */
export async function requeueMessages(
  sql: Database,
  p: { county: string; now: Date },
): Promise<number> {
  const rows = await sql`
    UPDATE messages SET next_at = ${p.now}, outcome = null, attempts = 0,
      at = ${p.now}
    WHERE county = ${p.county} AND outcome IN ('refused', 'unreachable')
    RETURNING n`;
  return rows.length;
}
