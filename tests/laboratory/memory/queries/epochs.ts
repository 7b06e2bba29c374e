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

export const readEpochNames: typeof real.readEpochNames = (sql, county) =>
  statement(sql, (tx) =>
    tx
      .all('epochNames')
      .filter((row) => row.county === county)
      .map(({ name }) => name),
  );

export const addEpochName: typeof real.addEpochName = (sql, { county, name }) =>
  statement(sql, async (tx) => {
    const key = `${county} ${name}`;
    await tx.lock('epochNames', key);
    if (tx.get('epochNames', key) !== undefined) return false;
    tx.put('epochNames', key, { county, name });
    return true;
  });

export const addEpoch: typeof real.addEpoch = (sql, { county, n, salt }) =>
  statement(sql, async (tx) => {
    const key = `${county} ${n}`;
    await tx.lock('epochs', key);
    if (tx.get('epochs', key) !== undefined) return false;
    tx.put('epochs', key, { county, n, salt });
    return true;
  });
