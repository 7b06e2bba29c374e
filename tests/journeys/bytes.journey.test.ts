// Bytes are minutes on 2G: what a village phone has to load is bounded, on the
// app as it is built.
import { readdirSync } from 'node:fs';
import { expect, test } from 'vitest';
import {
  assetBytes,
  catalogueBytes,
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

// What delivers the queue is the device's own file, which both begin.
test("the service worker's own file, which keeps the shell, is at most 2 kB", () => {
  expect(shellWorkerBytes()).toBeLessThan(2 * 1024);
});

test("the catalogue's village edition is sent in at most 72 kB", async () => {
  expect(await catalogueBytes()).toBeLessThan(72 * 1024);
});

// 6 kB of it are the camera: aiming, judging, turning and cutting.
test('all that a device keeps for having no network, catalogue included, is at most 400 kB', async () => {
  expect(await offlineBytes()).toBeLessThanOrEqual(409_600);
});

test('there is one page in it, and not the gallery of the components', () => {
  const files = readdirSync('dist/app', { recursive: true, encoding: 'utf8' });
  expect(files.filter((name) => /\.html$|gallery|examples/.test(name))).toEqual(
    ['index.html'],
  );
});
