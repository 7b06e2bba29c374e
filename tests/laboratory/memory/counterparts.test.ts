// Each query that a plan of the laboratory can come to has its counterpart in memory,
// so that none is found missing by a seed months later. Followed from the laboratory's
// own modules along the imports, but not through what no plan goes through.
import { readFileSync } from 'node:fs';
import { join, relative, resolve } from 'node:path';
import { expect, test } from 'vitest';
import { withoutCounterpart } from './without-counterpart.mjs';

const PLATFORM = resolve('src/platform');
const QUERIES = join(PLATFORM, 'database/queries');

/** Reviewers of a plan decide without signing in: these routes nobody asks. */
const isOfStaff = (text: string) => text.includes("/staff-session.ts'");
const CLOSED = new Map([
  ['http/routes/inbound.ts', 'no other system is attached'],
  ['http/routes/opened.ts', 'links of the staff'],
  ['http/routes/openapi.ts', 'describes, and calls nothing'],
  ['http/routes/health.ts', 'asked by a service manager'],
]);

/** What stands on a plan's way, and is not asked by it. */
const NOT_ASKED = new Map([
  ['feed/make-snapshot.ts: readEventsFor', 'no item of the feed is let go of'],
  ['feed/read-feed.ts: isFeedPlace', 'no item of the feed is let go of'],
  ['feed/wake-ups.ts: hearFeedMoved', 'no console is open'],
  ['feed/wake-ups.ts: sayFeedMoved', 'a commit in memory tells nobody'],
  ['intake/judge.ts: wasOfStation', 'no case is moved to another station'],
  ['receipts/receipt-status.ts: findCaseByCode', 'nobody looks a receipt up'],
  ['review/acts/join.ts: uniteMaterials', 'no cases are joined'],
]);

test('every query that a plan can come to has its counterpart in memory', () => {
  const visited = new Set<string>();
  const missing: string[] = [];
  const visit = (file: string): void => {
    if (visited.has(file)) return;
    visited.add(file);
    const text = readFileSync(file, 'utf8');
    const place = relative(PLATFORM, file);
    if (CLOSED.has(place)) return;
    if (place.startsWith('http/routes/') && isOfStaff(text)) return;
    for (const { names, path } of importsOf(text)) {
      const target = resolve(file, '..', path);
      if (!target.startsWith(QUERIES)) {
        if (target.endsWith('.ts')) visit(target);
        continue;
      }
      const without = new Set(withoutCounterpart(target));
      for (const name of names)
        if (without.has(name)) missing.push(`${place}: ${name}`);
    }
  };
  visit(resolve('tests/laboratory/main.ts'));
  // Else it has not come to where the device's work is taken in.
  expect(visited).toContain(join(PLATFORM, 'intake/apply-operation.ts'));
  expect(missing.sort()).toEqual([...NOT_ASKED.keys()]);
  for (const place of CLOSED.keys())
    expect(visited).toContain(join(PLATFORM, place));
});

/** Of what is there at run time: the names, and from where. */
function importsOf(text: string): { names: string[]; path: string }[] {
  return Array.from(
    text.matchAll(/^(?:import|export) (?!type)([^;]*?)'(\.[^']*)';/gm),
    ([, what = '', path = '']) => ({
      names: (/\{([^}]*)\}/.exec(what)?.[1] ?? '')
        .split(',')
        .map((name) => name.trim().replace(/ as .*/, '')),
      path,
    }),
  );
}
