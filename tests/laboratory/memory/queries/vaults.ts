import type * as real from '../../../../src/platform/database/queries/vaults.ts';
import { statement } from '../memory-sql.ts';

export const saveEscrow: typeof real.saveEscrow = (sql, row) =>
  statement(sql, async (tx) => {
    const { county, deviceId, vaultId, sealed } = row;
    const key = `${county} ${deviceId} ${vaultId}`;
    await tx.lock('vaultEscrows', key);
    tx.put('vaultEscrows', key, { county, deviceId, vaultId, sealed });
  });

/** Nobody recovers a vault in the laboratory. */
export const readRecoveries: typeof real.readRecoveries = (sql) =>
  statement(sql, () => []);

export const markReceived: typeof real.markReceived = (sql) =>
  statement(sql, () => undefined);

/** A journal that nothing reads back here. */
export const addDeviceAct: typeof real.addDeviceAct = (sql) =>
  statement(sql, () => undefined);

export const addShownAgain: typeof real.addShownAgain = (sql) =>
  statement(sql, () => false);
