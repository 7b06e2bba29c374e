// A handful of kills of the real things; `npm run lab:real` does hundreds.
import { expect, test } from 'vitest';
import { runKills } from './run-kills.ts';

test('guarantees 1 and 2: cases taken in and sent while browser, platform, PostgreSQL and line are killed are there once, unaltered', async () => {
  const { lost, doubled, reordered, altered, stuck, kills, cases } =
    await runKills({ kills: 6, seed: 7 });
  expect({ stuck, lost, doubled, reordered, altered }).toEqual({
    stuck: [],
    lost: [],
    doubled: [],
    reordered: [],
    altered: [],
  });
  expect(kills).toBe(6);
  expect(cases).toBeGreaterThan(5);
});
