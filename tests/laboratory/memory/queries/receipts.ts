import type * as real from '../../../../src/platform/database/queries/receipts.ts';
import { statement } from '../memory-sql.ts';

export const findCaseByNumber: typeof real.findCaseByNumber = (
  sql,
  { county, number },
) =>
  statement(sql, (tx) =>
    tx
      .all('cases')
      .find((row) => row.county === county && row.number === number),
  );

export const isSubmitOf: typeof real.isSubmitOf = (
  sql,
  { county, operationId, number },
) =>
  statement(sql, (tx) => {
    const row = tx.get('operations', `${county} ${operationId}`);
    return row?.number === number && row.result === 'applied';
  });
