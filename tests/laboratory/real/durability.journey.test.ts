// What is on the disk when something is said: the kernel is asked by strace.
import { readFileSync } from 'node:fs';
import { afterAll, beforeAll, expect, test } from 'vitest';
import type { Answers } from '../../../src/domain/cases/answers.ts';
import { engineProcesses } from './engine.ts';
import { familyOf, traceFlushes, type Trace } from './traced-syncs.ts';
import { World } from './world.ts';

let world: World;
const traces: Trace[] = [];

beforeAll(async () => {
  world = await World.open();
});

afterAll(async () => {
  for (const trace of traces) await trace.stop();
  await world?.closes();
});

const { samples } = JSON.parse(
  readFileSync('tests/domain/rules/demo-samples.json', 'utf8'),
) as { samples: Record<string, { answers: Answers }> };
const wish = () => ({
  matterCode: 'V06',
  answers: samples['V06']?.answers ?? {},
  files: [20_000],
});

async function during(
  trace: Trace,
  task: () => Promise<void>,
): Promise<string[]> {
  const from = Date.now();
  await task();
  const to = Date.now();
  return trace
    .flushes()
    .filter(({ atMs }) => atMs >= from && atMs <= to + 1)
    .map(({ path }) => path);
}

test.runIf(process.platform === 'linux')(
  'guarantee 1: between a submit and its 「已保存」 the database of the browser is flushed to the disk',
  async () => {
    world.link.set({ up: false });
    const pid = world.station.browser.pid();
    if (pid === undefined) throw new Error('the browser does not run');
    const trace = await traceFlushes(familyOf(pid));
    traces.push(trace);
    const said = new Promise<number>((resolve) => {
      world.once('submitting', () => resolve(Date.now()));
    });
    const work = world.station.takesIn(wish());
    const from = await said;
    await work;
    const to = Date.now();
    const own = trace
      .flushes()
      .filter(({ path }) => path.includes('/IndexedDB/'));
    const within = own.filter(({ atMs }) => atMs >= from && atMs <= to);
    expect(within.length).toBeGreaterThan(0);

    // The comparison: a put without strict durability flushes nothing by itself
    // (making the database does, so that comes first). The app's own strict writes
    // go to the same log, so a single put may be met by one of them.
    await world.station.putsRelaxed();
    const flushedByPut: boolean[] = [];
    for (let i = 0; i < 8; i += 1) {
      const paths = await during(trace, () => world.station.putsRelaxed());
      flushedByPut.push(paths.some((path) => path.includes('/IndexedDB/')));
    }
    expect(flushedByPut).toContain(false);
  },
);

test.runIf(process.platform === 'linux')(
  'guarantee 1: before the county acknowledges, its log is flushed to the disk, and the files of materials are',
  async () => {
    const trace = await traceFlushes([
      ...engineProcesses(world.platform.dataDir),
      world.platform.pid(),
    ]);
    traces.push(trace);
    world.link.set({ up: true });
    let isText = false;
    let requestedAt = 0;
    let answeredAt = 0;
    world.onPiece((direction, piece) => {
      const head = piece.subarray(0, 60).toString('latin1');
      if (direction === 'up' && head.startsWith('POST /api/v1/operations')) {
        isText = true;
        requestedAt = Date.now();
      } else if (direction === 'down' && isText) {
        isText = false;
        answeredAt = Date.now();
      }
    });
    const paths = await during(trace, () => world.comesToRest());
    expect(answeredAt).toBeGreaterThan(0);
    const flushed = trace
      .flushes()
      .filter(({ atMs }) => atMs >= requestedAt && atMs <= answeredAt)
      .filter(({ path }) => path.includes('/pg_wal/'));
    // Kept unopened, then applied: two commits.
    expect(flushed.length).toBeGreaterThanOrEqual(2);
    expect(
      paths.filter((path) => path.includes('/materials/')).length,
    ).toBeGreaterThanOrEqual(2);
  },
);
