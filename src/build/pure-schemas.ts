import type { Plugin } from 'vite';

/** `v.object(`, `v.string(` …; not what reads a value. */
const MAKES_SCHEMA = /\bv\.(?!parse|safeParse|is\b|getDotPath)[a-z]\w*\(/gi;

/**
 * A schema is made without side effects: one that nothing reads is left out. The
 * library says so of its functions, which the bundler does not see through
 * `import * as v`.
 */
export function pureSchemas(): Plugin {
  return {
    name: 'pure-schemas',
    enforce: 'pre',
    transform: {
      filter: {
        id: /\/src\/(domain|protocol)\/.*\.ts$/,
        code: "from 'valibot'",
      },
      handler: (code) => code.replace(MAKES_SCHEMA, '/* @__PURE__ */ $&'),
    },
  };
}
