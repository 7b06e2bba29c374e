// What is waiting to be sent: counted for the strip, listed, and sent in order.
import type { Collection, InsertType } from 'dexie';
import type { DeviceDatabase, MaterialRow, OutboxRow } from './tables.ts';

type Operations = Collection<OutboxRow, string, InsertType<OutboxRow, 'id'>>;
type Materials = Collection<
  MaterialRow,
  string,
  InsertType<MaterialRow, 'sha256'>
>;

/** Operations that the county has not answered for, by their place in the chain. */
export function pendingOperations(db: DeviceDatabase): Operations {
  return operationsIn(db, 'pending');
}

/**
 * The outbox's rows in one state, by their place in the chain; those of a device
 * that this one was before come first (outbox/former-queue.ts).
 */
export function operationsIn(
  db: DeviceDatabase,
  state: OutboxRow['state'],
): Operations {
  return db.outbox
    .where('[state+seq]')
    .between([state, -Infinity], [state, Infinity]);
}

/** Materials whose bytes this device has lost, with or without a case. */
export function damagedMaterials(db: DeviceDatabase): Materials {
  return materialsIn(db, 'damaged');
}

/** Materials that the county does not have whole, those of the oldest case first. */
export function pendingMaterials(db: DeviceDatabase): Materials {
  return materialsIn(db, 'pending');
}

function materialsIn(
  db: DeviceDatabase,
  state: MaterialRow['state'],
): Materials {
  return db.materials
    .where('[state+since]')
    .between([state, ''], [state, '\uffff']);
}
