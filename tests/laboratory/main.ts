// The laboratory's program: runs seeds, prints what they found.
import './stillness/install.ts';
import { makePlan } from './plan/make-plan.ts';
import { runPlan } from './run/run-plan.ts';

export { makePlan } from './plan/make-plan.ts';
export { runPlan } from './run/run-plan.ts';

const args = process.argv.slice(2);
const number = (name: string, other: number) => {
  const index = args.indexOf(`--${name}`);
  return index < 0 ? other : Number(args[index + 1]);
};
const from = number('from', 1);
const seeds = number('seeds', 100);
const begun = Date.now();
let operations = 0;
for (let seed = from; seed < from + seeds; seed += 1) {
  const result = await runPlan(makePlan(seed), {
    verbose: args.includes('--verbose'),
  });
  operations += result.operations;
  if (args.includes('--verbose')) console.log(result.lines.join('\n'));
  if (result.violations.length > 0 || args.includes('--verbose'))
    console.log(
      seed,
      result.steps,
      result.trace,
      result.operations,
      result.violations.slice(0, 5),
    );
}
console.log({ seeds, operations, ms: Date.now() - begun });
