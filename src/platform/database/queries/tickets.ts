import type { Database } from '../connect.ts';

type Key = { county: string; ticketId: string };

export type TicketRow = Key & {
  stationCode: string;
  deviceNumber: number;
  clerkId: string;
  clerkName: string;
  /** Compact JWS. */
  signed: string;
  shortCodeMac: string;
  shortCodeExpiresAt: Date;
  issuedAt: Date;
  expiresAt: Date;
  /** Set: it adds a clerk to that device. */
  deviceId: string | null;
  /** Account of the head who vouched at the console; null: nobody did there. */
  voucherId: string | null;
};

/** False when the short code is in use; nothing is written then. */
export async function addTicket(
  tx: Database,
  row: TicketRow,
): Promise<boolean> {
  const rows = await tx`
    INSERT INTO tickets (county, ticket_id, station_code, device_number,
      clerk_id, clerk_name, signed, short_code_hash, short_code_expires_at,
      issued_at, expires_at, device_id, voucher_id)
    VALUES (${row.county}, ${row.ticketId}, ${row.stationCode},
      ${row.deviceNumber}, ${row.clerkId}, ${row.clerkName}, ${row.signed},
      ${row.shortCodeMac}, ${row.shortCodeExpiresAt}, ${row.issuedAt},
      ${row.expiresAt}, ${row.deviceId}, ${row.voucherId})
    ON CONFLICT (county, short_code_hash) WHERE short_code_hash IS NOT NULL
    DO NOTHING
    RETURNING ticket_id`;
  return rows.length === 1;
}

/**
 * Notes a ticket that was not issued from here: one that a head signed, or one
 * that a restore has lost. False when it, or its device number, is known.
 */
export async function noteTicket(
  tx: Database,
  row: Omit<TicketRow, 'shortCodeMac' | 'shortCodeExpiresAt' | 'voucherId'> & {
    vouchedBy: string | null;
  },
): Promise<boolean> {
  const rows = await tx`
    INSERT INTO tickets (county, ticket_id, station_code, device_number,
      clerk_id, clerk_name, signed, issued_at, expires_at, device_id,
      vouched_by)
    VALUES (${row.county}, ${row.ticketId}, ${row.stationCode},
      ${row.deviceNumber}, ${row.clerkId}, ${row.clerkName}, ${row.signed},
      ${row.issuedAt}, ${row.expiresAt}, ${row.deviceId}, ${row.vouchedBy})
    ON CONFLICT DO NOTHING RETURNING ticket_id`;
  return rows.length === 1;
}

/** The signed ticket that a short code fetches now. */
export async function findTicketByCode(
  sql: Database,
  {
    county,
    shortCodeMac,
    now,
  }: { county: string; shortCodeMac: string; now: Date },
): Promise<string | undefined> {
  const [row] = await sql<{ signed: string }[]>`
    SELECT signed FROM tickets
    WHERE county = ${county} AND short_code_hash = ${shortCodeMac}
      AND short_code_expires_at > ${now}`;
  return row?.signed;
}

type LockedTicket = Pick<TicketRow, 'voucherId'> & { usedBy: string | null };

/** Locks a ticket until the transaction ends. */
export async function lockTicket(
  tx: Database,
  { county, ticketId }: Key,
): Promise<LockedTicket | undefined> {
  const [row] = await tx<LockedTicket[]>`
    SELECT used_by AS "usedBy", voucher_id AS "voucherId" FROM tickets
    WHERE county = ${county} AND ticket_id = ${ticketId}
    FOR UPDATE`;
  return row;
}

/** Binds a ticket to its first device; its short code ends with that. */
export async function useTicket(
  tx: Database,
  { county, ticketId, by, at }: Key & { by: string; at: Date },
): Promise<void> {
  await tx`
    UPDATE tickets SET used_by = ${by}, used_at = ${at}, short_code_hash = null
    WHERE county = ${county} AND ticket_id = ${ticketId}`;
}

/** When the ticket was issued that a device enrolled with. */
export async function findTicketIssue(
  sql: Database,
  { county, deviceId }: { county: string; deviceId: string },
): Promise<string | undefined> {
  const [row] = await sql<{ issuedAt: string }[]>`
    SELECT issued_at AS "issuedAt" FROM tickets
    WHERE county = ${county} AND used_by = ${deviceId} AND device_id IS NULL`;
  return row?.issuedAt;
}
