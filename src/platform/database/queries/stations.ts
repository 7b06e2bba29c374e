import type { Ticket } from '../../../protocol/enrolment.ts';
import type { Database } from '../connect.ts';

/** A village's point, a township's hall or the county's, as in a ticket. */
export type Station = Ticket['station'];

type Key = { county: string; code: string };

/** Adds a station or brings it up to date; its device numbers go on. */
export async function saveStation(
  tx: Database,
  county: string,
  station: Station,
): Promise<void> {
  await tx`
    INSERT INTO stations (county, code, kind, name, village_name, town9,
      town_name, phone)
    VALUES (${county}, ${station.code}, ${station.kind}, ${station.name},
      ${station.villageName}, ${station.town9}, ${station.townName},
      ${station.phone})
    ON CONFLICT (county, code) DO UPDATE SET kind = EXCLUDED.kind,
      name = EXCLUDED.name, village_name = EXCLUDED.village_name,
      town9 = EXCLUDED.town9, town_name = EXCLUDED.town_name,
      phone = EXCLUDED.phone`;
}

/** By its 12 digits. undefined: the county has none there. */
export async function findStation(
  sql: Database,
  { county, code }: Key,
): Promise<Station | undefined> {
  const [row] = await sql<Station[]>`
    SELECT code, kind, name, village_name AS "villageName", town9,
      town_name AS "townName", phone
    FROM stations WHERE county = ${county} AND code = ${code}`;
  return row;
}

type Hall = Pick<Station, 'code' | 'name' | 'townName' | 'phone'>;

/** The hall of a township: who answers there for what the township decides. */
export async function findTownHall(
  sql: Database,
  { county, town9 }: { county: string; town9: string },
): Promise<Hall | undefined> {
  const [row] = await sql<Hall[]>`
    SELECT code, name, town_name AS "townName", phone FROM stations
    WHERE county = ${county} AND town9 = ${town9} AND kind <> 'village'
    ORDER BY code LIMIT 1`;
  return row;
}

/** Gives the station's next device number, never given before. */
export async function takeDeviceNumber(
  tx: Database,
  { county, code }: Key,
): Promise<number | undefined> {
  const [row] = await tx<{ number: number }[]>`
    UPDATE stations SET next_device_number = next_device_number + 1
    WHERE county = ${county} AND code = ${code}
    RETURNING next_device_number - 1 AS number`;
  return row?.number;
}

/**
 * Passes over numbers that may have been given in a life of the data that was
 * lost. A station near the end of its 899 keeps what it has.
 */
export async function skipDeviceNumbers(
  tx: Database,
  { county, count }: { county: string; count: number },
): Promise<void> {
  await tx`
    UPDATE stations SET next_device_number = next_device_number + ${count}
    WHERE county = ${county} AND next_device_number + ${count} < 900`;
}

/** A number that was found in use is not given again. */
export async function passDeviceNumber(
  tx: Database,
  { county, code, number }: Key & { number: number },
): Promise<void> {
  await tx`
    UPDATE stations SET next_device_number = ${number} + 1
    WHERE county = ${county} AND code = ${code}
      AND next_device_number <= ${number}`;
}

/** Whether the county has any yet. */
export async function hasStations(
  sql: Database,
  county: string,
): Promise<boolean> {
  const rows = await sql`
    SELECT 1 FROM stations WHERE county = ${county} LIMIT 1`;
  return rows.length > 0;
}

/** The township's name, as its stations carry it; null: it has none yet. */
export async function findTownName(
  sql: Database,
  county: string,
  town9: string,
): Promise<string | null> {
  const [row] = await sql<{ townName: string }[]>`
    SELECT town_name AS "townName" FROM stations
    WHERE county = ${county} AND town9 = ${town9}
    ORDER BY code LIMIT 1`;
  return row?.townName ?? null;
}
