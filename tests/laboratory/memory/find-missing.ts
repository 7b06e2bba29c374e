// What the laboratory's program would ask of the memory store in vain, and who asks.
import { readFileSync } from 'node:fs';
import { dirname, join, resolve } from 'node:path';

const PLATFORM = resolve(import.meta.dirname, '../../../src/platform');

/**
 * Of the built program at `path`: the queries without a counterpart by the module of
 * the platform that imports them, both sorted.
 */
export function findMissing(path: string): Record<string, string[]> {
  const program = readFileSync(path, 'utf8');
  const missing = new Set(
    Array.from(
      program.matchAll(/the memory store has no (\w+)/g),
      ([, name = '']) => name,
    ),
  );
  const { sources } = JSON.parse(readFileSync(`${path}.map`, 'utf8')) as {
    sources: string[];
  };
  const found = sources
    .map((source) => join(dirname(path), source))
    .filter((file) => file.startsWith(PLATFORM))
    .map((file): [string, string[]] => [
      file.slice(PLATFORM.length + 1),
      queriesOf(readFileSync(file, 'utf8')).filter((name) => missing.has(name)),
    ])
    .filter(([, names]) => names.length > 0);
  return Object.fromEntries(found.sort(([a], [b]) => (a < b ? -1 : 1)));
}

/** The functions it takes from database/queries. */
function queriesOf(text: string): string[] {
  const imports = text.matchAll(
    /^import \{([^}]*)\} from '[^']*database\/queries\//gm,
  );
  return Array.from(imports, ([, names = '']) => names.split(','))
    .flat()
    .map((name) => name.trim().replace(/ as .*/, ''))
    .sort();
}
