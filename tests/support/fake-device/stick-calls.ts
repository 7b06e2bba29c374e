import type { StickCalls } from '../../../src/device/device-api.ts';
import type { FakeDevice } from '../fake-device.ts';

export const stickCalls = (fake: FakeDevice): StickCalls => ({
  plan: (choice) => Promise.resolve(fake.stick.plan(choice)),
  write: (_planId, part, onBytes) => fake.stick.write(part, onBytes),
  confirm: () => {
    fake.stick.confirmed += 1;
    return Promise.resolve({ ok: true, value: null });
  },
  readReply: () => Promise.resolve(fake.stick.reply),
});
