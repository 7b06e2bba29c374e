import { expect, it } from 'vitest';
import {
  aFilledDraft,
  anEnrolledDevice,
  must,
  nextRound,
} from '../a-device.ts';

it('is after hours by the clock: at noon, in the evening and on a Sunday, and not in the morning', async () => {
  const bench = await anEnrolledDevice();
  const { api, county } = bench;
  const begin = county.nowMs;
  for (const at of [
    '2026-11-25T10:00:00+08:00',
    '2026-11-25T12:30:00+08:00',
    '2026-11-25T19:00:00+08:00',
    '2026-11-29T10:00:00+08:00',
  ]) {
    county.nowMs = Date.parse(at);
    must(await api.drafts.submit(await aFilledDraft(api)));
  }
  county.nowMs = Math.max(begin, county.nowMs);
  await nextRound(bench);
  const ways = [...county.operations.values()].flatMap(({ operation }) =>
    operation.kind === 'submit' ? [operation.servingWays] : [],
  );
  expect(ways).toEqual([
    ['counter'],
    ['counter', 'extendedHours'],
    ['counter', 'extendedHours'],
    ['counter', 'extendedHours'],
  ]);
});
