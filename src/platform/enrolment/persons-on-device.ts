import type { PlatformContext } from '../context.ts';
import { findDevice } from '../database/queries/devices.ts';
import { readCasesOfDevice } from '../database/queries/device-cases.ts';

/**
 * Whose data is probably on a lost device: how many persons, and the numbers of
 * the cases it took in. undefined: there is no such device.
 */
export async function personsOnDevice(
  { sql, config }: PlatformContext,
  deviceId: string,
): Promise<{ persons: number; numbers: string[] } | undefined> {
  const place = { county: config.county, deviceId };
  if ((await findDevice(sql, place)) === undefined) return undefined;
  return await readCasesOfDevice(sql, place);
}
