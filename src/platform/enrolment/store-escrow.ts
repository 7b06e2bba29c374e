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
 * Keeps a device's sealed copy of its vault key beside any other, and which
 * recovered keys came: by the word of a clerk who has unlocked, since whoever only
 * has a copied delivery key could else end a recovery.
 */
export async function storeEscrow(
  { sql, clock }: PlatformContext,
  { county, deviceId }: DeviceRow,
  { vaultId, escrow, received }: VaultEscrow,
): Promise<v.InferOutput<typeof vaultEscrowAnswerSchema>> {
  const at = clock();
  await transact(sql, async ({ tx }) => {
    await saveEscrow(tx, { county, deviceId, vaultId, sealed: escrow, at });
    if (received.length > 0)
      await markReceived(tx, { county, deviceId, vaultIds: received, at });
  });
  return { vaultId, serverTime: at.toISOString() };
}
