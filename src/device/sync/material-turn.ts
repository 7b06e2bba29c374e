import type { DeviceDatabase } from '../database/tables.ts';

/** Inside a transaction over `materials`: the county lacks it, by its own word. */
export async function sendAgain(
  db: DeviceDatabase,
  sha256: string,
  at: string,
): Promise<void> {
  await db.materials
    .where({ sha256 })
    .and(({ state }) => state === 'sent')
    .modify({ state: 'pending', since: at, isBegun: true });
}

/** A reviewer waits for it. Said perhaps long ago: what was sent stays sent. */
export async function putMaterialFirst(
  db: DeviceDatabase,
  sha256: string,
): Promise<void> {
  await db.materials
    .where({ sha256 })
    .and(({ state }) => state === 'pending')
    .modify({ isAsked: true });
}
