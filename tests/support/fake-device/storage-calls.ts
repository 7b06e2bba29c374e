import type { StorageCalls } from '../../../src/device/device-api.ts';
import type { FakeDevice } from '../fake-device.ts';

export const storageCalls = (fake: FakeDevice): StorageCalls => ({
  watch: fake.storage.watch,
  releasable: () => Promise.resolve({ ok: true, value: fake.releasable }),
  release: () => {
    const value = fake.releasable;
    fake.releasable = { materials: 0, bytes: 0 };
    return Promise.resolve({ ok: true, value });
  },
  notePersistence: (persistence) => {
    fake.storage.set({ ...fake.storage.value, persistence });
    return Promise.resolve({ ok: true, value: null });
  },
});
