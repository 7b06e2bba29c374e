import type { PlatformContext } from '../context.ts';
import { setDeviceState, type DeviceRow } from '../database/queries/devices.ts';
import { addDeviceAct, type DeviceAct } from '../database/queries/vaults.ts';
import { transact } from '../database/transaction.ts';

const ACTS: Record<DeviceRow['state'], DeviceAct> = {
  active: 'deviceRestored',
  suspended: 'deviceSuspended',
  revoked: 'deviceRevoked',
};

/**
 * Takes a device's access away, for good or until it is let in again. What it has
 * not sent is still taken, as `held: revoked`. `unlessRevoked`: for whom may only
 * suspend. False: there is no such device.
 */
export async function revokeDevice(
  { sql, config, clock }: PlatformContext,
  p: Pick<DeviceRow, 'deviceId' | 'state'> & { unlessRevoked?: boolean },
): Promise<boolean> {
  const { county } = config;
  const { deviceId, state } = p;
  return await transact(sql, async ({ tx }) => {
    if (!(await setDeviceState(tx, { county, ...p }))) return false;
    await addDeviceAct(tx, {
      county,
      act: ACTS[state],
      deviceId,
      clerkId: null,
      detail: {},
      at: clock(),
    });
    return true;
  });
}
