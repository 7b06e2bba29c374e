import type { PlatformContext } from '../context.ts';
import { suspendAuthorKeys } from '../database/queries/author-keys.ts';
import { addDeviceAct } from '../database/queries/vaults.ts';
import { transact } from '../database/transaction.ts';

export type ClerkState = 'active' | 'suspended';

/**
 * Shuts a clerk of a device out for a while, or lets him in again: meanwhile he reads
 * nothing more here, and what of his arrives is held; his keys stay. False: he has none
 * there that could be used.
 */
export async function suspendClerk(
  { sql, config, clock }: PlatformContext,
  p: { deviceId: string; clerkId: string; state: ClerkState },
): Promise<boolean> {
  const { county } = config;
  const { deviceId, clerkId, state } = p;
  const isIn = state === 'active';
  return await transact(sql, async ({ tx }) => {
    const now = clock();
    const at = isIn ? null : now;
    const keys = await suspendAuthorKeys(tx, { county, deviceId, clerkId, at });
    if (keys === 0) return false;
    await addDeviceAct(tx, {
      county,
      act: isIn ? 'clerkRestored' : 'clerkSuspended',
      deviceId,
      clerkId,
      detail: { keys },
      at: now,
    });
    return true;
  });
}
