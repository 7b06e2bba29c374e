import type { Plugin } from 'vite';

const USE =
  /this\.use\((?:cacheExistingValues|cache|observability|hooks)Middleware\);/;

/** What is left out, from and up to which words; each stands there once. */
const CUTS: readonly [from: RegExp, upTo?: string][] = [
  // Queries that run again by themselves, what they have read, and hooks of tables.
  [USE],
  [USE],
  [USE],
  [USE],
  [/if \('mutatedParts' in idbtrans\) \{/, '});\n        return this;'],
  [/if \(wasCreated\) \{\n\s+const everything/, 'return db;\n    });\n}'],
  [/ {4}on: globalEvents,\n {4}liveQuery,\n {4}extendObservabilitySet,\n/],
  [/ {4}getObjectDiff: getObjectDiff,\n/],
  [/ {4}cache,\n/],
  [/const globalEvents = .*\n/],
  [/props\(RangeSet\.prototype, \{/, 'function addRange('],
  // Other tabs are told of changes, and of pages that come back.
  [/if \(typeof dispatchEvent !== 'undefined' &&/, 'function add(value) {'],
];

/** Methods that nothing of the device calls. */
export const LEFT_OUT = [
  'mapToClass',
  'defineClass',
  'upsert',
  'bulkUpdate',
  'startsWithIgnoreCase',
  'equalsIgnoreCase',
  'anyOfIgnoreCase',
  'startsWithAnyOfIgnoreCase',
  'startsWithAnyOf',
  'notEqual',
  'noneOf',
  'inAnyRange',
  'waitFor',
];

/**
 * A quarter of the database's library is for what the device does without: its
 * screens are told of changes by itself (device/watch.ts). The version is pinned;
 * of another one that has been rewritten there the build says so.
 */
export function leanDexie(): Plugin {
  return {
    name: 'lean-dexie',
    enforce: 'pre',
    transform: {
      filter: { id: /\/dexie\/dist\/modern\/dexie\.mjs$/ },
      handler: (code) =>
        [...CUTS, ...LEFT_OUT.map(methodOf)].reduce(
          (left, [from, upTo]) => cut(left, from, upTo),
          code,
        ),
    },
  };
}

const methodOf = (name: string): [RegExp] => [
  new RegExp(`\\n {4}${name}\\([^\\n]*\\) \\{\\n[^]*?\\n {4}\\}(?=\\n)`),
];

function cut(code: string, from: RegExp, upTo?: string): string {
  const found = from.exec(code);
  if (found === null) throw new Error(`dexie has no ${from.source}`);
  const afterIt = found.index + found[0].length;
  const end = upTo === undefined ? afterIt : code.indexOf(upTo, afterIt);
  if (end < 0) throw new Error(`dexie has no ${String(upTo)}`);
  return code.slice(0, found.index) + code.slice(end);
}
