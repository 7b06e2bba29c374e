// Every released store is kept for ever (tests/support/keep-release.mjs) and opened
// by today's code.
import { IDBFactory, IDBKeyRange } from 'fake-indexeddb';
import { describe, expect, it } from 'vitest';
import { DeviceDatabase } from '../../../src/device/database/tables.ts';
import { stretch } from '../../../src/device/vault/stretch.ts';
import { layStores, type StoreFixture } from '../../support/store-fixture.ts';
import { aFilledDraft, must, now, startedAnew } from '../a-device.ts';
import { aDeviceOn, holdsWhatWasSaved } from './released-store.ts';

const fixtures = Object.values(
  import.meta.glob<StoreFixture>('../../fixtures/stores/*.json', {
    eager: true,
    import: 'default',
  }),
);

describe.each(fixtures)('the store of release $release', (fixture) => {
  it('opens, is read and worked on, and its queue arrives once', async () => {
    const bench = await aDeviceOn(fixture, {
      indexedDB: new IDBFactory(),
      stretch,
    });
    await holdsWhatWasSaved(bench, fixture);
  });

  it('is the store of today afterwards: a new case, a restart, a receipt', async () => {
    const bench = await aDeviceOn(fixture, {
      indexedDB: new IDBFactory(),
      stretch,
    });
    must(await bench.api.device.unlock('clerk-1', fixture.pin));
    const draftId = await aFilledDraft(bench.api);
    const { number } = must(await bench.api.drafts.submit(draftId));
    const again = await startedAnew(bench);
    must(await again.api.device.unlock('clerk-1', fixture.pin));
    const cases = await now(again.api.cases.watch);
    expect(cases.map((each) => each.number)).toContain(number);
    expect(cases).toHaveLength(fixture.seen.cases.length + 1);
  });

  it('keeps each row that it had through the upgrade', async () => {
    const indexedDB = new IDBFactory();
    await layStores(indexedDB, 'released', fixture);
    const db = new DeviceDatabase('released', {
      indexedDB,
      keyRange: IDBKeyRange,
    });
    await db.open();
    expect(db.backendDB().version).toBe(db.verno * 10);
    for (const [name, { rows }] of Object.entries(fixture.stores))
      expect(await db.table(name).count(), name).toBe(rows.length);
    db.close();
  });
});

it('each version before the present one is among them', () => {
  const { verno } = new DeviceDatabase('any', {
    indexedDB: new IDBFactory(),
    keyRange: IDBKeyRange,
  });
  const kept = new Set(fixtures.map(({ version }) => version / 10));
  for (let version = 1; version < verno; version += 1)
    expect(kept).toContain(version);
});
