// The rooms of the house and the one direction of imports between them. A
// house of toy files is built with the project's own configuration, so that
// what is shown here is what `npm run check` does with a real wrong import.
import { execFileSync } from 'node:child_process';
import {
  cpSync,
  mkdirSync,
  mkdtempSync,
  readFileSync,
  rmSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';

/** Which rooms each room may import from, as drawn in the README. */
const arrows: Record<string, string[]> = {
  domain: [],
  protocol: ['domain'],
  text: ['protocol', 'domain'],
  ui: ['text', 'protocol', 'domain'],
  device: ['protocol', 'domain'],
  counter: ['ui', 'text', 'device', 'protocol', 'domain'],
  review: ['ui', 'text', 'protocol', 'domain'],
  resident: ['ui', 'text', 'protocol', 'domain'],
  platform: ['protocol', 'text', 'domain'],
  'service-worker': ['device', 'protocol', 'domain'],
};
const rooms = Object.keys(arrows);
const project = join(import.meta.dirname, '../..');

let house: string;

beforeEach(() => {
  house = mkdtempSync(join(tmpdir(), 'vsp-house-'));
  symlinkSync(join(project, 'node_modules'), join(house, 'node_modules'));
  for (const file of ['tsconfig.base.json', '.oxlintrc.json']) {
    cpSync(join(project, file), join(house, file));
  }
  for (const room of rooms) {
    const config = `src/${room}/tsconfig.json`;
    write(
      config,
      settingsFor(room, readFileSync(join(project, config), 'utf8')),
    );
    write(`src/${room}/thing.ts`, `export const thing = '${room}';\n`);
  }
  write(
    'tsconfig.json',
    JSON.stringify({
      files: [],
      references: rooms.map((room) => ({ path: `./src/${room}` })),
    }),
  );
});

afterEach(() => rmSync(house, { recursive: true, force: true }));

describe('the rooms', { timeout: 60_000 }, () => {
  it('may import along every drawn arrow', () => {
    for (const [from, targets] of Object.entries(arrows)) {
      for (const to of targets) importBetween(from, to);
    }
    expect(compile()).toBe('');
  });

  it('are refused by the compiler along every other arrow', () => {
    const forbidden = rooms.flatMap((from) =>
      rooms
        .filter((to) => to !== from && !arrows[from]?.includes(to))
        .map((to) => importBetween(from, to)),
    );
    const output = compile();
    const accepted = forbidden.filter(
      (file) => !new RegExp(`^${file}\\(.*error TS6307`, 'm').test(output),
    );
    expect(forbidden.length).toBeGreaterThan(50);
    expect(accepted).toEqual([]);
  });

  it('let the counter know of the device no more than its API', () => {
    write('src/device/device-api.ts', 'export type DeviceApi = string;\n');
    write(
      'src/counter/right.ts',
      "export type { DeviceApi } from '../device/device-api.ts';\n",
    );
    expect(lint()).toBe('');

    write('src/device/vault/unlock.ts', 'export const unlock = 1;\n');
    write(
      'src/counter/wrong.ts',
      "export { unlock } from '../device/vault/unlock.ts';\n",
    );
    expect(lint()).toContain('src/counter/wrong.ts');
  });

  it('let the service worker be a courier that cannot open the vault', () => {
    write('src/device/outbox/settle.ts', 'export const settle = 1;\n');
    write(
      'src/service-worker/right.ts',
      "export { settle } from '../device/outbox/settle.ts';\n",
    );
    expect(lint()).toBe('');

    write('src/device/vault/unlock.ts', 'export const unlock = 1;\n');
    write(
      'src/service-worker/wrong.ts',
      "export { unlock } from '../device/vault/unlock.ts';\n",
    );
    expect(lint()).toContain('src/service-worker/wrong.ts');
  });

  it('keep clock and chance out of the domain', () => {
    write('src/domain/now.ts', 'export const now = () => Date.now();\n');
    write('src/domain/dice.ts', 'export const dice = () => Math.random();\n');
    const output = lint();
    expect(output).toContain('src/domain/now.ts');
    expect(output).toContain('src/domain/dice.ts');
  });

  it('refuse imports that run in a circle', () => {
    write('src/ui/a.ts', "import { b } from './b.ts';\nexport const a = b;\n");
    write('src/ui/b.ts', "import { a } from './a.ts';\nexport const b = a;\n");
    expect(lint()).toContain('no-cycle');
  });
});

/** Lets one room import from another; the importing file's path. */
function importBetween(from: string, to: string): string {
  const file = `src/${from}/to-${to}.ts`;
  write(file, `export { thing } from '../${to}/thing.ts';\n`);
  return file;
}

/** A room's own settings, with the compiler's cache kept inside the toy house. */
function settingsFor(room: string, text: string): string {
  const settings = JSON.parse(text) as { compilerOptions: object };
  const cache = `../../cache/${room}`;
  return JSON.stringify({
    ...settings,
    compilerOptions: {
      ...settings.compilerOptions,
      outDir: cache,
      tsBuildInfoFile: `${cache}/.tsbuildinfo`,
    },
  });
}

function compile(): string {
  return outputOf('tsc', ['-b', '--pretty', 'false']);
}

function lint(): string {
  return outputOf('oxlint', ['--quiet', '--format', 'unix', 'src']);
}

/** What a program of node_modules says when it fails; empty when it succeeds. */
function outputOf(program: string, args: string[]): string {
  try {
    execFileSync(join(project, 'node_modules/.bin', program), args, {
      cwd: house,
      encoding: 'utf8',
      stdio: 'pipe',
    });
    return '';
  } catch (error) {
    const { stdout, stderr } = error as { stdout: string; stderr: string };
    return stdout + stderr || String(error);
  }
}

function write(path: string, text: string): void {
  mkdirSync(dirname(join(house, path)), { recursive: true });
  writeFileSync(join(house, path), text);
}
