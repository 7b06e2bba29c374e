import type { Database } from '../connect.ts';

/** What a person would have to look after, counted. */
export type CountyState = {
  /** Operations that wait for a person. */
  held: number;
  /** Envelopes that were kept and not judged. */
  unjudged: number;
  devices: number;
  /** Of them those that have not called for so many days. */
  silentDevices: number;
  /** Seconds since the moment up to which a backup holds everything; null: none. */
  backupAgeS: number | null;
  certificatesDue: number;
  outboundWaiting: number;
  outboundRefused: number;
  messagesWaiting: number;
  messagesGivenUp: number;
};

/** What of the county is counted for whoever watches it. */
export async function readCountyState(
  sql: Database,
  {
    county,
    now,
    silentSince,
  }: { county: string; now: Date; silentSince: Date },
): Promise<CountyState> {
  const [row] = await sql<CountyState[]>`
    SELECT
      (SELECT count(*)::int FROM operations
        WHERE county = ${county} AND result = 'held') AS held,
      (SELECT count(*)::int FROM unjudged_envelopes
        WHERE county = ${county}) AS unjudged,
      (SELECT count(*)::int FROM devices
        WHERE county = ${county} AND state = 'active') AS devices,
      (SELECT count(*)::int FROM devices
        WHERE county = ${county} AND state = 'active'
          AND coalesce(last_contact_at, enrolled_at) < ${silentSince})
        AS "silentDevices",
      (SELECT extract(epoch FROM ${now}::timestamptz - max(through))::float8
        FROM safe_marks WHERE county = ${county}) AS "backupAgeS",
      (SELECT count(*)::int FROM certificate_checks
        WHERE county = ${county} AND next_at <= ${now}) AS "certificatesDue",
      (SELECT coalesce(sum(h.pos - o.pos), 0)::int FROM outbound_cursors o
        JOIN feed_heads h ON h.county = o.county AND h.audience = o.audience
        WHERE o.county = ${county}) AS "outboundWaiting",
      (SELECT count(*)::int FROM outbound_dead
        WHERE county = ${county}) AS "outboundRefused",
      (SELECT count(*)::int FROM messages
        WHERE county = ${county} AND next_at IS NOT NULL)
        AS "messagesWaiting",
      (SELECT count(*)::int FROM messages
        WHERE county = ${county} AND outcome IN ('refused', 'unreachable'))
        AS "messagesGivenUp"`;
  if (row === undefined) throw new Error('nothing was counted');
  return row;
}
