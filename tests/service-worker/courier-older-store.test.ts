import { Dexie } from 'dexie';
import { IDBFactory } from 'fake-indexeddb';
import { expect, test } from 'vitest';
import { STORE_NAMES } from '../../src/device/database/tables.ts';
import { deliver } from '../../src/service-worker/courier.ts';
import { aFilledDraft, anEnrolledDevice, must } from '../device/a-device.ts';

/** As 0.1.0 made it. */
const FIRST_STORES = {
  meta: 'name',
  keys: 'name',
  clerks: 'id',
  drafts: 'draftId, state, caseId',
  cases: 'caseId, takenInAt',
  events: '[caseId+n]',
  outbox: 'id, &seq, caseId, [state+seq], [state+result]',
  materials: 'sha256, [state+since], caseId, draftId, [caseId+state+bytes]',
  materialBytes: 'sha256',
  chain: 'seq',
  cursors: 'audience',
  catalogues: 'version',
};

test('the courier delivers from the store of the first release, and leaves it as it is', async () => {
  const bench = await anEnrolledDevice();
  const { county, device, ports, api } = bench;
  county.fault = () => Promise.reject(new TypeError('no network'));
  const draftId = await aFilledDraft(api, { photographs: 1 });
  must(await api.drafts.submit(draftId));
  const indexedDB = new IDBFactory();
  const older = new Dexie(ports.databaseName, {
    indexedDB,
    IDBKeyRange: ports.keyRange,
  });
  older.version(1).stores(FIRST_STORES);
  for (const name of STORE_NAMES) {
    if (!(name in FIRST_STORES)) continue;
    await older.table(name).bulkPut(await device.store.db[name].toArray());
  }
  older.close();
  await device.stop();

  county.fault = undefined;
  expect(await deliver({ ...ports, indexedDB })).toBe(true);
  expect(county.operations.size).toBe(1);
  expect(county.uploads.size).toBe(2);
  const [database] = await indexedDB.databases();
  expect(database?.version).toBe(10);
});
