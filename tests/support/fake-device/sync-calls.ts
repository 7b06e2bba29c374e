import type { SyncCalls } from '../../../src/device/device-api.ts';
import type { FakeDevice } from '../fake-device.ts';

export const syncCalls = (fake: FakeDevice): SyncCalls => ({
  watch: fake.sync.watch,
  now: () => fake.sendNow(),
  photographsNow: () => fake.sendNow(),
  setPolicy: (policy) => {
    const view = fake.sync.value;
    fake.sync.set({
      ...view,
      photographs: { ...view.photographs, ...policy },
    });
    return Promise.resolve({ ok: true, value: null });
  },
});
