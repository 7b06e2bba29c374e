import type * as real from '../../../../src/platform/database/queries/stations.ts';
import { statement } from '../memory-sql.ts';

export const saveStation: typeof real.saveStation = (sql, county, station) =>
  statement(sql, async (tx) => {
    const key = `${county} ${station.code}`;
    await tx.lock('stations', key);
    const nextDeviceNumber = tx.get('stations', key)?.nextDeviceNumber ?? 1;
    tx.put('stations', key, { county, ...station, nextDeviceNumber });
  });

export const findStation: typeof real.findStation = (sql, { county, code }) =>
  statement(sql, (tx) => {
    const row = tx.get('stations', `${county} ${code}`);
    if (row === undefined) return undefined;
    const { kind, name, villageName, town9, townName, phone } = row;
    return { code, kind, name, villageName, town9, townName, phone };
  });

export const findTownHall: typeof real.findTownHall = (
  sql,
  { county, town9 },
) =>
  statement(sql, (tx) =>
    tx
      .all('stations')
      .filter(
        (row) =>
          row.county === county &&
          row.town9 === town9 &&
          row.kind !== 'village',
      )
      .toSorted((one, other) => (one.code < other.code ? -1 : 1))
      .map(({ code, name, townName, phone }) => ({
        code,
        name,
        townName,
        phone,
      }))
      .at(0),
  );

export const skipDeviceNumbers: typeof real.skipDeviceNumbers = (
  sql,
  { county, count },
) =>
  statement(sql, async (tx) => {
    for (const { code } of tx.all('stations')) {
      const key = `${county} ${code}`;
      await tx.lock('stations', key);
      const row = tx.get('stations', key);
      if (row === undefined || row.nextDeviceNumber + count >= 900) continue;
      const nextDeviceNumber = row.nextDeviceNumber + count;
      tx.put('stations', key, { ...row, nextDeviceNumber });
    }
  });

export const takeDeviceNumber: typeof real.takeDeviceNumber = (
  sql,
  { county, code },
) =>
  statement(sql, async (tx) => {
    const key = `${county} ${code}`;
    await tx.lock('stations', key);
    const row = tx.get('stations', key);
    if (row === undefined) return undefined;
    const { nextDeviceNumber } = row;
    tx.put('stations', key, { ...row, nextDeviceNumber: nextDeviceNumber + 1 });
    return nextDeviceNumber;
  });

export const passDeviceNumber: typeof real.passDeviceNumber = (sql, p) =>
  statement(sql, async (tx) => {
    const key = `${p.county} ${p.code}`;
    await tx.lock('stations', key);
    const row = tx.get('stations', key);
    if (row !== undefined && row.nextDeviceNumber <= p.number)
      tx.put('stations', key, { ...row, nextDeviceNumber: p.number + 1 });
  });
