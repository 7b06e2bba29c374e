// The instrument itself: ten cases over a fast line that breaks every second. Only
// what may never depend on a machine's speed is asserted.
import { expect, test } from 'vitest';
import { findLink } from './links.ts';
import { measureSync } from './sync-bench.ts';

test('ten cases cross a shaped line that breaks, none lost, none doubled, and are measured', async () => {
  const measured = findLink('smoke');
  if (measured === undefined) throw new Error('no such link');
  const said: string[] = [];
  const result = await measureSync(measured, {
    exactHeap: false,
    isTraced: false,
    say: (line) => said.push(line),
  });
  expect(result).toMatchObject({
    link: 'smoke',
    cases: 10,
    lost: 0,
    doubled: 0,
  });
  const { allTextsS, totalS, payloadBytes, wireBytes, resentBytes } = result;
  expect(allTextsS).toBeLessThanOrEqual(totalS);
  // Three photographs of 40 kB in each of three cases, and ten signatures.
  expect(payloadBytes).toBeGreaterThan(3 * 3 * 40 * 1024);
  expect(wireBytes).toBeGreaterThan(payloadBytes);
  expect(wireBytes - payloadBytes).toBeGreaterThan(resentBytes);
  expect(result.roundTripsText).toBeGreaterThanOrEqual(2);
  expect(result.idleContactBytes).toBeGreaterThan(0);
  expect(result.heapPeakMB).toBeGreaterThan(1);
});
