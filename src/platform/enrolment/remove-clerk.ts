import type { PlatformContext } from '../context.ts';
import { removeAuthorKeys } from '../database/queries/author-keys.ts';
import { addDeviceAct } from '../database/queries/vaults.ts';
import { transact } from '../database/transaction.ts';

/**
 * Takes a clerk's keys on a device out of use: what he signed and has not arrived
 * is held, and the device erases them at its next contact. False: he has none
 * there.
 */
export async function removeClerk(
  { sql, config, clock }: PlatformContext,
  { deviceId, clerkId }: { deviceId: string; clerkId: string },
): Promise<boolean> {
  const { county } = config;
  return await transact(sql, async ({ tx }) => {
    const at = clock();
    const keys = await removeAuthorKeys(tx, { county, deviceId, clerkId, at });
    if (keys === 0) return false;
    await addDeviceAct(tx, {
      county,
      act: 'clerkRemoved',
      deviceId,
      clerkId,
      detail: { keys },
      at,
    });
    return true;
  });
}
