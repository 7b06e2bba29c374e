import type * as real from '../../../../src/platform/database/queries/shown-receipts.ts';
import { statement } from '../memory-sql.ts';

export const addShownReceipt: typeof real.addShownReceipt = (sql, p) =>
  statement(sql, async (tx) => {
    const key = `${p.county} ${p.number}`;
    await tx.lock('shownReceipts', key);
    const { at, ...shown } = p;
    const before = tx.get('shownReceipts', key) ?? {
      ...shown,
      firstShownAt: at,
      times: 0,
    };
    tx.put('shownReceipts', key, {
      ...before,
      lastShownAt: at,
      times: before.times + 1,
    });
  });
