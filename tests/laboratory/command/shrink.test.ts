// @vitest-environment node
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, expect, it } from 'vitest';
import { shrink } from './shrink.mjs';

/** In the place of the laboratory: breaks when two faults and an act meet. */
const PROGRAM = `
process.on('message', ({ seed, plan }) => {
  const ids = (list) => list.map(({ id }) => id);
  const faults = ids(plan.faults);
  const isBroken =
    faults.includes(3) && faults.includes(7) && ids(plan.acts).includes(5);
  const violations = isBroken ? [{ invariant: 2, counts: 'doubled', what: '' }] : [];
  process.send({ seed, plan, result: { violations } });
});
process.send({ ready: true });
`;
const folder = mkdtempSync(join(tmpdir(), 'shrink-'));
afterAll(() => rmSync(folder, { recursive: true }));

const numbered = (count: number) =>
  Array.from({ length: count }, (_, i) => ({ id: i + 1 }));

it('leaves of a failing plan what it needs to fail', async () => {
  const path = join(folder, 'program.mjs');
  writeFileSync(path, PROGRAM);
  const plan = {
    seed: 1,
    profiles: [{ name: 'device 1', windows: 2 }],
    processes: 2,
    faults: numbered(8),
    acts: numbered(5),
  };
  const said: string[] = [];
  const short = await shrink({
    path,
    jobs: 2,
    plan,
    invariant: 2,
    say: (line: string) => said.push(line),
  });
  expect(short).toEqual({
    seed: 1,
    profiles: [{ name: 'device 1', windows: 1 }],
    processes: 1,
    faults: [{ id: 3 }, { id: 7 }],
    acts: [{ id: 5 }],
  });
  expect(said.at(-1)).toBe('2 faults, 1 acts');
});
