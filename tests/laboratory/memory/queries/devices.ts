import type * as real from '../../../../src/platform/database/queries/devices.ts';
import { json, statement } from '../memory-sql.ts';

export const addDevice: typeof real.addDevice = (sql, row) =>
  statement(sql, async (tx) => {
    const { county, deviceId, stationCode, deviceNumber, deliveryJwk } = row;
    const key = `${county} ${deviceId}`;
    await tx.lock('devices', key);
    const isTaken = tx
      .all('devices')
      .some(
        (other) =>
          other.county === county &&
          (other.deviceId === deviceId ||
            (other.stationCode === stationCode &&
              other.deviceNumber === deviceNumber)),
      );
    if (isTaken) return false;
    tx.put('devices', key, {
      county,
      deviceId,
      stationCode,
      deviceNumber,
      deliveryJwk: json(deliveryJwk),
      state: 'active',
      knownSeq: 0,
      head: null,
      highestSeq: 0,
      lastNonceUs: 0,
    });
    return true;
  });

export const findDevice: typeof real.findDevice = (sql, { county, deviceId }) =>
  statement(sql, (tx) => tx.get('devices', `${county} ${deviceId}`));

export const lockDevice: typeof real.lockDevice = (sql, { county, deviceId }) =>
  statement(sql, async (tx) => {
    const key = `${county} ${deviceId}`;
    if (tx.get('devices', key) === undefined) return undefined;
    await tx.lock('devices', key);
    return tx.get('devices', key);
  });

export const saveChain: typeof real.saveChain = (
  sql,
  { county, deviceId, knownSeq, head, highestSeq },
) =>
  statement(sql, async (tx) => {
    const key = `${county} ${deviceId}`;
    await tx.lock('devices', key);
    const row = tx.get('devices', key);
    if (row !== undefined)
      tx.put('devices', key, { ...row, knownSeq, head, highestSeq });
  });

export const useNonce: typeof real.useNonce = (
  sql,
  { county, deviceId, issuedUs },
) =>
  statement(sql, async (tx) => {
    const key = `${county} ${deviceId}`;
    await tx.lock('devices', key);
    const row = tx.get('devices', key);
    if (row === undefined || row.lastNonceUs >= issuedUs) return false;
    tx.put('devices', key, { ...row, lastNonceUs: issuedUs });
    return true;
  });
