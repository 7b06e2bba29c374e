import { expect, test } from 'vitest';
import { deliverBefore } from '../../../src/counter/export/deliver-before.ts';

const NOW = '2026-11-25T02:36:00.000Z';

test('a stick is to be at the township five days after its oldest case was taken in', () => {
  expect(deliverBefore('2026-11-22T02:36:00.000Z', NOW)).toBe('2026-11-27');
  // 23:30 UTC is the next day in the county.
  expect(deliverBefore('2026-11-22T23:30:00.000Z', NOW)).toBe('2026-11-28');
});

test('and never in the past', () => {
  expect(deliverBefore('2026-11-01T02:36:00.000Z', NOW)).toBe('2026-11-26');
});
