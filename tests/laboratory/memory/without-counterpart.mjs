// Which queries of the platform the memory store does not have.
import { existsSync, readFileSync } from 'node:fs';
import { basename, join, resolve } from 'node:path';

export const IN_MEMORY = join(import.meta.dirname, 'queries');
const QUERIES = resolve(
  import.meta.dirname,
  '../../../src/platform/database/queries',
);

/** Of a file of database/queries: what it exports and its namesake here does not. */
export function withoutCounterpart(file) {
  const name = basename(file);
  const path = join(IN_MEMORY, name);
  const text = readFileSync(join(QUERIES, name), 'utf8');
  const there = existsSync(path) ? readFileSync(path, 'utf8') : '';
  return Array.from(
    text.matchAll(/^export (?:async )?(?:function\*?|const) (\w+)/gm),
    ([, wanted]) => wanted,
  ).filter(
    (wanted) =>
      !new RegExp(`^export (?:const|function) ${wanted}\\b`, 'm').test(there),
  );
}
