// How the page is cut into files. A file for each screen packs badly and is a
// request of its own; one for all would keep the first screen waiting.
import { resolve } from 'node:path';
import { closureOf, type Modules } from './closure.ts';

const COUNTER = resolve('src/counter/counter-app.tsx');
const RESIDENT = resolve('src/resident/resident-app.tsx');
const CONSOLE = resolve('src/review/review-app.tsx');

/** The clerk sees them on the first day and seldom after. */
const SELDOM =
  /\/counter\/(clerks|export|more|set-up|this-device|township-list|trouble|unlock)\//;

type Parts = Record<
  'counter' | 'resident' | 'console' | 'daily' | 'seldom',
  Set<string>
>;

/** The name of a module's file; null: the bundler decides. */
export function pageChunks(): (id: string, modules: Modules) => string | null {
  let parts: Parts | undefined;
  return (id, modules) => {
    // The bundler's own helpers, which the very first file begins with.
    if (id.startsWith('\0')) return null;
    parts ??= findParts(modules);
    const { counter, resident, console, daily, seldom } = parts;
    if (counter.has(id)) {
      if (resident.has(id)) return 'base';
      return console.has(id) ? 'shared' : 'counter-app';
    }
    const isDaily = daily.has(id);
    const isSeldom = seldom.has(id);
    if (resident.has(id)) return isDaily || isSeldom ? 'parts' : null;
    // The console loads them too, and nothing of the counter beside them.
    if (console.has(id)) return isDaily || isSeldom ? 'fields' : null;
    if (isDaily) return isSeldom ? 'common' : 'daily';
    return isSeldom ? 'seldom' : null;
  };
}

function findParts(modules: Modules): Parts {
  const closure = (...roots: string[]) => closureOf(roots, modules);
  const counter = closure(COUNTER);
  const screens = [...counter]
    .flatMap((id) => modules.getModuleInfo(id)?.dynamicallyImportedIds ?? [])
    .filter((id) => id.includes('/src/counter/'));
  return {
    counter,
    resident: closure(RESIDENT),
    console: closure(CONSOLE),
    daily: closure(...screens.filter((id) => !SELDOM.test(id))),
    seldom: closure(...screens.filter((id) => SELDOM.test(id))),
  };
}
