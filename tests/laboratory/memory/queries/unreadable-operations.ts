import type * as real from '../../../../src/platform/database/queries/unreadable-operations.ts';
import { iso, statement } from '../memory-sql.ts';

const KEPT_MS = 90 * 24 * 3_600_000;

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

export const dropOldUnreadable: typeof real.dropOldUnreadable = (sql, p) =>
  statement(sql, (tx) => {
    const before = Date.parse(p.at) - KEPT_MS;
    for (const row of tx.all('unreadable')) {
      const { county, deviceId, id, arrivedAt, takenBackBy } = row;
      if (
        county === p.county &&
        takenBackBy === null &&
        Date.parse(arrivedAt) < before
      )
        tx.remove('unreadable', `${county} ${deviceId} ${id}`);
    }
  });
