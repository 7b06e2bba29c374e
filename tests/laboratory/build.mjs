// Builds the laboratory's program: the device's and the platform's own code, with
// the database's queries replaced by those in memory, and Node's cryptography and
// compression by ones without threads. A known bug is patched in here, and only
// here: production code carries no switches.
import { existsSync } from 'node:fs';
import { basename, join, resolve } from 'node:path';
import { build } from 'vite';
import {
  IN_MEMORY,
  withoutCounterpart,
} from './memory/without-counterpart.mjs';

const HERE = import.meta.dirname;
const ROOT = resolve(HERE, '../..');
const QUERIES = join(ROOT, 'src/platform/database/queries');
const TRANSACTION = join(ROOT, 'src/platform/database/transaction.ts');
const STILL = { 'node:crypto': 'node-crypto', 'node:zlib': 'node-zlib' };

function inMemory() {
  return {
    name: 'laboratory',
    enforce: 'pre',
    async resolveId(source, importer, options) {
      if (importer === undefined) return null;
      const still = STILL[source];
      if (still !== undefined) return join(HERE, 'stillness', `${still}.ts`);
      if (!source.endsWith('.ts')) return null;
      const resolved = await this.resolve(source, importer, {
        ...options,
        skipSelf: true,
      });
      if (resolved === null) return null;
      if (resolved.id === TRANSACTION)
        return join(HERE, 'memory/transaction.ts');
      if (resolved.id.startsWith(QUERIES))
        return `\0memory:${basename(resolved.id)}`;
      return null;
    },
    load(id) {
      if (!id.startsWith('\0memory:')) return null;
      return queriesInMemory(id.slice('\0memory:'.length));
    },
  };
}

/** What has no counterpart in memory yet says so when it is called. */
function queriesInMemory(name) {
  const path = join(IN_MEMORY, name);
  return [
    ...(existsSync(path) ? [`export * from ${JSON.stringify(path)};`] : []),
    ...withoutCounterpart(name).map(
      (wanted) =>
        `export const ${wanted} = () => { globalThis.missingInMemory = '${wanted}'; throw new Error('the memory store has no ${wanted}'); };`,
    ),
  ].join('\n');
}

/** One exact fragment of the code, exchanged; @throws when it is not there once. */
function patched({ file, find, put }) {
  const path = join(ROOT, file);
  let isDone = false;
  return {
    name: 'known-bug',
    enforce: 'pre',
    transform(code, id) {
      if (id !== path) return null;
      if (code.split(find).length !== 2)
        throw new Error(`${file} has not exactly one “${find}”`);
      isDone = true;
      return code.replace(find, () => put);
    },
    buildEnd(error) {
      if (error === undefined && !isDone)
        throw new Error(`${file} is not part of the laboratory`);
    },
  };
}

/**
 * Builds and gives the program's path.
 * `bug`: a known bug to patch in (bugs/index.mjs); undefined: as it is.
 */
export async function buildLaboratory(bug) {
  const name = bug?.name ?? 'sound';
  const outDir = join(ROOT, 'node_modules/.cache/laboratory', name);
  await build({
    root: ROOT,
    configFile: false,
    logLevel: 'error',
    plugins: [inMemory(), ...(bug?.patches ?? []).map(patched)],
    define: { APP_VERSION: '"laboratory"' },
    ssr: { noExternal: true },
    build: {
      ssr: true,
      outDir,
      emptyOutDir: true,
      target: 'node20',
      minify: false,
      sourcemap: true,
      // In one piece: a part that is loaded when it is needed is read by a thread,
      // and only by the first run of a process.
      rolldownOptions: {
        input: { main: join(HERE, 'main.ts') },
        output: { codeSplitting: false },
      },
    },
  });
  return join(outDir, 'main.js');
}
