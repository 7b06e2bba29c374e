import type { LineCalls } from '../../../src/device/device-api.ts';
import type { FakeDevice } from '../fake-device.ts';

export const lineCalls = (fake: FakeDevice): LineCalls => ({
  watch: fake.line.watch,
  act: (act, _seen, number) => {
    fake.lineActs.push([act, number]);
    return Promise.resolve({ ok: true, value: null });
  },
});
