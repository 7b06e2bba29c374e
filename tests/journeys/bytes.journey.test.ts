// Bytes are minutes on 2G: what a village phone has to load is bounded, on the
// app as it is built.
import { expect, test } from 'vitest';
import {
  assetBytes,
  firstScreenBytes,
  offlineBytes,
  shellWorkerBytes,
} from '../support/app-bytes.ts';

test('the counter draws its first screen from at most 58 kB', () => {
  expect(firstScreenBytes('counter-app')).toBeLessThan(58 * 1024);
});

// Queue, vault and sticks whole: none of them may be missing when the line is. 6 kB
// of it deflate with a dictionary, which twenty cases sent have brought in again; 4 kB
// are the grammar of the catalogue's rules, which say what of a draft is signed.
test('the device, loaded behind the first screen, is at most 144 kB', () => {
  expect(assetBytes('worker')).toBeLessThan(144 * 1024);
});

test("a resident's first page is under 40 kB", () => {
  expect(firstScreenBytes('resident-app')).toBeLessThan(40_960);
});

test('the service worker, shell and courier, is at most 66 kB', () => {
  expect(shellWorkerBytes()).toBeLessThan(66 * 1024);
});

test('all of the app that a device keeps for having no network is at most 400 kB', () => {
  expect(offlineBytes()).toBeLessThanOrEqual(409_600);
});
