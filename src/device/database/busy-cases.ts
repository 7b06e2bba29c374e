import type { DeviceDatabase } from './tables.ts';

/**
 * Whether something of the case waits for the county or for a person: then
 * nothing of it may leave the device.
 */
export async function isBusy(
  db: DeviceDatabase,
  caseId: string,
): Promise<boolean> {
  const waiting = await db.outbox
    .where({ caseId })
    .filter(({ state, result }) => state !== 'settled' || result === 'held')
    .count();
  return waiting > 0;
}
