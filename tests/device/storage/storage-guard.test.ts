import { describe, expect, it, vi } from 'vitest';
import { read, write } from '../../../src/device/database/write.ts';
import { BALLAST, hasBallast } from '../../../src/device/database/meta.ts';
import { keepBallast } from '../../../src/device/storage/keep-ballast.ts';
import { StorageGuard } from '../../../src/device/storage/storage-guard.ts';
import { aSmallDisk } from '../../support/small-disk.ts';
import {
  aDevice,
  aFilledDraft,
  anEnrolledDevice,
  aPhotograph,
  must,
  now,
  PIN,
} from '../a-device.ts';
import { eventually } from '../../support/eventually.ts';

const MB = 1024 * 1024;

async function onASmallDisk() {
  const disk = aSmallDisk();
  const bench = await anEnrolledDevice({
    indexedDB: disk.factory,
    ballastBytes: 60_000,
  });
  return { ...bench, disk };
}

describe('the ballast', () => {
  it('is laid down after enrolment, and not before', async () => {
    const { api, county, device } = await aDevice();
    must(await api.device.readTicket(await county.ticket()));
    await api.sync.now();
    expect(await read(device.store, hasBallast)).toBe(false);
    must(await api.device.enrol(PIN));
    await api.sync.now();
    expect(await read(device.store, hasBallast)).toBe(true);
  });

  it('is given up when text finds the storage full, and the text is saved', async () => {
    const { api, device, disk } = await onASmallDisk();
    const draftId = must(await api.drafts.create('V02'));
    disk.quota = disk.used();
    const savedAt = must(await api.drafts.saveAnswers(draftId, { a: 'x' }));
    expect(must(await api.drafts.read(draftId))).toMatchObject({
      answers: { a: 'x' },
      savedAt,
    });
    expect(await read(device.store, hasBallast)).toBe(false);
    expect(await now(api.storage.watch)).toMatchObject({ state: 'full' });
  });

  it('is given up for all that is being saved in that moment', async () => {
    const { api, device, disk } = await onASmallDisk();
    const drafts = [
      must(await api.drafts.create('V02')),
      must(await api.drafts.create('V02')),
    ];
    disk.quota = disk.used();
    const saved = await Promise.all(
      drafts.map((draftId) => api.drafts.saveAnswers(draftId, { a: 'x' })),
    );
    expect(saved).toMatchObject([{ ok: true }, { ok: true }]);
    expect(await read(device.store, hasBallast)).toBe(false);
  });

  it('that a round laid down in the room it had made is given up again', async () => {
    const { api, device, disk, ports } = await onASmallDisk();
    const draftId = must(await api.drafts.create('V02'));
    disk.quota = disk.used();
    let isLaidAgain: Promise<boolean> | undefined;
    device.store.changes.listen((changed) => {
      if (changed.has(BALLAST))
        isLaidAgain ??= keepBallast(device.store, ports);
    });
    must(await api.drafts.saveAnswers(draftId, { a: 'x' }));
    expect(await isLaidAgain).toBe(true);
    expect(await read(device.store, hasBallast)).toBe(false);
  });

  it('is never given up for a photograph, which says so', async () => {
    const { api, device, disk } = await onASmallDisk();
    const draftId = must(await api.drafts.create('V02'));
    disk.quota = disk.used();
    expect(
      await api.drafts.addPhotograph(draftId, 'p', aPhotograph()),
    ).toMatchObject({ ok: false, code: 'photographsFull' });
    expect(await read(device.store, hasBallast)).toBe(true);
    expect(await now(api.storage.watch)).toMatchObject({ state: 'full' });
  });

  it('that was given up leaves its room to text: no photograph takes it', async () => {
    const { api, disk } = await onASmallDisk();
    const draftId = must(await api.drafts.create('V02'));
    disk.quota = disk.used();
    must(await api.drafts.saveAnswers(draftId, { a: 'x' }));
    expect(disk.quota - disk.used()).toBeGreaterThan(50_000);
    const photograph = () =>
      api.drafts.addPhotograph(draftId, 'p', aPhotograph());
    expect(await photograph()).toMatchObject({ code: 'photographsFull' });
    must(await api.drafts.saveAnswers(draftId, { a: 'y' }));
    disk.quota = Infinity;
    must(await photograph());
    expect(await now(api.storage.watch)).toMatchObject({ state: 'ok' });
  });

  it('is laid down again when there is room', async () => {
    const { api, device, disk } = await onASmallDisk();
    const draftId = must(await api.drafts.create('V02'));
    disk.quota = disk.used();
    must(await api.drafts.saveAnswers(draftId, { a: 'x' }));
    await api.sync.now();
    expect(await read(device.store, hasBallast)).toBe(false);
    disk.quota = Infinity;
    await api.sync.now();
    expect(await read(device.store, hasBallast)).toBe(true);
    expect(await now(api.storage.watch)).toMatchObject({ state: 'ok' });
  });

  it('that lost its bytes holds no room and is laid down anew', async () => {
    const { api, device } = await onASmallDisk();
    await write(device.store, ['meta'], () =>
      device.store.db.meta.delete('ballast'),
    );
    await api.sync.now();
    const row = await read(device.store, (db) => db.meta.get('ballast'));
    expect(row?.value).toHaveLength(60_000);
  });
});

describe('a full storage', () => {
  it('guarantee 1: a case whose photographs are here is submitted and delivered; nothing saved is lost', async () => {
    const { api, county, disk } = await onASmallDisk();
    county.fault = () => Promise.reject(new TypeError('no network'));
    const draftId = await aFilledDraft(api, { photographs: 2 });
    disk.quota = disk.used();
    const { number } = must(await api.drafts.submit(draftId));
    county.fault = undefined;
    await api.sync.now();
    await api.sync.now();
    expect(
      [...county.operations.values()].map(({ operation }) => operation),
    ).toMatchObject([{ number }]);
    expect(county.uploads.size).toBe(3);
    const { unsent, attention } = await now(api.outbox.watch);
    expect(unsent).toMatchObject({ operations: 0, materials: 0 });
    expect(attention).toEqual([]);
  });

  it('what the county says waits for room, and the queue goes on', async () => {
    const { api, county, device, disk } = await onASmallDisk();
    const draftId = await aFilledDraft(api, { photographs: 1 });
    const { caseId } = must(await api.drafts.submit(draftId));
    await api.sync.now();
    for (let i = 0; i < 3; i += 1)
      county.say(caseId, { kind: 'withdrawn', reason: '不办了' });
    disk.quota = disk.used();
    await api.sync.now();
    expect(await device.store.db.events.count()).toBe(0);
    expect(await read(device.store, hasBallast)).toBe(true);
    disk.quota = Infinity;
    await api.sync.now();
    expect(await device.store.db.events.count()).toBe(3);
  });
});

describe('photographs that the county does not have', () => {
  it('are counted by their rows, and no longer once they are sent', async () => {
    const { api } = await anEnrolledDevice();
    const draftId = await aFilledDraft(api, { photographs: 2 });
    const { unsent } = await now(api.storage.watch);
    expect(unsent.materials).toBe(3);
    expect(unsent.bytes).toBeGreaterThan(1000);
    must(await api.drafts.submit(draftId));
    await api.sync.now();
    await api.sync.now();
    const after = await now(api.storage.watch);
    expect(after.unsent).toEqual({ materials: 0, bytes: 0 });
  });

  it('are counted when they are saved while others are counted', async () => {
    const { device, ports } = await anEnrolledDevice();
    const guard = new StorageGuard({
      store: device.store,
      age: { isTooNew: false },
      ports,
    });
    const looked = guard.look();
    const counting = vi.spyOn(device.store.db.materials, 'where');
    await eventually(() => expect(counting).toHaveBeenCalled());
    guard.added(3 * MB);
    await looked;
    expect(guard.unsent).toEqual({ materials: 1, bytes: 3 * MB });
  });

  it('are warned of at 1.5 GB and taken no more at 2 GB, while text goes on', async () => {
    const { api, county, device, ports } = await anEnrolledDevice();
    county.fault = () => Promise.reject(new TypeError('no network'));
    const draftId = must(await api.drafts.create('V02'));
    const put = (mb: number) =>
      write(device.store, ['materials'], () =>
        device.store.db.materials.put({
          sha256: 'a'.repeat(64),
          bytes: mb * MB,
          state: 'draft',
          since: '2026-11-25T02:00:00.000Z',
          draftId,
          caseId: null,
          isBegun: false,
        }),
      );
    const looked = async () => {
      const guard = new StorageGuard({
        store: device.store,
        age: { isTooNew: false },
        ports: { ...ports, ballastBytes: 10 },
      });
      await guard.look();
      return guard;
    };
    await put(1535);
    expect((await looked()).state).toBe('ok');
    await put(1536);
    expect((await looked()).state).toBe('low');
    await put(2048);
    const guard = await looked();
    expect(guard.state).toBe('full');
    expect(await guard.mayTakePhotograph()).toBe(false);
    await api.sync.now();
    expect(
      await api.drafts.addPhotograph(draftId, 'p', aPhotograph()),
    ).toMatchObject({ code: 'photographsFull' });
    must(await api.drafts.saveAnswers(draftId, { a: 'x' }));
    must(
      await api.drafts.saveSignature(
        draftId,
        new Blob([new Uint8Array([0x89, 0x50, 0x4e, 0x47, 1])]),
      ),
    );
  });
});
