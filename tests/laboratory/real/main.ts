import { parseArgs } from 'node:util';
import { runKills } from './run-kills.ts';

/** `npm run lab:real -- --kills N [--seed S] [--json]`; gives the exit code. */
export async function main(argv: string[]): Promise<number> {
  const { values } = parseArgs({
    args: argv,
    options: {
      kills: { type: 'string', default: '20' },
      seed: { type: 'string', default: String(Date.now() % 1_000_000) },
      json: { type: 'boolean', default: false },
    },
  });
  const run = await runKills(
    { kills: Number(values.kills), seed: Number(values.seed) },
    (line) => console.error(line),
  );
  const { lost, doubled, reordered, altered, stuck } = run;
  const bad = [...lost, ...doubled, ...reordered, ...altered, ...stuck];
  for (const line of bad) console.error(line);
  const line = {
    runs: 1,
    ...run,
    lost: lost.length,
    doubled: doubled.length,
    reordered: reordered.length,
    altered: altered.length,
    leaked: 0,
    stuck: stuck.length > 0,
  };
  if (values.json) console.log(JSON.stringify(line));
  else console.table({ ...line, byTarget: JSON.stringify(run.byTarget) });
  if (bad.length > 0)
    console.error(
      `again: npm run lab:real -- --kills ${values.kills} --seed ${values.seed}`,
    );
  return bad.length === 0 ? 0 : 1;
}
