// Keeps a release for ever: `node tests/support/keep-release.mjs <commit>`, once
// when it is made. It writes
//   tests/fixtures/stores/<version>.json   its device's store, kept for ever
//   tests/fixtures/releases/<version>.tgz  its build; only the last one is kept
// Both are made by the release's own code in a checkout beside this one.
import { execFileSync } from 'node:child_process';
import {
  copyFileSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  symlinkSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';

const [commitish] = process.argv.slice(2);
if (commitish === undefined) {
  console.error('Which commit? node tests/support/keep-release.mjs <commit>');
  process.exit(1);
}
const root = resolve(import.meta.dirname, '../..');
const run = (program, args, options = {}) =>
  execFileSync(program, args, { cwd: root, encoding: 'utf8', ...options });
const commit = run('git', ['rev-parse', '--short', commitish]).trim();
const checkout = mkdtempSync(join(tmpdir(), 'release-'));
const there = { cwd: checkout, stdio: 'inherit' };

try {
  run('git', ['worktree', 'add', '--detach', '--force', checkout, commit]);
  // A release that needs other packages: `npm ci` there instead.
  symlinkSync(join(root, 'node_modules'), join(checkout, 'node_modules'));
  const { version } = JSON.parse(
    readFileSync(join(checkout, 'package.json'), 'utf8'),
  );

  for (const name of ['store-scenario', 'store-fixture'])
    copyFileSync(
      join(import.meta.dirname, `${name}.ts`),
      join(
        checkout,
        'tests/support',
        name === 'store-scenario' ? `${name}.test.ts` : `${name}.ts`,
      ),
    );
  run(
    'npx',
    ['vitest', 'run', '--project', 'unit', 'tests/support/store-scenario'],
    {
      ...there,
      env: {
        ...process.env,
        RELEASE: version,
        COMMIT: commit,
        OUT: join(root, `tests/fixtures/stores/${version}.json`),
      },
    },
  );

  run('npm', ['run', 'build'], there);
  const releases = join(root, 'tests/fixtures/releases');
  for (const old of readdirSync(releases)) rmSync(join(releases, old));
  run(
    'tar',
    [
      '-czf',
      join(releases, `${version}.tgz`),
      '--exclude=*.map',
      'dist/app',
      'dist/platform',
      'package.json',
    ],
    there,
  );
} finally {
  run('git', ['worktree', 'remove', '--force', checkout]);
}
