import type { UnreadableOperation } from '../../../protocol/unreadable.ts';
import type { Database } from '../connect.ts';

/**
 * Of one device, of copies that nobody proved to have made. A tray is worked off
 * by a person; a copied delivery key would go on for ever.
 */
const MOST_UNPROVEN = 200;

/**
 * Keeps a copy; a repeat adds to it, and an unproven one changes no other. One
 * unproven too many is not kept. `takenBackBy`: the author key of that word.
 */
export async function addUnreadable(
  tx: Database,
  p: {
    county: string;
    at: string;
    copy: UnreadableOperation;
    isProven: boolean;
    takenBackBy: string | null;
  },
): Promise<void> {
  const { id, deviceId, seq, sha256, code, envelope } = p.copy;
  const isKept = p.isProven || p.takenBackBy !== null;
  await tx`
    INSERT INTO unreadable_operations AS u (county, device_id, operation_id,
      seq, sha256, code, envelope, arrived_at, is_proven, taken_back_by)
    SELECT ${p.county}, ${deviceId}, ${id}, ${seq}::integer, ${sha256}, ${code},
      ${envelope}, ${p.at}::timestamptz, ${p.isProven}, ${p.takenBackBy}
    WHERE ${isKept} OR ${MOST_UNPROVEN} > (
      SELECT count(*) FROM unreadable_operations
      WHERE county = ${p.county} AND device_id = ${deviceId}
        AND NOT is_proven AND taken_back_by IS NULL)
    ON CONFLICT (county, device_id, operation_id) DO UPDATE
      SET sha256 = EXCLUDED.sha256,
        envelope = coalesce(EXCLUDED.envelope, u.envelope),
        is_proven = u.is_proven OR EXCLUDED.is_proven,
        taken_back_by = coalesce(EXCLUDED.taken_back_by, u.taken_back_by)
      WHERE ${isKept} OR (NOT u.is_proven AND u.taken_back_by IS NULL)`;
}
