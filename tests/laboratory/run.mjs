// `npm run lab -- --seeds N --from S [--seed K] [--bug NAME] [--jobs J] [--json]`
import { availableParallelism } from 'node:os';
import { parseArgs } from 'node:util';
import { BUGS } from './bugs/index.mjs';
import { buildLaboratory } from './build.mjs';
import { runAll } from './command/pool.mjs';
import { addRun, COUNTS, describe, makeTally } from './command/tally.mjs';

const { values } = parseArgs({
  options: {
    seeds: { type: 'string', default: '100' },
    from: { type: 'string', default: '1' },
    seed: { type: 'string' },
    bug: { type: 'string' },
    jobs: { type: 'string', default: String(availableParallelism()) },
    json: { type: 'boolean', default: false },
  },
});
const bug = BUGS.find(({ name }) => name === values.bug);
if (values.bug !== undefined && bug === undefined) {
  console.error(`known bugs: ${BUGS.map(({ name }) => name).join(', ')}`);
  process.exit(2);
}

const isReplay = values.seed !== undefined;
const from = Number(isReplay ? values.seed : values.from);
const seeds = isReplay ? 1 : Number(values.seeds);
if (!Number.isSafeInteger(from) || !(seeds > 0)) {
  console.error('--seeds, --from and --seed are whole numbers');
  process.exit(2);
}
const path = await buildLaboratory(bug);
const tally = makeTally();
const begun = Date.now();
const say = (line) => (values.json ? console.error(line) : console.log(line));
const withBug = bug === undefined ? '' : ` --bug ${bug.name}`;

function progress() {
  if (!process.stderr.isTTY || isReplay) return;
  const seconds = Math.round((Date.now() - begun) / 1000);
  process.stderr.write(
    `\r${tally.runs} of ${seeds} runs, ${tally.failures.length} failed, ${seconds} s `,
  );
}

await runAll({
  path,
  jobs: Math.max(1, Math.min(Number(values.jobs), seeds)),
  wishes: wishes(),
  onResult: ({ seed }, answer) => {
    const failed = addRun(tally, seed, answer);
    if (isReplay) for (const line of answer.result?.lines ?? []) say(line);
    if (isReplay && answer.result !== undefined)
      say(`seed ${seed}, trace ${answer.result.trace}`);
    if (failed !== undefined) {
      say(describe(failed));
      if (!isReplay) say(`  again: npm run lab -- --seed ${seed}${withBug}`);
    }
    progress();
    // A known bug need be caught once.
    return bug === undefined || failed === undefined;
  },
});
if (process.stderr.isTTY && !isReplay) process.stderr.write('\n');

function* wishes() {
  for (let seed = from; seed < from + seeds; seed += 1)
    yield {
      seed,
      plan: null,
      verbose: isReplay,
      stopsAtFirst: bug !== undefined,
    };
}

const seconds = Math.round((Date.now() - begun) / 100) / 10;
if (values.json) console.log(JSON.stringify({ ...tally, seconds }));
else {
  const counts = COUNTS.map((name) => `${tally[name]} ${name}`).join(', ');
  console.log(
    `${tally.runs} runs, ${tally.operations} operations, ${counts}; ${seconds} s`,
  );
}
process.exitCode = tally.failures.length === 0 ? 0 : 1;
