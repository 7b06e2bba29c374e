// What a device may hear, for the tests of what it means.
import type { Heard } from '../../../src/device/sync/decide-answer.ts';

export const BATCH = '019ab000-0000-7000-8000-000000000001';
export const ID = '019ab000-0000-7000-8000-0000000000a1';

export const answer = {
  batchId: BATCH,
  results: [{ id: ID, result: 'applied' }],
  wanted: [],
  ack: { seq: 1, head: null, mac: 'mac' },
  serverTime: '2026-11-25T02:00:00.000Z',
  epoch: 'epoch-1',
  safeThrough: '2026-11-18T02:00:00.000Z',
};

export function heard(
  changes: Partial<Extract<Heard, { kind: 'answer' }>>,
): Heard {
  return {
    kind: 'answer',
    status: 200,
    isRedirect: false,
    mediaType: 'application/json',
    retryAfterS: null,
    body: answer,
    upload: { offset: null, isComplete: false, of: null },
    ...changes,
  };
}

export function problem(status: number, code: string, more = {}): Heard {
  return heard({
    status,
    mediaType: 'application/problem+json',
    body: { type: 'about:blank', title: code, status, code, ...more },
  });
}

export const NOTHING: Heard = { kind: 'nothing' };
export const html = { mediaType: 'text/html', body: undefined };
export const later = (why: string, retryAfterS: number | null = null) => ({
  act: 'later',
  why,
  retryAfterS,
  perhapsOne: false,
});
/** The county, or what stands before it, failed: perhaps on one alone. */
export const stumbled = (why: string) => ({ ...later(why), perhapsOne: true });
