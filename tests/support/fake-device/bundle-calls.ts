import type { BundleCalls } from '../../../src/device/device-api.ts';
import type { FakeDevice } from '../fake-device.ts';

/** It gives what a test has put there by its draft. */
export const bundleCalls = (fake: FakeDevice): BundleCalls => {
  const read = (draftId: string) => {
    const value = fake.bundles.get(draftId);
    return Promise.resolve(
      value === undefined
        ? ({ ok: false, code: 'notFound' } as const)
        : ({ ok: true, value } as const),
    );
  };
  return { read, noteStep: (draftId) => read(draftId) };
};
