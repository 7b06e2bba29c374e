import type { DirectoryDevice } from '../../../protocol/directory.ts';
import type { PublicJwk } from '../../../protocol/keys.ts';
import type { Database } from '../connect.ts';

type Row = {
  id: string;
  station: string;
  number: number;
  endedAt: string | null;
  jwk: PublicJwk;
  keyEndedAt: string | null;
  lastSeq: number | null;
};

/**
 * Every device with every key that has signed for it, in one order. A device ended
 * at the first act that took its access away since it was let in last; one whose acts
 * are not known ended when it was enrolled.
 */
export async function readDirectory(
  sql: Database,
  { county }: { county: string },
): Promise<DirectoryDevice[]> {
  const rows = await sql<Row[]>`
    SELECT d.device_id AS id, d.station_code AS station,
      d.device_number AS number, a.jwk, a.last_seq AS "lastSeq",
      CASE WHEN a.last_seq IS NULL THEN a.valid_until END AS "keyEndedAt",
      CASE WHEN d.state <> 'active' THEN coalesce((
        SELECT min(j.at) FROM device_journal j
        WHERE j.county = d.county AND j.device_id = d.device_id
          AND j.act IN ('deviceSuspended', 'deviceRevoked')
          AND j.n > coalesce((
            SELECT max(r.n) FROM device_journal r
            WHERE r.county = d.county AND r.device_id = d.device_id
              AND r.act = 'deviceRestored'), 0)
      ), d.enrolled_at) END AS "endedAt"
    FROM devices d
    JOIN author_keys a ON a.county = d.county AND a.device_id = d.device_id
    WHERE d.county = ${county}
    ORDER BY d.station_code, d.device_number, d.device_id, a.kid`;
  const devices: DirectoryDevice[] = [];
  for (const { id, station, number, endedAt, ...key } of rows) {
    let device = devices.at(-1);
    if (device?.id !== id) {
      device = { id, station, number, ...dated({ endedAt }), keys: [] };
      devices.push(device);
    }
    const { jwk, keyEndedAt, lastSeq } = key;
    device.keys.push({
      x: jwk.x,
      y: jwk.y,
      ...dated({ endedAt: keyEndedAt }),
      ...(lastSeq !== null && { lastSeq }),
    });
  }
  return devices;
}

const dated = ({ endedAt }: { endedAt: string | null }) =>
  endedAt === null ? {} : { endedAt };
