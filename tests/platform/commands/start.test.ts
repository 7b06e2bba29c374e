// The first steps of `npm start` on a clone, with a toy npm and a toy vite
// that write down when they were called: the real ones take a minute.
import { spawnSync } from 'node:child_process';
import {
  cpSync,
  existsSync,
  mkdirSync,
  mkdtempSync,
  readFileSync,
  rmSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';

const project = join(import.meta.dirname, '../../..');
let clone: string;

const lock = {
  packages: {
    '': { name: 'toy' },
    'node_modules/needed': { version: '1.0.0' },
    'node_modules/for-another-system': { version: '1.0.0', optional: true },
  },
};

/** Installs what the lock file says, save what is for another system. */
const toyNpm = `
  import { appendFileSync, mkdirSync, readFileSync, writeFileSync, cpSync } from 'node:fs';
  appendFileSync('calls.txt', 'npm ' + process.argv[2] + '\\n');
  if (process.env.TOY_NPM_FAILS) process.exit(7);
  const { packages } = JSON.parse(readFileSync('package-lock.json', 'utf8'));
  delete packages['node_modules/for-another-system'];
  mkdirSync('node_modules/vite/bin', { recursive: true });
  cpSync('toy-vite.mjs', 'node_modules/vite/bin/vite.js');
  writeFileSync('node_modules/.package-lock.json', JSON.stringify({ packages }));
`;

const toyVite = `
  const { appendFileSync, mkdirSync, writeFileSync } = require('node:fs');
  if (process.argv.includes('--ssr')) {
    appendFileSync('calls.txt', 'vite\\n');
    if (process.env.TOY_VITE_FAILS) {
      console.error('a type is missing');
      process.exit(1);
    }
    mkdirSync('dist/platform', { recursive: true });
    writeFileSync('dist/platform/main.js', "console.log('running'); process.exitCode = 3;");
  }
`;

beforeEach(() => {
  clone = mkdtempSync(join(tmpdir(), 'vsp-clone-'));
  const commands = 'src/platform/commands';
  for (const file of ['start.mjs', 'install.mjs', 'build.mjs']) {
    cpSync(join(project, commands, file), join(clone, commands, file));
  }
  write('package.json', '{}');
  write('package-lock.json', JSON.stringify(lock));
  write('toy-npm.mjs', toyNpm);
  write('toy-vite.mjs', toyVite);
  for (const file of ['index.html', 'vite.config.ts', 'tsconfig.base.json']) {
    write(file, '');
  }
  mkdirSync(join(clone, 'public'));
});

afterEach(() => rmSync(clone, { recursive: true, force: true }));

describe('npm start', { timeout: 30_000 }, () => {
  it('installs, builds and runs the platform on a fresh clone', () => {
    const { status, stdout } = start();
    expect(calls()).toEqual(['npm ci', 'vite']);
    expect(stdout).toContain('Installing packages');
    expect(stdout).toContain('running');
    expect(status).toBe(3); // the platform's own exit code
  });

  it('does nothing twice', () => {
    start();
    start();
    expect(calls()).toEqual(['npm ci', 'vite']);
  });

  it('installs again when the lock file asks for another version', () => {
    start();
    const newer = structuredClone(lock);
    newer.packages['node_modules/needed'].version = '1.0.1';
    write('package-lock.json', JSON.stringify(newer));
    start();
    expect(calls()).toEqual(['npm ci', 'vite', 'npm ci', 'vite']);
  });

  it('installs again when the last installation was cut short', () => {
    start();
    rmSync(join(clone, 'node_modules/.package-lock.json'));
    start();
    expect(calls()).toEqual(['npm ci', 'vite', 'npm ci']);
  });

  it('builds again when a source was changed, added or removed', () => {
    start();
    write('src/domain/rule.ts', 'export const rule = 1;');
    start();
    write('src/domain/rule.ts', 'export const rule = 2;');
    start();
    rmSync(join(clone, 'src/domain/rule.ts'));
    start();
    expect(calls().filter((call) => call === 'vite')).toHaveLength(4);
  });

  it('stops with a sentence when the packages cannot be installed', () => {
    const { status, stderr } = start({ TOY_NPM_FAILS: '1' });
    expect(status).toBe(7);
    expect(stderr).toContain('could not be installed');
    expect(calls()).toEqual(['npm ci']);
  });

  it('shows why a build failed, and builds again the next time', () => {
    const { status, stderr } = start({ TOY_VITE_FAILS: '1' });
    expect(status).toBe(1);
    expect(stderr).toContain('a type is missing');
    expect(existsSync(join(clone, 'dist/.built-from'))).toBe(false);
    expect(start().stdout).toContain('running');
  });
});

function start(environment: Record<string, string> = {}) {
  return spawnSync(process.execPath, ['src/platform/commands/start.mjs'], {
    cwd: clone,
    encoding: 'utf8',
    env: {
      ...process.env,
      npm_execpath: join(clone, 'toy-npm.mjs'),
      ...environment,
    },
  });
}

function calls(): string[] {
  const text = readFileSync(join(clone, 'calls.txt'), 'utf8');
  return text.trim().split('\n');
}

function write(path: string, text: string): void {
  mkdirSync(dirname(join(clone, path)), { recursive: true });
  writeFileSync(join(clone, path), text);
}
