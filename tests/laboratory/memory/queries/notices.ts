import type * as real from '../../../../src/platform/database/queries/notices.ts';
import { statement } from '../memory-sql.ts';

export const takeNoticeSerial: typeof real.takeNoticeSerial = (
  sql,
  { county, kind, year },
) =>
  statement(sql, async (tx) => {
    const key = `${county} ${kind} ${year}`;
    await tx.lock('noticeHeads', key);
    const serial = (tx.get('noticeHeads', key)?.serial ?? 0) + 1;
    tx.put('noticeHeads', key, { serial });
    return serial;
  });

export const passNoticeSerial: typeof real.passNoticeSerial = (
  sql,
  { county, kind, year, serial },
) =>
  statement(sql, async (tx) => {
    const key = `${county} ${kind} ${year}`;
    await tx.lock('noticeHeads', key);
    const before = tx.get('noticeHeads', key)?.serial ?? 0;
    tx.put('noticeHeads', key, { serial: Math.max(before, serial) });
  });

export const readLastNoticeAt: typeof real.readLastNoticeAt = (sql, county) =>
  statement(
    sql,
    (tx) =>
      tx
        .all('notices')
        .filter((row) => row.county === county)
        .map(({ at }) => at)
        .sort()
        .at(-1) ?? null,
  );

export const skipNoticeSerials: typeof real.skipNoticeSerials = (
  sql,
  { county, kinds, year, count },
) =>
  statement(sql, async (tx) => {
    for (const kind of [...kinds].sort()) {
      const key = `${county} ${kind} ${year}`;
      await tx.lock('noticeHeads', key);
      const before = tx.get('noticeHeads', key)?.serial ?? 0;
      tx.put('noticeHeads', key, { serial: before + count });
    }
  });

export const addNotice: typeof real.addNotice = (sql, row) =>
  statement(sql, async (tx) => {
    const key = `${row.county} ${row.caseId} ${row.n}`;
    await tx.lock('notices', key);
    tx.put('notices', key, row);
  });
