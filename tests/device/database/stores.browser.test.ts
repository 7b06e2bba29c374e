// Stores of other versions than this code's, in real Chromium.
import { afterEach, describe, expect, it } from 'vitest';
import { browserPorts } from '../../../src/device/browser-ports.ts';
import { createDevice } from '../../../src/device/create-device.ts';
import { READER } from '../../../src/device/database/versions.ts';
import type { StoreFixture } from '../../support/store-fixture.ts';
import {
  aFilledDraft,
  anEnrolledDevice,
  must,
  now,
  PIN,
  type Bench,
} from '../a-device.ts';
import { aDeviceOn, holdsWhatWasSaved } from './released-store.ts';

const fixtures = Object.values(
  import.meta.glob<StoreFixture>('../../fixtures/stores/*.json', {
    eager: true,
    import: 'default',
  }),
);
const { indexedDB, keyRange, stretch } = browserPorts('unused');
const open: Bench[] = [];

afterEach(async () => {
  for (const { device } of open.splice(0)) {
    await device.stop();
    await device.store.db.delete();
  }
});

describe.each(fixtures)('the store of release $release', (fixture) => {
  it('opens, is read and worked on, and its queue arrives once', async () => {
    const bench = await aDeviceOn(fixture, { indexedDB, keyRange, stretch });
    open.push(bench);
    await holdsWhatWasSaved(bench, fixture);
  });
});

describe('a store that a newer app has upgraded', () => {
  /** As a release to come would: a version on, a store more, a higher reader. */
  const upgradeTo = (
    name: string,
    version: number,
    minReader: number | undefined,
  ) =>
    new Promise<void>((resolve, reject) => {
      const request = indexedDB.open(name, version);
      request.addEventListener('upgradeneeded', () => {
        request.result.createObjectStore('fromTheFuture');
        if (minReader !== undefined)
          request.transaction
            ?.objectStore('meta')
            .put({ name: 'minReader', value: { reader: minReader } });
      });
      request.addEventListener('success', () => {
        request.result.close();
        resolve();
      });
      request.addEventListener('error', () => reject(request.error));
    });

  async function withUnsentWork(): Promise<Bench> {
    const bench = await anEnrolledDevice({ indexedDB, keyRange });
    open.push(bench);
    const { api, county } = bench;
    county.fault = () => Promise.reject(new TypeError('no network'));
    must(await api.drafts.submit(await aFilledDraft(api, { photographs: 1 })));
    county.fault = undefined;
    await bench.device.stop();
    return bench;
  }

  it('and that this code may not read: it is sent, and the update asked for', async () => {
    const { ports, county } = await withUnsentWork();
    await upgradeTo(ports.databaseName, 990, READER + 1);
    const older = createDevice(ports);
    await older.start();
    const { storeTooNew } = await now(older.api.device.watchState);
    expect(storeTooNew).toBe(true);
    expect(await older.api.device.unlock('clerk-1', PIN)).toMatchObject({
      code: 'storeTooNew',
    });
    await older.api.sync.now();
    await older.api.sync.now();
    expect(county.operations.size).toBe(1);
    expect(county.uploads.size).toBe(2);
    const unsent = (await now(older.api.outbox.watch)).unsent;
    expect(unsent).toMatchObject({ operations: 0, materials: 0 });
    await older.stop();
  });

  it('and that this code may read: it is worked on as before', async () => {
    const { ports } = await withUnsentWork();
    await upgradeTo(ports.databaseName, 990, undefined);
    const older = createDevice(ports);
    await older.start();
    must(await older.api.device.unlock('clerk-1', PIN));
    expect(await now(older.api.cases.watch)).toHaveLength(1);
    must(await older.api.drafts.create('V02'));
    await older.stop();
  });
});
