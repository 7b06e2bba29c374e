import type * as real from '../../../../src/platform/database/queries/safe-marks.ts';
import { iso, statement } from '../memory-sql.ts';

/** No second machine stands beside the memory. */
export const readSafety: typeof real.readSafety = (sql, county) =>
  statement(sql, (tx) => ({
    through:
      tx
        .all('safeMarks')
        .filter((row) => row.county === county)
        .map(({ through }) => through)
        .sort()
        .at(-1) ?? null,
    isReplicated: false,
  }));

export const addSafeMark: typeof real.addSafeMark = (sql, p) =>
  statement(sql, async (tx) => {
    const through = iso(p.through);
    const key = `${p.county} ${through}`;
    await tx.lock('safeMarks', key);
    tx.put('safeMarks', key, { county: p.county, through });
  });
