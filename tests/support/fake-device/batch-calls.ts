import type { BatchCalls } from '../../../src/device/device-api.ts';

/** It has no sheets: those are tested on a true device. */
const none = () => Promise.resolve({ ok: false, code: 'notFound' } as const);

export const batchCalls: BatchCalls = {
  add: none,
  read: none,
  save: none,
  match: none,
  taken: none,
};
