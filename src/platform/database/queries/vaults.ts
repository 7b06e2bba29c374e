import { createHash } from 'node:crypto';
import type { Database } from '../connect.ts';

type Device = { county: string; deviceId: string };

/** Of one vault key; a clerk who has unlocked makes one for each recovery key. */
const MOST_COPIES = 20;

/** Keeps a vault key's copy beside the others: none takes another's place. */
export async function saveEscrow(
  tx: Database,
  row: Device & { vaultId: string; sealed: string; at: Date },
): Promise<void> {
  const sha256 = createHash('sha256').update(row.sealed).digest('hex');
  await tx`
    INSERT INTO vault_escrows (county, device_id, vault_id, sealed,
      sealed_sha256, stored_at)
    SELECT ${row.county}, ${row.deviceId}, ${row.vaultId}::uuid, ${row.sealed},
      ${sha256}, ${row.at}::timestamptz
    WHERE ${MOST_COPIES} > (
      SELECT count(*) FROM vault_escrows
      WHERE county = ${row.county} AND device_id = ${row.deviceId}
        AND vault_id = ${row.vaultId})
    ON CONFLICT DO NOTHING`;
}

/** A device's copies; without a device, the whole county's. */
export async function readEscrows(
  sql: Database,
  { county, deviceId }: { county: string; deviceId?: string },
): Promise<(Device & { vaultId: string; sealed: string })[]> {
  return await sql<(Device & { vaultId: string; sealed: string })[]>`
    SELECT county, device_id AS "deviceId", vault_id AS "vaultId", sealed
    FROM vault_escrows
    WHERE county = ${county}
      AND (${deviceId ?? null}::uuid IS NULL OR device_id = ${deviceId ?? null})
    ORDER BY device_id, stored_at, vault_id`;
}

/** A vault key sealed anew to a clerk's wrap key, until his device has it. */
export async function saveRecovery(
  tx: Database,
  row: Device & { vaultId: string; kid: string; sealed: string; at: Date },
): Promise<void> {
  await tx`
    INSERT INTO vault_recoveries (county, device_id, vault_id, kid, sealed,
      made_at)
    VALUES (${row.county}, ${row.deviceId}, ${row.vaultId}, ${row.kid},
      ${row.sealed}, ${row.at})
    ON CONFLICT (county, device_id, vault_id, kid) DO UPDATE
    SET sealed = EXCLUDED.sealed, made_at = EXCLUDED.made_at,
      received_at = null`;
}

/** Recovered vault keys that the device has not said to have. */
export async function readRecoveries(
  sql: Database,
  { county, deviceId }: Device,
): Promise<{ vaultId: string; kid: string; sealed: string }[]> {
  return await sql<{ vaultId: string; kid: string; sealed: string }[]>`
    SELECT vault_id AS "vaultId", kid, sealed FROM vault_recoveries
    WHERE county = ${county} AND device_id = ${deviceId}
      AND received_at IS NULL
    ORDER BY made_at, vault_id`;
}

/** The device has told that it has them. */
export async function markReceived(
  tx: Database,
  {
    county,
    deviceId,
    vaultIds,
    at,
  }: Device & { vaultIds: readonly string[]; at: Date },
): Promise<void> {
  await tx`
    UPDATE vault_recoveries SET received_at = ${at}
    WHERE county = ${county} AND device_id = ${deviceId}
      AND vault_id = ANY(${[...vaultIds]}::uuid[]) AND received_at IS NULL`;
}

export type DeviceAct =
  | 'clerkEnrolled'
  | 'clerkRemoved'
  | 'clerkSuspended'
  | 'clerkRestored'
  | 'clerkLeft'
  | 'deviceGivenUp'
  | 'deviceRevoked'
  | 'deviceSuspended'
  | 'deviceRestored'
  | 'ticketShownAgain'
  | 'vaultRecovered'
  | 'recoveryKeyMade'
  | 'intakeKeyMade'
  | 'intakeKeyReturned'
  | 'columnKeyMade'
  | 'materialKeyMade';

/** Writes down who was let in or out, or what was done with the county's keys. */
export async function addDeviceAct(
  tx: Database,
  row: {
    county: string;
    act: DeviceAct;
    deviceId: string | null;
    clerkId: string | null;
    /** Ids and counts; nothing personal. */
    detail: Record<string, string | number | null>;
    at: Date;
  },
): Promise<void> {
  await tx`
    INSERT INTO device_journal (county, at, act, device_id, clerk_id, detail)
    VALUES (${row.county}, ${row.at}, ${row.act}, ${row.deviceId},
      ${row.clerkId}, ${tx.json(row.detail)})`;
}

/**
 * Writes down that another device has shown a ticket that is used, once for the ticket:
 * it asks again in each of its rounds. False: that is known.
 */
export async function addShownAgain(
  tx: Database,
  p: { county: string; ticketId: string; usedBy: string; by: string; at: Date },
): Promise<boolean> {
  const act: DeviceAct = 'ticketShownAgain';
  const detail = { ticket: p.ticketId, by: p.by };
  const rows = await tx`
    INSERT INTO device_journal (county, at, act, device_id, clerk_id, detail)
    SELECT ${p.county}, ${p.at}, ${act}, ${p.usedBy}::uuid, null,
      ${tx.json(detail)}::jsonb
    WHERE NOT EXISTS (
      SELECT 1 FROM device_journal
      WHERE county = ${p.county} AND device_id = ${p.usedBy} AND act = ${act}
        AND detail->>'ticket' = ${p.ticketId})
    RETURNING n`;
  return rows.length === 1;
}
