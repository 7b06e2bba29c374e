// `npm run lab -- --seeds N --from S [--seed K | --plan FILE] [--shrink]
// [--bug NAME] [--fault KIND] [--jobs J] [--json]` (README.md says what each does).
import { mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { availableParallelism } from 'node:os';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { BUGS } from './bugs/index.mjs';
import { buildLaboratory } from './build.mjs';
import { runAll } from './command/pool.mjs';
import { shrink } from './command/shrink.mjs';
import {
  addRun,
  COUNTS,
  describe,
  makeTally,
  oneLine,
} from './command/tally.mjs';

const { values } = parseArgs({
  options: {
    seeds: { type: 'string', default: '100' },
    from: { type: 'string', default: '1' },
    seed: { type: 'string' },
    plan: { type: 'string' },
    shrink: { type: 'boolean', default: false },
    bug: { type: 'string' },
    fault: { type: 'string' },
    jobs: { type: 'string', default: String(availableParallelism()) },
    json: { type: 'boolean', default: false },
  },
});
const bug = BUGS.find(({ name }) => name === values.bug);
if (values.bug !== undefined && bug === undefined) {
  console.error(`known bugs: ${BUGS.map(({ name }) => name).join(', ')}`);
  process.exit(2);
}
const given =
  values.plan === undefined
    ? undefined
    : JSON.parse(readFileSync(values.plan, 'utf8'));
const isReplay = given !== undefined || values.seed !== undefined;
const from = Number(given?.seed ?? values.seed ?? values.from);
const seeds = isReplay ? 1 : Number(values.seeds);
const jobs = Math.max(1, Number(values.jobs));
if (!Number.isSafeInteger(from) || !(seeds > 0) || !Number.isInteger(jobs)) {
  console.error('--seeds, --from, --seed and --jobs are whole numbers');
  process.exit(2);
}
const path = await buildLaboratory(bug);
const tally = makeTally();
const begun = Date.now();
const say = (line) => (values.json ? console.error(line) : console.log(line));
const withBug =
  (bug === undefined ? '' : ` --bug ${bug.name}`) +
  (values.fault === undefined ? '' : ` --fault ${values.fault}`);
const isVerbose = isReplay && !values.shrink;
/** The failing run that --shrink makes short. */
let worst;
/** Whoever ends it is told what was found so far. */
let isEnded = false;
for (const signal of ['SIGINT', 'SIGTERM'])
  process.on(signal, () => (isEnded = true));

await runAll({
  path,
  jobs: Math.min(jobs, seeds),
  wishes: wishes(),
  onResult: ({ seed }, answer) => {
    const failed = addRun(tally, seed, answer);
    if (isVerbose) for (const line of answer.result?.lines ?? []) say(line);
    if (isReplay && answer.result !== undefined)
      say(`seed ${seed}, trace ${answer.result.trace}`);
    if (failed !== undefined) {
      say(describe(failed));
      if (!isReplay) say(`  again: npm run lab -- --seed ${seed}${withBug}`);
      if (answer.plan !== undefined && (worst?.seed ?? Infinity) > seed)
        worst = { ...failed, plan: answer.plan };
    }
    progress();
    // A known bug need be caught once.
    return !isEnded && (bug === undefined || failed === undefined);
  },
});
if (process.stderr.isTTY && !isReplay) process.stderr.write('\n');
const seconds = Math.round((Date.now() - begun) / 100) / 10;
if (values.shrink && worst !== undefined) await shrinkWorst();
if (values.json) console.log(oneLine(tally, seconds));
else {
  const counts = COUNTS.map((name) => `${tally[name]} ${name}`).join(', ');
  console.log(
    `${tally.runs} runs, ${tally.operations} operations, ${counts}; ${seconds} s`,
  );
}
process.exitCode = tally.failures.length === 0 ? 0 : 1;

function* wishes() {
  for (let seed = from; seed < from + seeds; seed += 1)
    yield {
      seed,
      plan: given ?? null,
      verbose: isVerbose,
      fault: values.fault,
      stopsAtFirst: bug !== undefined,
    };
}

function progress() {
  if (!process.stderr.isTTY || isReplay) return;
  const sofar = Math.round((Date.now() - begun) / 1000);
  process.stderr.write(
    `\r${tally.runs} of ${seeds} runs, ${tally.failures.length} failed, ${sofar} s `,
  );
}

/** Writes the shortest plan that still fails in the same way. */
async function shrinkWorst() {
  const { seed, plan, violations } = worst;
  const { invariant } = violations[0];
  say(`shrinking seed ${seed} (invariant ${invariant})`);
  const short = await shrink({ path, jobs, plan, invariant, say });
  const folder = join(import.meta.dirname, '../../node_modules/.cache');
  const file = join(folder, 'laboratory/plans', `${seed}.json`);
  mkdirSync(join(file, '..'), { recursive: true });
  writeFileSync(file, `${JSON.stringify(short, null, 2)}\n`);
  say(JSON.stringify(short, null, 2));
  say(`  again: npm run lab -- --plan ${file}${withBug}`);
}
