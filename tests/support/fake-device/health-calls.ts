import type { HealthCalls } from '../../../src/device/device-api.ts';
import type { FakeDevice } from '../fake-device.ts';
import { NOW } from './now.ts';

export const healthCalls = (fake: FakeDevice): HealthCalls => ({
  watch: fake.health.watch,
  check: ({ canPrint }) => {
    const value = { at: NOW, failed: canPrint ? [] : ['print' as const] };
    fake.health.set({ ...fake.health.value, selfCheck: value });
    return Promise.resolve({ ok: true, value });
  },
  diagnose: () =>
    Promise.resolve({ ok: true, value: { outbox: { pending: 12 } } }),
});
