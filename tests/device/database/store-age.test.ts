// A store that newer code has written: this code sends what lies there, and reads
// and writes nothing else.
import { expect, it } from 'vitest';
import { createDevice } from '../../../src/device/create-device.ts';
import { putMeta } from '../../../src/device/database/meta.ts';
import { READER } from '../../../src/device/database/versions.ts';
import { write } from '../../../src/device/database/write.ts';
import { aFilledDraft, anEnrolledDevice, must, now, PIN } from '../a-device.ts';

it('is sent, not opened, and the clerk is told to update', async () => {
  const { api, county, device, ports } = await anEnrolledDevice();
  county.fault = () => Promise.reject(new TypeError('no network'));
  must(await api.drafts.submit(await aFilledDraft(api, { photographs: 1 })));
  const left = await aFilledDraft(api);
  await write(device.store, ['meta'], () =>
    putMeta(device.store.db, 'minReader', { reader: READER + 1 }),
  );
  await device.stop();
  county.fault = undefined;

  const older = createDevice(ports);
  await older.start();
  expect(await now(older.api.device.watchState)).toMatchObject({
    stage: 'ready',
    storeTooNew: true,
  });
  expect(await older.api.device.unlock('clerk-1', PIN)).toMatchObject({
    code: 'storeTooNew',
  });
  expect(await older.api.drafts.read(left)).toMatchObject({ ok: false });
  await older.api.drafts.remove(left);
  expect(await older.store.db.drafts.get(left)).toMatchObject({
    state: 'open',
  });
  await older.api.sync.now();
  await older.api.sync.now();
  expect(county.operations.size).toBe(1);
  expect(county.uploads.size).toBe(2);
  expect((await now(older.api.outbox.watch)).unsent).toMatchObject({
    operations: 0,
    materials: 0,
  });
  await older.stop();
});

it('that becomes newer while it is open locks this window', async () => {
  const { api, device } = await anEnrolledDevice();
  const draftId = must(await api.drafts.create('V02'));
  await write(device.store, ['meta'], () =>
    putMeta(device.store.db, 'minReader', { reader: READER + 1 }),
  );
  // The newer code's upgrade closes the connections of all others.
  device.store.db.backendDB().close();
  await api.sync.now();
  expect(await api.drafts.read(draftId)).toMatchObject({
    code: 'storeTooNew',
  });
  expect(await now(api.device.watchState)).toMatchObject({
    storeTooNew: true,
  });
});

it('that becomes newer in the middle of a save takes no row of this code', async () => {
  const { api, device } = await anEnrolledDevice();
  const draftId = must(await api.drafts.create('V02'));
  const before = await device.store.db.drafts.get(draftId);
  await write(device.store, ['meta'], () =>
    putMeta(device.store.db, 'minReader', { reader: READER + 1 }),
  );
  device.store.db.backendDB().close();
  const saving = write(device.store, ['drafts'], () =>
    device.store.db.drafts.update(draftId, { savedAt: 'now' }),
  );
  await expect(saving).rejects.toMatchObject({ code: 'storageFailed' });
  expect(await device.store.db.drafts.get(draftId)).toEqual(before);
});
