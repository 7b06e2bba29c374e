// What retention deletes (retention/rules.ts): counted and removed by the same words.
import type { Database } from '../connect.ts';

/** `before`: what was begun, ended or kept earlier than that has had its time. */
type Wish = { county: string; before: Date };

export type Expiring = keyof typeof DOOMED;

const DOOMED = {
  settledEnvelopes: {
    table: 'envelopes',
    // One that was sealed once more goes with its operation, whichever was first. A case
    // has ended for good when nothing has happened in it for that time.
    where: (sql: Database, { county, before }: Wish) => sql`
      t.arrived_at < ${before} AND ${notUnjudged(sql)}
      AND EXISTS (
        SELECT 1 FROM operations o
        WHERE o.county = t.county AND o.result <> 'held'
          AND o.operation_id = (t.envelope ->> 'id')::uuid
          AND o.author_kid IS NOT NULL
          AND NOT EXISTS (
            SELECT 1 FROM cases c
            WHERE c.county = ${county} AND c.case_id = o.case_id
              AND (c.status NOT IN ('concluded', 'rejected', 'notAccepted',
                  'withdrawn')
                OR EXISTS (
                  SELECT 1 FROM events e
                  WHERE e.county = ${county} AND e.case_id = c.case_id
                    AND e.at >= ${before}))))`,
  },
  unprovenEnvelopes: {
    table: 'envelopes',
    where: (sql: Database, { before }: Wish) => sql`
      t.arrived_at < ${before} AND ${notUnjudged(sql)}
      AND NOT EXISTS (
        SELECT 1 FROM operations o
        WHERE o.county = t.county
          AND o.operation_id = (t.envelope ->> 'id')::uuid
          AND (o.result = 'held' OR o.author_kid IS NOT NULL))`,
  },
  refusedCopies: {
    table: 'unreadable_operations',
    where: (sql: Database, { before }: Wish) => sql`
      t.arrived_at < ${before} AND t.taken_back_by IS NULL`,
  },
  sessions: {
    table: 'sessions',
    where: (sql: Database, { before }: Wish) => sql`t.created_at <= ${before}`,
  },
  signInTries: {
    table: 'sign_in_tries',
    where: (sql: Database, { before }: Wish) => sql`t.last_at < ${before}`,
  },
  attempts: {
    table: 'attempts',
    where: (sql: Database, { before }: Wish) => sql`t.at < ${before}`,
  },
  unusedTickets: {
    table: 'tickets',
    where: (sql: Database, { before }: Wish) => sql`
      t.expires_at < ${before} AND t.used_by IS NULL`,
  },
  imports: {
    table: 'imports',
    where: (sql: Database, { before }: Wish) => sql`t.began_at < ${before}`,
  },
  arrivedReceipts: {
    table: 'shown_receipts',
    // Without its case it is an alarm, however old.
    where: (sql: Database, { before }: Wish) => sql`
      t.last_shown_at < ${before} AND EXISTS (
        SELECT 1 FROM cases c
        WHERE c.county = t.county AND c.number = t.number)`,
  },
  messages: {
    table: 'messages',
    // What happened so long ago is not queued again.
    where: (sql: Database, { before }: Wish) => sql`t.at < ${before}`,
  },
  openingLinks: {
    table: 'opening_links',
    where: (sql: Database, { before }: Wish) => sql`t.expires_at < ${before}`,
  },
  reasons: {
    table: 'right_requests',
    where: (sql: Database, { before }: Wish) => sql`
      t.asked_at < ${before} AND NOT ${unanswered(sql)}`,
  },
  unansweredRequests: {
    table: 'right_requests',
    where: (sql: Database, { before }: Wish) => sql`
      t.asked_at < ${before} AND ${unanswered(sql)}`,
  },
  decidedProposals: {
    table: 'clerk_proposals',
    where: (sql: Database, { before }: Wish) => sql`t.decided_at < ${before}`,
  },
  receivedRecoveries: {
    table: 'vault_recoveries',
    where: (sql: Database, { before }: Wish) => sql`t.received_at < ${before}`,
  },
} as const;

/** What hangs on a row and goes with it. */
const PARTS: Partial<Record<Expiring, readonly string[]>> = {
  imports: ['import_operations', 'import_materials', 'import_files'],
};

/** Nobody said yes: nothing was done by it. What needs no second person is done at once. */
function unanswered(sql: Database) {
  return sql`(t.approved_by IS NULL AND t.used_at IS DISTINCT FROM t.asked_at)`;
}

/** What is not judged yet is judged by its envelope. */
function notUnjudged(sql: Database) {
  return sql`NOT EXISTS (
    SELECT 1 FROM unjudged_envelopes u
    WHERE u.county = t.county AND u.jwe_sha256 = t.jwe_sha256)`;
}

/** How many rows would go now. */
export async function countExpired(
  sql: Database,
  what: Expiring,
  p: Wish,
): Promise<number> {
  const { table, where } = DOOMED[what];
  const [row] = await sql<{ count: number }[]>`
    SELECT count(*) AS count FROM ${sql(table)} t
    WHERE t.county = ${p.county} AND ${where(sql, p)}`;
  return row?.count ?? 0;
}

/** Removes at most `limit` rows with their parts; gives how many. */
export async function removeExpired(
  tx: Database,
  what: Expiring,
  p: Wish & { limit: number },
): Promise<number> {
  const { table, where } = DOOMED[what];
  const doomed = await tx<{ place: string; importId: string | null }[]>`
    SELECT t.ctid::text AS place,
      to_jsonb(t) ->> 'import_id' AS "importId"
    FROM ${tx(table)} t
    WHERE t.county = ${p.county} AND ${where(tx, p)}
    LIMIT ${p.limit} FOR UPDATE OF t`;
  const imports = doomed.flatMap(({ importId }) => importId ?? []);
  for (const part of PARTS[what] ?? [])
    await tx`
      DELETE FROM ${tx(part)}
      WHERE county = ${p.county} AND import_id = ANY(${imports}::uuid[])`;
  if (what === 'unprovenEnvelopes') await uncount(tx, p, doomed);
  await tx`
    DELETE FROM ${tx(table)}
    WHERE ctid = ANY(${doomed.map(({ place }) => place)}::tid[])`;
  return doomed.length;
}

/** They fill the bound of their device no longer. */
async function uncount(
  tx: Database,
  { county }: Wish,
  doomed: readonly { place: string }[],
): Promise<void> {
  await tx`
    WITH gone AS (
      SELECT device_id, count(*) AS envelopes,
        sum(length(envelope ->> 'jwe')) AS bytes
      FROM envelopes
      WHERE ctid = ANY(${doomed.map(({ place }) => place)}::tid[])
      GROUP BY device_id
    )
    UPDATE unproven_envelopes u
    SET envelopes = greatest(0, u.envelopes - gone.envelopes),
      bytes = greatest(0, u.bytes - gone.bytes)
    FROM gone WHERE u.county = ${county} AND u.device_id = gone.device_id`;
}
