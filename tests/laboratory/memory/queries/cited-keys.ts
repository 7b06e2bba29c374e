import type * as real from '../../../../src/platform/database/queries/cited-keys.ts';
import { statement } from '../memory-sql.ts';

export const addCitedKey: typeof real.addCitedKey = (sql, p) =>
  statement(sql, async (tx) => {
    const key = `${p.county} ${p.sha256} ${p.operationId}`;
    await tx.lock('citedKeys', key);
    if (tx.get('citedKeys', key) === undefined) tx.put('citedKeys', key, p);
  });

export const readCitedKeys: typeof real.readCitedKeys = (
  sql,
  { county, sha256 },
) =>
  statement(sql, (tx) =>
    tx
      .all('citedKeys')
      .filter((row) => row.county === county && row.sha256 === sha256)
      .sort((one, other) => (one.operationId < other.operationId ? -1 : 1)),
  );
