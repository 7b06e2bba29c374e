import type { Database } from '../connect.ts';

/**
 * Receipt numbers of what a device took in, held and refused ones too, and how
 * many persons their identity numbers stand for (a case without one counts as
 * one).
 */
export async function readCasesOfDevice(
  sql: Database,
  { county, deviceId }: { county: string; deviceId: string },
): Promise<{ persons: number; numbers: string[] }> {
  const rows = await sql<{ number: string; macs: string[] }[]>`
    SELECT o.number, coalesce(
      array_agg(DISTINCT s.mac) FILTER (WHERE s.mac IS NOT NULL), '{}') AS macs
    FROM operations o
    LEFT JOIN case_secrets s ON s.county = o.county AND s.case_id = o.case_id
      AND s.path ~ 'IdNo$'
    WHERE o.county = ${county} AND o.device_id = ${deviceId}
      AND o.number IS NOT NULL
    GROUP BY o.number ORDER BY o.number`;
  const known = new Set(rows.flatMap(({ macs }) => macs));
  const unknown = rows.filter(({ macs }) => macs.length === 0).length;
  return {
    persons: known.size + unknown,
    numbers: rows.map(({ number }) => number),
  };
}
