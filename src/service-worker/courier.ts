// The courier: sends what lies in the device's database when no worker does,
// after a sign of the system (Background Sync) or when the last page goes. It
// opens only what is there, holds no key but the delivery key, and leaves without
// a trace where there is nothing to do. It is a bonus, never a guarantee.
import { Changes } from '../device/database/changes.ts';
import { findMeta } from '../device/database/meta.ts';
import { openExisting } from '../device/database/open-existing.ts';
import type { DatabaseFactory } from '../device/database/tables.ts';
import type { DeliveryPorts } from '../device/ports.ts';
import { bindDevice } from '../device/sync/bind-device.ts';
import { deliverFormer } from '../device/sync/deliver-former.ts';
import { Progress } from '../device/sync/progress.ts';
import { push } from '../device/sync/push.ts';
import {
  freshMemory,
  type DeliveryContext,
} from '../device/sync/round-context.ts';
import { openSession } from '../device/sync/session.ts';
import { uploadMaterials } from '../device/sync/upload-materials.ts';

/** Systems end a service worker that works much longer. */
const WORK_MS = 120_000;
/** A session goes stale once in a while, not again and again. */
const SESSIONS = 3;

export type CourierPorts = DeliveryPorts &
  DatabaseFactory & { databaseName: string };

/**
 * Sends operations, then materials. False: something is left that another try
 * may deliver; true: all is delivered, or it is not the courier's to do.
 */
export async function deliver(ports: CourierPorts): Promise<boolean> {
  const isDone = await ports.locks.tryRun('sync', () => deliverAlone(ports));
  // Busy: the worker of an open page is at it.
  return isDone ?? true;
}

async function deliverAlone(ports: CourierPorts): Promise<boolean> {
  const db = await openExisting(ports.databaseName, ports);
  if (db === undefined) return true;
  const store = { db, changes: new Changes(ports.neighbours) };
  const begunAt = ports.clock.monotonicMs();
  try {
    if ((await findMeta(db, 'enrolment')) === undefined) return true;
    return await sendAll({
      ports,
      store,
      progress: new Progress(ports.clock),
      memory: freshMemory(),
      mayBegin: () => ports.clock.monotonicMs() - begunAt < WORK_MS,
    });
  } finally {
    db.close();
  }
}

async function sendAll(context: DeliveryContext): Promise<boolean> {
  const bound = await bindDevice(context);
  if (bound.act !== 'take') return bound.act === 'no';
  for (let i = 0; i < SESSIONS; i += 1) {
    const session = await openSession(context);
    if (session.act !== 'take') return false;
    const former = await deliverFormer(context, session.value);
    const pushed =
      former.end === 'done' ? await push(context, session.value) : former;
    const end =
      pushed.end === 'done'
        ? await uploadMaterials(context, session.value)
        : pushed;
    if (end.end === 'newSession') continue;
    return end.end === 'done' && !end.more;
  }
  return false;
}
