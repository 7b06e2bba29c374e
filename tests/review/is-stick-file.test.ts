import { expect, test } from 'vitest';
import { MARK } from '../../src/protocol/stick-records.ts';
import { isStickFile } from '../../src/review/imports/is-stick-file.ts';

const bytes = (count: number) => new Uint8Array(count);

test('a file of ours is known by its first record, and a piece of one by the next', async () => {
  expect(await isStickFile(new Blob([MARK, bytes(10)]))).toBe(true);
  expect(await isStickFile(new Blob([bytes(19_000_000), MARK]))).toBe(true);
  // Across the border of two readings.
  expect(await isStickFile(new Blob([bytes(1024 * 1024 - 3), MARK]))).toBe(
    true,
  );
});

test('of another kind nothing is sent', async () => {
  expect(await isStickFile(new Blob([]))).toBe(false);
  expect(await isStickFile(new Blob([bytes(3_000_000)]))).toBe(false);
  expect(await isStickFile(new Blob([MARK.subarray(0, 5)]))).toBe(false);
  expect(await isStickFile(new Blob([bytes(30_000_000), MARK]))).toBe(false);
});
