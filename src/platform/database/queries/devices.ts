import type { PublicJwk } from '../../../protocol/keys.ts';
import type { Database } from '../connect.ts';

type Key = { county: string; deviceId: string };

export type DeviceRow = Key & {
  stationCode: string;
  deviceNumber: number;
  deliveryJwk: PublicJwk;
  state: 'active' | 'suspended' | 'revoked';
  /** All operations up to it have arrived. */
  knownSeq: number;
  /** `sha256` of that operation; null at 0. */
  head: string | null;
  highestSeq: number;
  /** The operation last confirmed to it; seq 0: none yet. */
  ackSeq: number;
  ackHead: string | null;
  /** `forked`: two copies of it have gone on by themselves. */
  chainState: 'whole' | 'forked';
  /** Highest place of its chain that it ever said it had, with its hash. */
  reportedSeq: number;
  reportedHead: string | null;
};

/** What grows with the operations that arrive. */
type Chain = Pick<
  DeviceRow,
  'knownSeq' | 'head' | 'highestSeq' | 'ackSeq' | 'ackHead'
>;

/** False when the id or the number of the station is known. */
export async function addDevice(
  tx: Database,
  row: Pick<
    DeviceRow,
    'county' | 'deviceId' | 'stationCode' | 'deviceNumber' | 'deliveryJwk'
  > & {
    enrolledAt: Date;
    vaultEscrow: string;
  },
): Promise<boolean> {
  const rows = await tx`
    INSERT INTO devices (county, device_id, station_code, device_number,
      delivery_jwk, enrolled_at, last_contact_at, vault_escrow)
    VALUES (${row.county}, ${row.deviceId}, ${row.stationCode},
      ${row.deviceNumber}, ${tx.json(row.deliveryJwk)}, ${row.enrolledAt},
      ${row.enrolledAt}, ${row.vaultEscrow})
    ON CONFLICT DO NOTHING
    RETURNING device_id`;
  return rows.length === 1;
}

/** undefined: no such device was ever enrolled. */
export async function findDevice(
  sql: Database,
  { county, deviceId }: Key,
): Promise<DeviceRow | undefined> {
  const [row] = await sql<DeviceRow[]>`
    SELECT ${columns(sql)} FROM devices
    WHERE county = ${county} AND device_id = ${deviceId}`;
  return row;
}

/** A station gives each of its numbers to one device. */
export async function findDeviceByNumber(
  sql: Database,
  p: { county: string; stationCode: string; deviceNumber: number },
): Promise<DeviceRow | undefined> {
  const [row] = await sql<DeviceRow[]>`
    SELECT ${columns(sql)} FROM devices
    WHERE county = ${p.county} AND station_code = ${p.stationCode}
      AND device_number = ${p.deviceNumber}`;
  return row;
}

/** Locks it until the transaction ends: one batch of a device at a time. */
export async function lockDevice(
  tx: Database,
  { county, deviceId }: Key,
): Promise<DeviceRow | undefined> {
  const [row] = await tx<DeviceRow[]>`
    SELECT ${columns(tx)} FROM devices
    WHERE county = ${county} AND device_id = ${deviceId}
    FOR UPDATE`;
  return row;
}

/** How far the chain of a device is known, and what was acknowledged of it. */
export async function saveChain(
  tx: Database,
  { county, deviceId }: Key,
  { knownSeq, head, highestSeq, ackSeq, ackHead }: Chain,
): Promise<void> {
  await tx`
    UPDATE devices SET known_seq = ${knownSeq}, head = ${head},
      highest_seq = ${highestSeq}, ack_seq = ${ackSeq}, ack_head = ${ackHead}
    WHERE county = ${county} AND device_id = ${deviceId}`;
}

/** What a device says of its own chain; the highest place said is kept. */
export async function saveReport(
  tx: Database,
  { county, deviceId }: Key,
  report: {
    seq: number;
    head: string | null;
    lost: readonly (readonly [number, number])[];
    unreadable: number;
    at: Date;
  },
): Promise<void> {
  await tx`
    UPDATE devices SET
      reported_head = CASE WHEN reported_seq <= ${report.seq}
        THEN ${report.head} ELSE reported_head END,
      reported_seq = greatest(reported_seq, ${report.seq}),
      reported_lost = ${tx.json(report.lost.map(([from, to]) => [from, to]))},
      reported_unreadable = ${report.unreadable}, reported_at = ${report.at}
    WHERE county = ${county} AND device_id = ${deviceId}`;
}

/** When a device said last that it was at that place of its chain. */
export async function noteContact(
  tx: Database,
  { county, deviceId }: Key,
  { seq, at }: { seq: number; at: Date },
): Promise<void> {
  await tx`
    INSERT INTO device_contacts (county, device_id, seq, last_at)
    VALUES (${county}, ${deviceId}, ${seq}, ${at})
    ON CONFLICT (county, device_id, seq)
    DO UPDATE SET last_at = EXCLUDED.last_at`;
}

/** The last moment at which a device had not come to that place yet. */
export async function findContactBefore(
  tx: Database,
  { county, deviceId, seq }: Key & { seq: number },
): Promise<string | undefined> {
  const [row] = await tx<{ at: string | null }[]>`
    SELECT max(last_at) AS at FROM device_contacts
    WHERE county = ${county} AND device_id = ${deviceId} AND seq < ${seq}`;
  return row?.at ?? undefined;
}

/** Two copies of it have gone on by themselves; nothing takes that back. */
export async function markForked(
  tx: Database,
  { county, deviceId }: Key,
): Promise<void> {
  await tx`
    UPDATE devices SET chain_state = 'forked'
    WHERE county = ${county} AND device_id = ${deviceId}`;
}

/** All devices, by station and number. */
export async function listDevices(
  sql: Database,
  county: string,
): Promise<
  (Pick<DeviceRow, 'deviceId' | 'stationCode' | 'deviceNumber' | 'state'> & {
    clerks: string[];
    /** Of these, those who are shut out. */
    suspendedClerks: string[];
    clerkNames: string[];
    stationName: string;
    townName: string;
    phone: string | null;
    lastContactAt: string | null;
    unsent: number;
  })[]
> {
  return await sql<Awaited<ReturnType<typeof listDevices>>>`
    SELECT d.device_id AS "deviceId", d.station_code AS "stationCode",
      d.device_number AS "deviceNumber", d.state,
      coalesce(a.ids, '{}') AS clerks, coalesce(a.names, '{}') AS "clerkNames",
      coalesce(a.suspended, '{}') AS "suspendedClerks",
      coalesce(s.village_name, s.name, d.station_code) AS "stationName",
      coalesce(s.town_name, '') AS "townName", s.phone,
      d.last_contact_at AS "lastContactAt",
      greatest(0, d.reported_seq - d.known_seq) AS unsent
    FROM devices d
    LEFT JOIN stations s ON s.county = d.county AND s.code = d.station_code
    LEFT JOIN LATERAL (
      SELECT array_agg(clerk_id ORDER BY clerk_id) AS ids,
        array_agg(clerk_name ORDER BY clerk_id) AS names,
        array_agg(clerk_id ORDER BY clerk_id)
          FILTER (WHERE is_suspended) AS suspended
      FROM (
        SELECT DISTINCT ON (clerk_id) clerk_id, clerk_name,
          bool_or(suspended_at IS NOT NULL) OVER (PARTITION BY clerk_id)
            AS is_suspended
        FROM author_keys
        WHERE county = d.county AND device_id = d.device_id
          AND removed_at IS NULL
        ORDER BY clerk_id, valid_from DESC
      ) keys
    ) a ON true
    WHERE d.county = ${county}
    ORDER BY d.station_code, d.device_number`;
}

/** `unlessRevoked`: what is revoked stays so. False when no such device was set. */
export async function setDeviceState(
  tx: Database,
  p: Key & Pick<DeviceRow, 'state'> & { unlessRevoked?: boolean },
): Promise<boolean> {
  const { county, deviceId, state, unlessRevoked = false } = p;
  const rows = await tx`
    UPDATE devices SET state = ${state}
    WHERE county = ${county} AND device_id = ${deviceId}
      AND NOT (${unlessRevoked} AND state = 'revoked')
    RETURNING device_id`;
  return rows.length === 1;
}

/**
 * Uses a nonce up, and notes the contact. False when this device has used it,
 * or a later one, before.
 */
export async function useNonce(
  tx: Database,
  { county, deviceId, issuedUs, at }: Key & { issuedUs: number; at: Date },
): Promise<boolean> {
  const rows = await tx`
    UPDATE devices SET last_nonce_us = ${issuedUs}, last_contact_at = ${at}
    WHERE county = ${county} AND device_id = ${deviceId}
      AND last_nonce_us < ${issuedUs}
    RETURNING device_id`;
  return rows.length === 1;
}

function columns(sql: Database) {
  return sql`county, device_id AS "deviceId", station_code AS "stationCode",
    device_number AS "deviceNumber", delivery_jwk AS "deliveryJwk", state,
    known_seq AS "knownSeq", head, highest_seq AS "highestSeq",
    ack_seq AS "ackSeq", ack_head AS "ackHead", chain_state AS "chainState",
    reported_seq AS "reportedSeq", reported_head AS "reportedHead"`;
}
