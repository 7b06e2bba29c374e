import type { Database } from '../connect.ts';

type Key = { county: string; sender: string; senderId: string };
type Said = Key & { sha256: string; caseId: string; at: string };

/** What a system has begun under that id. undefined: nothing yet. */
export async function findInboundCase(
  sql: Database,
  { county, sender, senderId }: Key,
): Promise<{ caseId: string; number: string; sha256: string } | undefined> {
  const [row] = await sql<{ caseId: string; number: string; sha256: string }[]>`
    SELECT i.case_id AS "caseId", c.number, i.sha256 FROM inbound_cases i
    JOIN cases c ON c.county = i.county AND c.case_id = i.case_id
    WHERE i.county = ${county} AND i.sender = ${sender}
      AND i.sender_id = ${senderId}`;
  return row;
}

/** False: that id has been used. Waits for whoever uses it at this moment. */
export async function addInboundCase(
  tx: Database,
  p: Said & { helpWanted: string | null },
): Promise<boolean> {
  const rows = await tx`
    INSERT INTO inbound_cases (county, sender, sender_id, sha256, case_id,
      help_wanted, at)
    VALUES (${p.county}, ${p.sender}, ${p.senderId}, ${p.sha256}, ${p.caseId},
      ${p.helpWanted}, ${p.at})
    ON CONFLICT DO NOTHING
    RETURNING case_id`;
  return rows.length === 1;
}

/** The next serial of a station's online cases of that day, `least` or above. */
export async function takeOnlineSerial(
  tx: Database,
  p: { county: string; stationCode: string; day: string; least: number },
): Promise<number> {
  const [row] = await tx<{ last: number }[]>`
    INSERT INTO online_serials AS s (county, station_code, day, last)
    VALUES (${p.county}, ${p.stationCode}, ${p.day}::date, ${p.least})
    ON CONFLICT (county, station_code, day) DO UPDATE
      SET last = greatest(s.last + 1, EXCLUDED.last)
    RETURNING last`;
  if (row === undefined) throw new Error('a serial just taken is there');
  return row.last;
}

/** Hash of what was reported under that id. undefined: nothing yet. */
export async function findReport(
  tx: Database,
  { county, sender, senderId }: Key,
): Promise<string | undefined> {
  const [row] = await tx<{ sha256: string }[]>`
    SELECT sha256 FROM inbound_reports
    WHERE county = ${county} AND sender = ${sender}
      AND sender_id = ${senderId}`;
  return row?.sha256;
}

/**
 * The case's lock is held. False: that id has been used, of another case at this very
 * moment.
 */
export async function addReport(tx: Database, p: Said): Promise<boolean> {
  const rows = await tx`
    INSERT INTO inbound_reports (county, sender, sender_id, sha256, case_id, at)
    VALUES (${p.county}, ${p.sender}, ${p.senderId}, ${p.sha256}, ${p.caseId},
      ${p.at})
    ON CONFLICT DO NOTHING
    RETURNING case_id`;
  return rows.length === 1;
}

/** What a village's help is wanted for. undefined: for nothing, or not begun online. */
export async function findHelpWanted(
  sql: Database,
  { county, caseId }: { county: string; caseId: string },
): Promise<string | undefined> {
  const [row] = await sql<{ helpWanted: string | null }[]>`
    SELECT help_wanted AS "helpWanted" FROM inbound_cases
    WHERE county = ${county} AND case_id = ${caseId}`;
  return row?.helpWanted ?? undefined;
}
