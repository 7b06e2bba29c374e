import type * as real from '../../../../src/platform/database/queries/unreadable-operations.ts';
import { iso, statement } from '../memory-sql.ts';

/** A tray of the laboratory never comes near the bound on unproven ones. */
export const addUnreadable: typeof real.addUnreadable = (sql, p) =>
  statement(sql, async (tx) => {
    const { county, at, copy, isProven, takenBackBy } = p;
    const key = `${county} ${copy.deviceId} ${copy.id}`;
    await tx.lock('unreadable', key);
    const row = tx.get('unreadable', key);
    const isKept = isProven || takenBackBy !== null;
    if (row && !isKept && (row.isProven || row.takenBackBy !== null)) return;
    tx.put('unreadable', key, {
      ...copy,
      county,
      envelope: copy.envelope ?? row?.envelope ?? null,
      isProven: isProven || row?.isProven === true,
      takenBackBy: takenBackBy ?? row?.takenBackBy ?? null,
      arrivedAt: row?.arrivedAt ?? iso(at),
    });
  });
