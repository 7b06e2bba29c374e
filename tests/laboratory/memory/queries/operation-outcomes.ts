import type * as real from '../../../../src/platform/database/queries/operation-outcomes.ts';
import { json, statement } from '../memory-sql.ts';

export const addOutcome: typeof real.addOutcome = (sql, row) =>
  statement(sql, async (tx) => {
    const n =
      1 +
      tx
        .all('outcomes')
        .filter(
          ({ county, operationId }) =>
            county === row.county && operationId === row.operationId,
        ).length;
    const key = `${row.county} ${row.operationId} ${n}`;
    await tx.lock('outcomes', key);
    tx.put('outcomes', key, json(row));
  });

export const readWaived: typeof real.readWaived = (
  sql,
  { county, operationId },
) =>
  statement(sql, (tx) =>
    tx
      .all('outcomes')
      .filter(
        (row) =>
          row.county === county &&
          row.operationId === operationId &&
          row.decision === 'apply',
      )
      .map(({ heldFor }) => heldFor),
  );
