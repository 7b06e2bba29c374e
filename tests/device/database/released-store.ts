// What must hold of a released store under today's code, in Node and in a browser.
import { expect } from 'vitest';
import { pendingOperations } from '../../../src/device/database/pending.ts';
import type { DevicePorts } from '../../../src/device/ports.ts';
import { layStores, type StoreFixture } from '../../support/store-fixture.ts';
import { aDevice, must, now, type Bench } from '../a-device.ts';
import { FakeCounty } from '../fake-county.ts';

/** A device of today on the store as that release left it, without a network. */
export async function aDeviceOn(
  fixture: StoreFixture,
  changes: Partial<DevicePorts> & Pick<DevicePorts, 'indexedDB'>,
): Promise<Bench> {
  const databaseName = `released-${crypto.randomUUID()}`;
  await layStores(changes.indexedDB, databaseName, fixture);
  const county = await FakeCounty.restore(fixture.county);
  county.fault = () => Promise.reject(new TypeError('no network'));
  return aDevice({ ...changes, databaseName }, county);
}

/** It opens, is read, is worked on, and what was unsent arrives once. */
export async function holdsWhatWasSaved(
  bench: Bench,
  { seen, pin, county: before }: StoreFixture,
): Promise<void> {
  const { api } = bench;
  must(await api.device.unlock('clerk-1', pin));

  const cases = await now(api.cases.watch);
  expect(cases).toMatchObject(seen.cases);
  const drafts = await now(api.drafts.watch);
  expect(
    drafts.map(({ draftId, matterCode, applicantName, removedAt }) => ({
      draftId,
      matterCode,
      applicantName,
      isRemoved: removedAt !== null,
    })),
  ).toEqual(expect.arrayContaining(seen.drafts));
  for (const { draftId, isRemoved } of seen.drafts)
    if (!isRemoved) must(await api.drafts.read(draftId));
  const box = await now(api.outbox.watch);
  expect(box.attention.map(({ operationId }) => operationId)).toEqual(
    seen.attention,
  );
  expect(box.held.map(({ operationId }) => operationId)).toEqual(seen.held);
  expect(box.unsent).toMatchObject(seen.unsent);

  await showsItsPhotographs(bench, seen.drafts);
  await isSentOnce(bench, before.operations.length, seen.unsent.operations);
}

async function showsItsPhotographs(
  { api }: Bench,
  drafts: StoreFixture['seen']['drafts'],
): Promise<void> {
  let pictures = 0;
  for (const { draftId, isRemoved } of drafts) {
    if (isRemoved) continue;
    const { papers } = must(await api.drafts.read(draftId));
    for (const paper of papers) {
      if (paper.how !== 'photo') continue;
      for (const { sha256, state } of paper.pages) {
        if (state === 'damaged') continue;
        must(await api.materials.read(sha256));
        pictures += 1;
      }
    }
  }
  expect(pictures).toBeGreaterThan(0);
}

/** A new case takes its place behind the old ones, in one chain. */
async function isSentOnce(
  { api, county, device }: Bench,
  had: number,
  unsent: number,
): Promise<void> {
  const { db } = device.store;
  const pending = await pendingOperations(db).toArray();
  expect(pending).toHaveLength(unsent);
  county.fault = undefined;
  for (let i = 0; i < 4; i += 1) await api.sync.now();
  expect(county.operations.size).toBe(had + unsent);
  for (const { id, envelope } of pending)
    expect(county.operations.get(id)?.envelope).toEqual(envelope);
  const uploads = county.requests.filter((line) => line.startsWith('POST'));
  const sent = uploads.filter((line) => line.includes('/materials/'));
  expect(new Set(sent).size).toBe(sent.length);
  const { unsent: left } = await now(api.outbox.watch);
  expect(left).toMatchObject({ operations: 0, materials: 0 });
  const chain = await db.chain.orderBy('seq').toArray();
  expect(chain.map(({ seq }) => seq)).toEqual(chain.map((_row, i) => i + 1));
}
