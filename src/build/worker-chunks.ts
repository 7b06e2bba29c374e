// How the device's worker and the service worker are cut into files. Both deliver
// the queue, by the same code and on the same database: that part is one file for
// both, or every telephone would load it twice.
import { resolve } from 'node:path';
import type { Plugin } from 'vite';
import { closureOf, type Modules } from './closure.ts';

const SERVICE_WORKER = resolve('src/service-worker/service-worker.ts');
/** What the shell alone needs. */
const SHELL_ONLY = /\/src\/service-worker\//;
/** Loaded when somebody asks for it. */
const SELDOM =
  /\/src\/(domain\/(people|bundles)|device\/(batches|health|cases\/submit-bundle|drafts\/view-bundle|receipts\/check|export\/(rescue|read-reply)|materials\/(look|judge)|residents\/(?!resident-place)|vault\/(enrol-again|add-clerk|change-secret|vouch)))/;
const ENTRY = /\/src\/device\/worker\.ts$/;

const CORE = 'core';

/** The name of a module's file; null: the bundler decides. */
export function workerChunks(): (
  id: string,
  modules: Modules,
) => string | null {
  let shell: Set<string> | undefined;
  return (id, modules) => {
    shell ??= closureOf([SERVICE_WORKER], modules);
    if (SHELL_ONLY.test(id)) return null;
    if (shell.has(id)) return CORE;
    if (ENTRY.test(id)) return null;
    return SELDOM.test(id) ? 'seldom' : 'engine';
  };
}

/**
 * Builds the service worker beside the device's worker. Browsers of the floor take
 * no modules in a service worker, so what both share is made a classic script, which
 * a module can begin as well: it leaves in `self.core` what it would export.
 */
export function serviceWorkerBesideWorker(): Plugin {
  return {
    name: 'service-worker-beside-worker',
    buildStart() {
      this.emitFile({
        type: 'chunk',
        id: SERVICE_WORKER,
        fileName: 'service-worker.js',
        preserveSignature: false,
      });
    },
    generateBundle(_options, bundle) {
      const chunks = Object.values(bundle).filter(
        (each) => each.type === 'chunk',
      );
      const core = chunks.find(({ name }) => name === CORE);
      if (core === undefined) throw new Error('nothing is shared');
      for (const id of core.moduleIds)
        // The others would go on with the value of the beginning.
        if (/^export let /m.test(this.getModuleInfo(id)?.code ?? ''))
          throw new Error(`${id} exports what changes`);
      for (const chunk of chunks)
        if (chunk === core) chunk.code = asClassic(chunk.code);
        else if (chunk.fileName === 'service-worker.js')
          chunk.code = importedByShell(chunk.code, `/${core.fileName}`);
        else chunk.code = importedByModule(chunk.code);
      const entry = chunks.find(({ facadeModuleId }) =>
        ENTRY.test(facadeModuleId ?? ''),
      );
      if (entry === undefined) throw new Error('there is no worker');
      // Asked for at once, not only when the engine has come.
      const beside = core.fileName.replace(/^.*\//, './');
      entry.code = `import"${beside}";${entry.code}`;
    },
  };
}

/** `export{x as a,y as b};`, the last statement. */
const EXPORTS = /export\{([^}]*)\};?\s*$/;
/** `import{a as x}from"./core-XXXXXXXX.js";` */
const IMPORT = /import\{([^}]*)\}from(["'][\w./-]*\/core-[\w-]{8}\.js["']);?/;

function asClassic(code: string): string {
  const exported = replaceOnce(
    code,
    EXPORTS,
    (names) =>
      `self.core={${pairs(names, ([inner, outer]) => [outer, inner])}}`,
  );
  return `(()=>{"use strict";${exported}})();`;
}

function importedByModule(code: string): string {
  return code.replace(
    IMPORT,
    (_, names: string, file: string) => `import${file};${taken(names)}`,
  );
}

function importedByShell(code: string, core: string): string {
  return replaceOnce(
    code,
    IMPORT,
    (names) =>
      // Under the CSP a script's address must be passed by a policy: this one
      // passes nothing else.
      `self.trustedTypes?.createPolicy("default",{createScriptURL:()=>"${core}"});` +
      `importScripts("${core}");${taken(names)}`,
  );
}

const taken = (names: string) =>
  `const{${pairs(names, ([outer, inner]) => [outer, inner])}}=self.core;`;

/** `a as x,b` as `a:x,b:b`, in the order that is asked for. */
function pairs(
  names: string,
  order: (pair: [string, string]) => [string, string],
): string {
  return names
    .split(',')
    .map((each) => {
      const [first = '', second = first] = each.trim().split(' as ');
      return order([first, second]).join(':');
    })
    .join(',');
}

function replaceOnce(
  code: string,
  pattern: RegExp,
  by: (names: string) => string,
): string {
  const found = pattern.exec(code);
  if (found === null) throw new Error(`no ${pattern.source}`);
  const [whole, names = ''] = found;
  return (
    code.slice(0, found.index) +
    by(names) +
    code.slice(found.index + whole.length)
  );
}
