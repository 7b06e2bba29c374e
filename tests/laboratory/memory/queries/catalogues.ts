import type * as real from '../../../../src/platform/database/queries/catalogues.ts';
import { iso, statement } from '../memory-sql.ts';

export const addCatalogue: typeof real.addCatalogue = (
  sql,
  { county, version, signed },
) =>
  statement(sql, async (tx) => {
    const key = `${county} ${version}`;
    await tx.lock('catalogues', key);
    if (tx.get('catalogues', key) === undefined)
      tx.put('catalogues', key, { county, version, signed, isCurrent: false });
  });

export const makeCurrent: typeof real.makeCurrent = (
  sql,
  { county, version },
) =>
  statement(sql, async (tx) => {
    for (const row of tx.all('catalogues')) {
      if (row.county !== county) continue;
      const isCurrent = row.version === version;
      if (row.isCurrent === isCurrent) continue;
      const key = `${county} ${row.version}`;
      await tx.lock('catalogues', key);
      tx.put('catalogues', key, { ...row, isCurrent });
    }
  });

export const findCurrentVersion: typeof real.findCurrentVersion = (
  sql,
  county,
) =>
  statement(
    sql,
    (tx) =>
      tx.all('catalogues').find((row) => row.county === county && row.isCurrent)
        ?.version,
  );

export const findSignedCatalogue: typeof real.findSignedCatalogue = (
  sql,
  { county, version },
) =>
  statement(sql, (tx) => tx.get('catalogues', `${county} ${version}`)?.signed);

export const addVillageEdition: typeof real.addVillageEdition = (
  sql,
  { county, version, signed },
) =>
  statement(sql, async (tx) => {
    const key = `${county} ${version}`;
    await tx.lock('catalogues', key);
    const row = tx.get('catalogues', key);
    if (row !== undefined && row.villageSigned === undefined)
      tx.put('catalogues', key, { ...row, villageSigned: signed });
  });

export const findVillageEdition: typeof real.findVillageEdition = (
  sql,
  { county, version },
) =>
  statement(
    sql,
    (tx) => tx.get('catalogues', `${county} ${version}`)?.villageSigned,
  );

export const addWithdrawal: typeof real.addWithdrawal = (
  sql,
  { county, version, mode, at },
) =>
  statement(sql, async (tx) => {
    const key = `${county} ${version} ${mode}`;
    await tx.lock('withdrawals', key);
    if (tx.get('withdrawals', key) !== undefined) return false;
    tx.put('withdrawals', key, { county, version, mode, at: iso(at) });
    return true;
  });

export const readWithdrawals: typeof real.readWithdrawals = (
  sql,
  { county, version },
) =>
  statement(sql, (tx) =>
    tx
      .all('withdrawals')
      .filter((row) => row.county === county && row.version === version)
      .sort((one, other) => (one.at < other.at ? -1 : 1))
      .map(({ mode, at }) => ({ mode, at })),
  );
