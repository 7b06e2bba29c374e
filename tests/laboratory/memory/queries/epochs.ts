import type * as real from '../../../../src/platform/database/queries/epochs.ts';
import { statement } from '../memory-sql.ts';

export const readEngineIdentity: typeof real.readEngineIdentity = (
  sql,
  county,
) =>
  statement(sql, (tx) => {
    const last = tx
      .all('epochs')
      .filter((row) => row.county === county)
      .sort((one, other) => other.n - one.n)[0];
    return {
      ...tx.sql.store.identity,
      restores: last?.n ?? 0,
      salt: last?.salt ?? '',
    };
  });

export const addEpoch: typeof real.addEpoch = (sql, { county, n, salt }) =>
  statement(sql, async (tx) => {
    const key = `${county} ${n}`;
    await tx.lock('epochs', key);
    if (tx.get('epochs', key) !== undefined) return false;
    tx.put('epochs', key, { county, n, salt });
    return true;
  });
