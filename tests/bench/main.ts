// npm run bench -- sync [--json] [--link NAME]… [--cases N] [--out FILE]
// npm run bench -- stick [--json] [--cases N] [--out FILE]
// npm run bench -- counter [--json] [--rows N] [--out FILE]
// npm run bench -- platform [--json] [--cases N] [--part F] [--out FILE]
import { writeFileSync } from 'node:fs';
import { parseArgs } from 'node:util';
import { measureCounter } from './counter-bench.ts';
import { counterTable } from './counter-report.ts';
import { BY_NAME, findLink, MEASURED, type Measured } from './links.ts';
import { measurePlatform, platformTable } from './platform/platform-bench.ts';
import { table } from './report.ts';
import { measureStick, stickTable } from './stick-bench.ts';
import { measureSync, type Result } from './sync-bench.ts';

const USAGE = `npm run bench -- sync [--json] [--link NAME]... [--cases N] [--exact-heap] [--trace] [--out FILE]
links: ${[...MEASURED, ...BY_NAME].map(({ link }) => link).join(', ')}; without --link the first ${MEASURED.length}
npm run bench -- stick [--json] [--cases N] [--out FILE]
N cases with three photographs of 136 kB each leave on one file (default 500)
npm run bench -- counter [--json] [--rows N] [--out FILE]
the counter's screens on a slow telephone, with N lines in the list of cases (default 20000, at least 400)
npm run bench -- platform [--json] [--cases N] [--part F] [--out FILE]
the county's platform with N cases (default 1000000) while villages send and staff work; F of 0 to 1 of that work (default 1)`;

const STICK_CASES = 500;
const COUNTER_ROWS = 20_000;
const PLATFORM_CASES = 1_000_000;
/** The list is scrolled through seven times fifty of them. */
const LEAST_ROWS = 400;
/** Of the lines, cases with their text; the others are what stays for 180 days. */
const WHOLE_SHARE = 0.1;
/** 5,000 cases of three make 2 GB. */
const STICK_PHOTOGRAPH_BYTES = 136 * 1024;

/** Gives the exit code; progress goes to stderr, figures to stdout. */
export async function main(argv: string[]): Promise<number> {
  const { values, positionals } = parseArgs({
    args: argv,
    allowPositionals: true,
    options: {
      json: { type: 'boolean', default: false },
      link: { type: 'string', multiple: true },
      cases: { type: 'string' },
      'exact-heap': { type: 'boolean', default: false },
      rows: { type: 'string' },
      part: { type: 'string', default: '1' },
      trace: { type: 'boolean', default: false },
      out: { type: 'string' },
    },
  });
  const say = (line: string) => console.error(line);
  const chosen = choose(values.link, values.cases);
  if (positionals[0] === 'stick') {
    const result = await measureStick(
      {
        textCases: 0,
        photoCases: Number(values.cases ?? STICK_CASES),
        photographBytes: STICK_PHOTOGRAPH_BYTES,
      },
      say,
    );
    const json = JSON.stringify(result);
    if (values.out !== undefined) writeFileSync(values.out, `${json}\n`);
    console.log(stickTable(result));
    if (values.json) console.log(json);
    return result.lost + result.doubled > 0 ? 1 : 0;
  }
  const part = Number(values.part);
  if (positionals[0] === 'platform' && part > 0 && part <= 1) {
    const cases = Number(values.cases ?? PLATFORM_CASES);
    const photographBytes = STICK_PHOTOGRAPH_BYTES;
    const result = await measurePlatform({ cases, part, photographBytes }, say);
    const json = JSON.stringify(result);
    if (values.out !== undefined) writeFileSync(values.out, `${json}\n`);
    console.log(platformTable(result));
    if (values.json) console.log(json);
    return result.lost + result.doubled > 0 ? 1 : 0;
  }
  const rows = Number(values.rows ?? COUNTER_ROWS);
  if (positionals[0] === 'counter' && rows >= LEAST_ROWS) {
    const cases = Math.round(rows * WHOLE_SHARE);
    const result = await measureCounter({ cases, stubs: rows - cases }, say);
    const json = JSON.stringify(result);
    if (values.out !== undefined) writeFileSync(values.out, `${json}\n`);
    console.log(counterTable(result));
    if (values.json) console.log(json);
    return 0;
  }
  if (positionals[0] !== 'sync' || chosen === undefined) {
    console.error(USAGE);
    return 2;
  }
  const results: Result[] = [];
  for (const measured of chosen)
    results.push(
      await measureSync(measured, {
        exactHeap: values['exact-heap'],
        isTraced: values.trace,
        say,
      }),
    );
  const json = JSON.stringify({ links: results });
  if (values.out !== undefined) writeFileSync(values.out, `${json}\n`);
  console.log(table(results));
  if (values.json) console.log(json);
  return results.some(({ lost, doubled }) => lost + doubled > 0) ? 1 : 0;
}

/** undefined: a link or a number that there is not. */
function choose(
  names: string[] | undefined,
  cases: string | undefined,
): Measured[] | undefined {
  const chosen = names?.map(findLink) ?? [...MEASURED];
  if (chosen.includes(undefined)) return undefined;
  const count = cases === undefined ? undefined : Number(cases);
  if (count !== undefined && !(Number.isInteger(count) && count > 0))
    return undefined;
  return chosen.flatMap((measured) =>
    measured === undefined
      ? []
      : count === undefined
        ? [measured]
        : [{ ...measured, work: { ...measured.work, textCases: count } }],
  );
}
