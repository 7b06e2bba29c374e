// What is installed is what was looked at: the lock file keeps a hash of the bytes of
// every package, from whichever registry they come, and no name is left to choose one.
import { readFileSync } from 'node:fs';
import { expect, test } from 'vitest';

type Locked = { resolved?: string; integrity?: string };
const { packages } = JSON.parse(readFileSync('package-lock.json', 'utf8')) as {
  packages: Record<string, Locked>;
};
const { dependencies, devDependencies } = JSON.parse(
  readFileSync('package.json', 'utf8'),
) as Record<string, Record<string, string>>;

test('every package is known by a hash of its bytes, and none by an address', () => {
  const loose = Object.entries(packages)
    .filter(
      ([path, { resolved, integrity = '' }]) =>
        path !== '' &&
        (resolved !== undefined || !integrity.startsWith('sha512-')),
    )
    .map(([path]) => path);
  expect(loose).toEqual([]);
});

test('every dependency is of one version', () => {
  const ranges = Object.entries({ ...dependencies, ...devDependencies })
    .filter(([, version]) => !/^\d+\.\d+\.\d+(-[\w.]+)?$/.test(version))
    .map(([name]) => name);
  expect(ranges).toEqual([]);
});
