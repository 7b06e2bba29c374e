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
};

export async function addDevice(
  tx: Database,
  row: Omit<DeviceRow, 'state' | 'knownSeq' | 'head' | 'highestSeq'> & {
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

export async function findDevice(
  sql: Database,
  { county, deviceId }: Key,
): Promise<DeviceRow | undefined> {
  const [row] = await sql<DeviceRow[]>`
    SELECT ${columns(sql)} FROM devices
    WHERE county = ${county} AND device_id = ${deviceId}`;
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

export async function saveChain(
  tx: Database,
  {
    county,
    deviceId,
    knownSeq,
    head,
    highestSeq,
  }: Pick<
    DeviceRow,
    'county' | 'deviceId' | 'knownSeq' | 'head' | 'highestSeq'
  >,
): Promise<void> {
  await tx`
    UPDATE devices SET known_seq = ${knownSeq}, head = ${head},
      highest_seq = ${highestSeq}
    WHERE county = ${county} AND device_id = ${deviceId}`;
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
    known_seq AS "knownSeq", head, highest_seq AS "highestSeq"`;
}
