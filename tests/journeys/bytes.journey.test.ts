// Bytes are minutes on 2G: what a village phone has to load is bounded, on the
// app as it is built.
import { expect, test } from 'vitest';
import {
  assetBytes,
  firstScreenBytes,
  shellWorkerBytes,
} from '../support/app-bytes.ts';

test('the counter draws its first screen from at most 56 kB', () => {
  expect(firstScreenBytes('counter-app')).toBeLessThan(56 * 1024);
});

// Queue, vault and sticks whole: none of them may be missing when the line is. 4 kB
// of it deflate with a dictionary, which twelve cases sent have brought in again.
test('the device, loaded behind the first screen, is at most 132 kB', () => {
  expect(assetBytes('worker')).toBeLessThan(132 * 1024);
});

test("a resident's first page is under 40 kB", () => {
  expect(firstScreenBytes('resident-app')).toBeLessThan(40_960);
});

test('the service worker, shell and courier, is at most 64 kB', () => {
  expect(shellWorkerBytes()).toBeLessThan(64 * 1024);
});
