import { turnOf } from '../outbox/material-turn.ts';
import type { DeviceDatabase } from '../database/tables.ts';

/**
 * After a restore of the county nobody knows which photographs it still has: each
 * is asked for (HEAD) by the next round, and sent where it is missing. What has
 * left this device was in a backup. Inside a transaction over `materials`.
 */
export async function askForAllSent(db: DeviceDatabase): Promise<void> {
  await db.materials
    .where('[state+since]')
    .between(['sent', ''], ['sent', '\uffff'])
    .and(({ releasedAt }) => releasedAt === undefined)
    .modify((row) => {
      row.state = 'pending';
      row.isBegun = true;
      row.turn = turnOf(row);
    });
}
