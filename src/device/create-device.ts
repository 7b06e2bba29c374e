// Assembles the device from its ports: the worker does it with the browser's,
// tests and the simulation with their own.
import { CaseList } from './cases/list-cases.ts';
import { caseCalls } from './calls/case-calls.ts';
import { catalogueCalls } from './calls/catalogue-calls.ts';
import { deviceCalls } from './calls/device-calls.ts';
import { bundleCalls } from './calls/bundle-calls.ts';
import { draftCalls } from './calls/draft-calls.ts';
import { healthCalls } from './calls/health-calls.ts';
import { lineCalls } from './calls/line-calls.ts';
import { pictureCalls } from './calls/picture-calls.ts';
import { receiptCalls } from './calls/receipt-calls.ts';
import { batchCalls } from './calls/batch-calls.ts';
import { residentCalls, withRegister } from './calls/resident-calls.ts';
import { stickCalls } from './calls/stick-calls.ts';
import { storageCalls } from './calls/storage-calls.ts';
import { lockNow, type CallContext } from './calls/call-context.ts';
import { refusedWhileTooNew } from './calls/refused-while-too-new.ts';
import { CountyFiles } from './catalogue/county-files.ts';
import { followLoss } from './database/follow-loss.ts';
import { Changes } from './database/changes.ts';
import { StorageError } from './database/storage-error.ts';
import { StoreAge } from './database/store-age.ts';
import { DeviceDatabase } from './database/tables.ts';
import { read, type Store } from './database/write.ts';
import type { DeviceApi } from './device-api.ts';
import { loadFiles, type DeviceContext } from './device-context.ts';
import { followNotices } from './export/notices.ts';
import type { DevicePorts } from './ports.ts';
import { StorageGuard } from './storage/storage-guard.ts';
import { Rounds } from './sync/round.ts';
import { VaultKeeper } from './vault/keep-vault.ts';
import { followAccess } from './vault/follow-access.ts';
import { VaultSession } from './vault/vault-session.ts';

export type Device = {
  api: DeviceApi;
  store: Store;
  /**
   * Loads what the county publishes and begins to go round; where the store
   * cannot be opened, DeviceState says so and `tryAgain` starts it.
   */
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
  const vault = new VaultSession();
  const age = new StoreAge(store.db, () => vault.lock());
  const device: DeviceContext = {
    ports,
    store,
    age,
    vault,
    files: new CountyFiles(store, ports),
    storage: new StorageGuard({ store, ports, age }),
    bootId: ports.newId(),
  };
  const rounds = new Rounds(device);
  const keeper = new VaultKeeper(device);
  let isStarted = false;
  const start = async (): Promise<void> => {
    if (isStarted) return;
    try {
      await read(store, (db) => db.meta.count());
      await loadFiles(device);
      await device.storage.look();
      await rounds.start();
      isStarted = true;
    } catch (error) {
      // DeviceState says so, and the clerk may try again.
      if (!(error instanceof StorageError)) throw error;
    }
  };
  const context: CallContext = {
    ...device,
    rounds,
    keeper,
    start,
    cases: new CaseList(device),
  };
  followLoss(store, { age, vault, lock: () => lockNow(context) });
  const people = withRegister(context);
  const stopFollowing = followAccess(context);
  const stopNotices = followNotices(device);
  return {
    api: {
      device: refusedWhileTooNew(age, deviceCalls(context), [
        'watchState',
        'tryAgain',
        'lock',
      ]),
      catalogue: catalogueCalls(context),
      drafts: refusedWhileTooNew(age, draftCalls(context), ['watch']),
      bundles: refusedWhileTooNew(age, bundleCalls(context), []),
      ...caseCalls(context),
      pictures: pictureCalls(context),
      stick: refusedWhileTooNew(age, stickCalls(context), ['plan', 'write']),
      storage: storageCalls(context),
      receipts: receiptCalls(context),
      residents: residentCalls(people),
      batches: refusedWhileTooNew(age, batchCalls(context, people), []),
      health: healthCalls(context),
      line: lineCalls(context),
    },
    store,
    start,
    linkIsBack() {
      void rounds.trigger('link');
    },
    async stop() {
      stopFollowing();
      stopNotices();
      await rounds.stop();
      await keeper.stop();
      store.db.close();
    },
  };
}
