import type { UnreadableOperation } from '../../../protocol/unreadable.ts';
import type { Database } from '../connect.ts';

const KEPT_DAYS = 90;

/** Keeps a copy; a repeat adds the text where there was none. */
export async function addUnreadable(
  tx: Database,
  p: { county: string; at: string; copy: UnreadableOperation },
): Promise<void> {
  const { id, deviceId, seq, sha256, code, envelope } = p.copy;
  await tx`
    INSERT INTO unreadable_operations AS u (county, device_id, operation_id,
      seq, sha256, code, envelope, arrived_at)
    VALUES (${p.county}, ${deviceId}, ${id}, ${seq}, ${sha256}, ${code},
      ${envelope}, ${p.at})
    ON CONFLICT (county, device_id, operation_id) DO UPDATE
      SET envelope = coalesce(u.envelope, EXCLUDED.envelope)`;
}

/** Lets go of what has been kept long enough. */
export async function dropOldUnreadable(
  tx: Database,
  p: { county: string; at: string },
): Promise<void> {
  await tx`
    DELETE FROM unreadable_operations
    WHERE county = ${p.county}
      AND arrived_at < ${p.at}::timestamptz - make_interval(days => ${KEPT_DAYS})`;
}
