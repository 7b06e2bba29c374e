import type * as v from 'valibot';
import type {
  VaultEscrow,
  vaultEscrowAnswerSchema,
} from '../../protocol/enrolment.ts';
import type { PlatformContext } from '../context.ts';
import type { DeviceRow } from '../database/queries/devices.ts';
import { markReceived, saveEscrow } from '../database/queries/vaults.ts';
import { transact } from '../database/transaction.ts';

/**
 * Keeps a device's sealed copy of its vault key, and which recovered keys came.
 * A device that is not active any more may not put another in the place of one
 * that the custodians may still need.
 */
export async function storeEscrow(
  { sql, clock }: PlatformContext,
  { county, deviceId, state }: DeviceRow,
  { vaultId, escrow, received }: VaultEscrow,
): Promise<v.InferOutput<typeof vaultEscrowAnswerSchema>> {
  const at = clock();
  await transact(sql, async ({ tx }) => {
    if (state === 'active')
      await saveEscrow(tx, { county, deviceId, vaultId, sealed: escrow, at });
    if (received.length > 0)
      await markReceived(tx, { county, deviceId, vaultIds: received, at });
  });
  return { vaultId, serverTime: at.toISOString() };
}
