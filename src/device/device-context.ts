// What every use case of the device is given.
import type { CountyFiles } from './catalogue/county-files.ts';
import { findMeta, getCounty } from './database/meta.ts';
import type { StoreAge } from './database/store-age.ts';
import { read, type Store } from './database/write.ts';
import type { Moment } from '../domain/cases/operation.ts';
import type { DevicePorts } from './ports.ts';
import type { StorageGuard } from './storage/storage-guard.ts';
import type { Unlocked, VaultSession } from './vault/vault-session.ts';

export type DeviceContext = {
  ports: DevicePorts;
  store: Store;
  age: StoreAge;
  vault: VaultSession;
  files: CountyFiles;
  storage: StorageGuard;
  /** Random, of this start of the worker. */
  bootId: string;
};

/** A use case that needs the keys, after the lock was checked. */
export type OpenContext = DeviceContext & { unlocked: Unlocked };

/** Now, as ISO 8601. */
export function nowIso({
  ports,
}: {
  ports: Pick<DevicePorts, 'clock'>;
}): string {
  return new Date(ports.clock.wallMs()).toISOString();
}

/** The moment of an act, with all a device can know of it. */
export async function moment({
  ports,
  store,
  bootId,
}: Pick<DeviceContext, 'ports' | 'store' | 'bootId'>): Promise<Moment> {
  const { lastHeardAt } = await read(store, getCounty);
  return {
    wallTime: nowIso({ ports }),
    monotonicMs: ports.clock.monotonicMs(),
    bootId,
    lastHeardAt,
  };
}

/** undefined before enrolment, and in the place of a store that was taken away. */
export async function findDeviceId(store: Store): Promise<string | undefined> {
  const device = await read(store, (db) => findMeta(db, 'device'));
  return device?.id;
}

/** The device's id. @throws before enrolment. */
export async function getDeviceId(store: Store): Promise<string> {
  const id = await findDeviceId(store);
  if (id === undefined) throw new Error('the device is not enrolled');
  return id;
}

/** What the county publishes and is missing here; nothing in a newer store. */
export async function loadFiles({
  age,
  files,
}: Pick<DeviceContext, 'age' | 'files'>): Promise<void> {
  if (!age.isTooNew) await files.loadMissing();
}
