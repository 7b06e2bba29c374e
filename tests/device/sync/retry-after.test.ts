import { describe, expect, it } from 'vitest';
import { readRetryAfter } from '../../../src/device/sync/retry-after.ts';

const NOW = Date.parse('2026-11-25T02:00:00.000Z');
const read = (headers: Record<string, string>) =>
  readRetryAfter(new Headers(headers), NOW);

describe('Retry-After', () => {
  it.each([
    ['seconds', '120', 120],
    ['none', '0', 0],
    ['a date', 'Wed, 25 Nov 2026 02:01:30 GMT', 90],
    ['a date that has passed', 'Wed, 25 Nov 2026 01:00:00 GMT', 0],
    ['words', 'soon', null],
    ['a number below zero', '-1', null],
    ['a fraction', '1.5', null],
    ['a date of another form', '2026-11-25T02:01:30Z', null],
  ])('%s', (_name, text, seconds) => {
    expect(read({ 'retry-after': text })).toBe(seconds);
  });

  it('none at all', () => {
    expect(read({})).toBeNull();
  });

  it('of a date counts by the answer’s own clock, not by the device’s', () => {
    expect(
      read({
        'retry-after': 'Wed, 25 Nov 2031 02:00:40 GMT',
        date: 'Wed, 25 Nov 2031 02:00:00 GMT',
      }),
    ).toBe(40);
  });
});
