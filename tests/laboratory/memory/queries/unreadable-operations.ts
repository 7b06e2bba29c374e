import type * as real from '../../../../src/platform/database/queries/unreadable-operations.ts';
import { iso, statement } from '../memory-sql.ts';

const KEPT_MS = 90 * 24 * 3_600_000;

export const addUnreadable: typeof real.addUnreadable = (sql, p) =>
  statement(sql, async (tx) => {
    const { county, at, copy } = p;
    const key = `${county} ${copy.deviceId} ${copy.id}`;
    await tx.lock('unreadable', key);
    const row = tx.get('unreadable', key) ?? {
      ...copy,
      county,
      arrivedAt: iso(at),
    };
    const envelope = row.envelope ?? copy.envelope;
    tx.put('unreadable', key, { ...row, envelope });
  });

export const dropOldUnreadable: typeof real.dropOldUnreadable = (sql, p) =>
  statement(sql, (tx) => {
    const before = Date.parse(p.at) - KEPT_MS;
    for (const { county, deviceId, id, arrivedAt } of tx.all('unreadable'))
      if (county === p.county && Date.parse(arrivedAt) < before)
        tx.remove('unreadable', `${county} ${deviceId} ${id}`);
  });
