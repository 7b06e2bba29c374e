// @vitest-environment node
import { execFile } from 'node:child_process';
import { randomInt } from 'node:crypto';
import { expect, it } from 'vitest';

type Line = {
  runs: number;
  operations: number;
  failures: unknown[];
  trace: string;
};

/** Seeds that every change is tried on, and some that nobody has tried. */
const FIXED = 240;
const FRESH = 4;
/** Only a hang is ended by the clock. */
const HANGS = 20 * 60_000;

/** The command's last line. It fails where something was found. */
function lab(...args: string[]): Promise<Line> {
  return new Promise((resolve, reject) => {
    execFile(
      process.execPath,
      ['tests/laboratory/run.mjs', '--json', ...args],
      { maxBuffer: 64 * 1024 * 1024 },
      (error, stdout, stderr) => {
        const last = stdout.trimEnd().split('\n').at(-1) ?? '';
        if (error !== null && !last.startsWith('{'))
          reject(new Error(stderr, { cause: error }));
        else resolve(JSON.parse(last) as Line);
      },
    );
  });
}

it(
  'loses, doubles, reorders, alters and leaks nothing, whatever goes wrong',
  async () => {
    const fixed = await lab('--seeds', String(FIXED), '--from', '1');
    expect(fixed.failures).toEqual([]);
    expect(fixed).toMatchObject({ runs: FIXED, lost: 0, doubled: 0 });
    expect(fixed.operations).toBeGreaterThan(FIXED);
    const from = String(randomInt(1_000_000, 2 ** 31));
    console.log(`fresh seeds: --seeds ${FRESH} --from ${from}`);
    const fresh = await lab('--seeds', String(FRESH), '--from', from);
    expect(fresh.failures).toEqual([]);
  },
  HANGS,
);

it(
  'takes the same way with the same seed, whatever the process has run before',
  async () => {
    const some = ['--seeds', '3', '--from', '40'];
    const inARow = await lab(...some, '--jobs', '1');
    const eachAlone = await lab(...some, '--jobs', '3');
    expect(inARow.trace).toMatch(/^[0-9a-f]{16}$/);
    expect(eachAlone.trace).toBe(inARow.trace);
    const others = await lab('--seeds', '3', '--from', '41');
    expect(others.trace).not.toBe(inARow.trace);
  },
  HANGS,
);
