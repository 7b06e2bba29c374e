// The known bugs still fit today's code, and some are caught by their recorded
// seeds: the laboratory sees. `bugs/README.md` says which run caught the others.
import { execFile } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { promisify } from 'node:util';
import { describe, expect, test } from 'vitest';
import { BUGS } from './bugs/index.mjs';

type Told = { failures: { violations: { invariant: number }[] }[] };

/** The program ends with 1 when it has found something. */
async function lab(...words: string[]): Promise<{ stdout: string }> {
  return promisify(execFile)(process.execPath, [
    'tests/laboratory/run.mjs',
    ...words,
  ]).catch((error: { stdout: string }) => error);
}

describe('known bugs', () => {
  test.each(BUGS.map((bug) => [bug.name, bug] as const))(
    '%s fits the code of today',
    (_name, { patches }) => {
      expect(patches.length).toBeGreaterThan(0);
      for (const { file, find } of patches)
        expect(readFileSync(file, 'utf8').split(find)).toHaveLength(2);
    },
  );

  // Of each invariant the quickest: it is built, and one run of it made.
  test.each([
    ['saved-before-commit', 1, 1],
    ['predecessor-unchecked', 20, 4],
    ['restore-not-compared', 2, 6],
    ['number-not-counted', 1, 7],
    ['released-when-sent', 2, 9],
    ['cursor-first', 1, 10],
    ['region-wide-feed', 1, 11],
    ['name-in-clear', 1, 12],
    ['device-clock-trusted', 1, 13],
    ['upload-begins-again', 31, 14],
    ['removed-at-send', 1, 15],
    ['draft-not-awaited', 21, 18],
  ])('%s is caught by seed %i', { timeout: 120_000 }, async (...bug) => {
    const [name, seed, invariant] = bug;
    const { stdout } = await lab('--bug', name, '--seed', `${seed}`, '--json');
    const { failures } = JSON.parse(stdout) as Told;
    expect(failures[0]?.violations[0]?.invariant).toBe(invariant);
  });

  test('there are twenty or more, each named once', () => {
    const names = new Set(BUGS.map(({ name }) => name));
    expect(names.size).toBe(BUGS.length);
    expect(names.size).toBeGreaterThanOrEqual(20);
  });
});
