// The courier beside a device in the same fake database, and a county in memory.
import { IDBFactory, IDBKeyRange } from 'fake-indexeddb';
import { expect, test } from 'vitest';
import { putMeta } from '../../src/device/database/meta.ts';
import { write } from '../../src/device/database/write.ts';
import {
  deliver,
  type CourierPorts,
} from '../../src/service-worker/courier.ts';
import {
  aDevice,
  aFilledDraft,
  anEnrolledDevice,
  must,
  now,
  PIN,
  type Bench,
} from '../device/a-device.ts';

/** An enrolled device that took a case in without a network, and was closed. */
async function aClosedDevice(photographs = 1): Promise<Bench> {
  const bench = await anEnrolledDevice();
  bench.county.fault = () => Promise.reject(new TypeError('no network'));
  const draftId = await aFilledDraft(bench.api, { photographs });
  must(await bench.api.drafts.submit(draftId));
  await bench.device.stop();
  bench.county.fault = undefined;
  bench.county.requests.length = 0;
  return bench;
}

const reopened = async (bench: Bench) =>
  aDevice({
    indexedDB: bench.ports.indexedDB,
    databaseName: bench.ports.databaseName,
    fetch: bench.county.fetch,
    clock: bench.ports.clock,
  });

test('a closed and locked device is delivered: text first, then photographs, all settled', async () => {
  const bench = await aClosedDevice();
  expect(await deliver(bench.ports)).toBe(true);
  const { county } = bench;
  expect(county.operations.size).toBe(1);
  expect(county.uploads.size).toBe(2);
  const paths = county.requests.map((line) => line.split('?', 1)[0]);
  expect(paths.some((path) => path?.includes('/feed'))).toBe(false);

  const again = await reopened(bench);
  const { unsent, settled } = await now(again.api.outbox.watch);
  expect(unsent).toMatchObject({ operations: 0, materials: 0 });
  expect(settled).toMatchObject([{ result: 'applied' }]);
});

test('a device that was never in contact is bound by the courier and delivered', async () => {
  const bench = await aDevice();
  must(await bench.api.device.readTicket(await bench.county.ticket()));
  bench.county.fault = () => Promise.reject(new TypeError('no network'));
  must(await bench.api.device.enrol(PIN));
  must(await bench.api.drafts.submit(await aFilledDraft(bench.api)));
  await bench.device.stop();
  bench.county.fault = undefined;
  expect(await deliver(bench.ports)).toBe(true);
  expect(bench.county.operations.size).toBe(1);
});

test('where there is no database, none is made and nothing is asked', async () => {
  const bench = await aDevice();
  await bench.device.stop();
  const indexedDB = new IDBFactory();
  bench.county.requests.length = 0;
  const ports: CourierPorts = {
    ...bench.ports,
    indexedDB,
    keyRange: IDBKeyRange,
    databaseName: 'never-made',
  };
  expect(await deliver(ports)).toBe(true);
  expect(await indexedDB.databases()).toEqual([]);
  expect(bench.county.requests).toEqual([]);
});

test('a database that asks for a newer reader is left alone', async () => {
  const bench = await aClosedDevice();
  const again = await reopened(bench);
  await write(again.device.store, ['meta'], () =>
    putMeta(again.device.store.db, 'minReader', { reader: 99 }),
  );
  await again.device.stop();
  bench.county.requests.length = 0;
  expect(await deliver(bench.ports)).toBe(true);
  expect(bench.county.requests).toEqual([]);
});

test('an older database is not upgraded by the courier, and is delivered', async () => {
  const bench = await aClosedDevice();
  const { indexedDB, databaseName } = bench.ports;
  const version = async () =>
    (await indexedDB.databases()).find(({ name }) => name === databaseName)
      ?.version;
  const before = await version();
  expect(await deliver(bench.ports)).toBe(true);
  expect(await version()).toBe(before);
});

test('while a worker is at it, the courier leaves at once', async () => {
  const bench = await aClosedDevice();
  const busy: CourierPorts = {
    ...bench.ports,
    locks: { tryRun: () => Promise.resolve(undefined) },
  };
  expect(await deliver(busy)).toBe(true);
  expect(bench.county.requests).toEqual([]);
});

test('a broken line leaves everything pending and asks for another try', async () => {
  const bench = await aClosedDevice();
  bench.county.fault = (request) =>
    request.url.includes('/operations')
      ? Promise.reject(new TypeError('cut'))
      : Promise.resolve(undefined);
  expect(await deliver(bench.ports)).toBe(false);
  const again = await reopened(bench);
  const { unsent } = await now(again.api.outbox.watch);
  expect(unsent).toMatchObject({ operations: 1, materials: 2 });
});

test('guarantee 2: worker and courier at once, without the lock, are one effect', async () => {
  const bench = await aClosedDevice();
  const again = await reopened(bench);
  await Promise.all([
    deliver(bench.ports),
    again.api.sync.now(),
    deliver(bench.ports),
  ]);
  expect(bench.county.operations.size).toBe(1);
  const { unsent, settled } = await now(again.api.outbox.watch);
  expect(unsent).toMatchObject({ operations: 0, materials: 0 });
  expect(settled).toHaveLength(1);
});
