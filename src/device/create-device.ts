// Assembles the device from its ports: the worker does it with the browser's,
// tests and the simulation with their own.
import { caseCalls } from './calls/case-calls.ts';
import { catalogueCalls } from './calls/catalogue-calls.ts';
import { deviceCalls } from './calls/device-calls.ts';
import { draftCalls } from './calls/draft-calls.ts';
import { storageCalls } from './calls/storage-calls.ts';
import type { CallContext } from './calls/call-context.ts';
import { CountyFiles } from './catalogue/county-files.ts';
import { Changes } from './database/changes.ts';
import { DeviceDatabase } from './database/tables.ts';
import type { Store } from './database/write.ts';
import type { DeviceApi } from './device-api.ts';
import type { DeviceContext } from './device-context.ts';
import type { DevicePorts } from './ports.ts';
import { StorageGuard } from './storage/storage-guard.ts';
import { Rounds } from './sync/round.ts';
import { VaultKeeper } from './vault/keep-vault.ts';
import { followAccess } from './vault/follow-access.ts';
import { VaultSession } from './vault/vault-session.ts';

export type Device = {
  api: DeviceApi;
  store: Store;
  /** Loads what the county publishes and begins to go round. */
  start(): Promise<void>;
  /** The system says that a network is back. */
  linkIsBack(): void;
  /** Resolves when no round runs and the database is closed. */
  stop(): Promise<void>;
};

export function createDevice(ports: DevicePorts): Device {
  const store: Store = {
    db: new DeviceDatabase(ports.databaseName, {
      indexedDB: ports.indexedDB,
      keyRange: ports.keyRange,
    }),
    changes: new Changes(ports.neighbours),
  };
  const device: DeviceContext = {
    ports,
    store,
    vault: new VaultSession(),
    files: new CountyFiles(store, ports),
    storage: new StorageGuard({ store, ports }),
    bootId: ports.newId(),
  };
  const rounds = new Rounds(device);
  const keeper = new VaultKeeper(device);
  const context: CallContext = {
    ...device,
    rounds,
    keeper,
    cases: new Map(),
  };
  const stopFollowing = followAccess(context);
  return {
    api: {
      device: deviceCalls(context),
      catalogue: catalogueCalls(context),
      drafts: draftCalls(context),
      ...caseCalls(context),
      storage: storageCalls(context),
    },
    store,
    async start() {
      await device.files.loadMissing();
      await device.storage.look();
      await rounds.start();
    },
    linkIsBack() {
      void rounds.trigger('link');
    },
    async stop() {
      stopFollowing();
      await rounds.stop();
      await keeper.stop();
      store.db.close();
    },
  };
}
