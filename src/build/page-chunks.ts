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
> & {
  /** Of each page of the console that comes when it is opened. */
  later: Set<string>[];
};

/** The name of a module's file; null: the bundler decides. */
export function pageChunks(): (id: string, modules: Modules) => string | null {
  let parts: Parts | undefined;
  return (id, modules) => {
    // The bundler's own helpers, which the very first file begins with.
    if (id.startsWith('\0')) return null;
    parts ??= findParts(modules);
    const { counter, resident, console, daily, seldom, later } = parts;
    if (counter.has(id)) {
      if (resident.has(id)) return 'base';
      return console.has(id) ? 'shared' : 'counter-app';
    }
    const isDaily = daily.has(id);
    const isSeldom = seldom.has(id);
    if (resident.has(id)) return isDaily || isSeldom ? 'parts' : null;
    const pages = later.filter((page) => page.has(id)).length;
    if (console.has(id) || pages > 0) {
      // The console loads them too, and nothing of the counter beside them.
      if (isDaily || isSeldom) return 'fields';
      // By this name no device keeps them (list-shell.ts).
      if (console.has(id)) return 'review-app';
      return pages > 1 ? 'review-app-later' : `review-app-${nameOf(id)}`;
    }
    if (isDaily) return isSeldom ? 'common' : 'daily';
    return isSeldom ? 'seldom' : null;
  };
}

/** The folder in the console's room, for what one page alone has. */
function nameOf(id: string): string {
  return /\/src\/(?:review|text)\/([\w-]+)/.exec(id)?.[1] ?? 'more';
}

function findParts(modules: Modules): Parts {
  const closure = (...roots: string[]) => closureOf(roots, modules);
  const counter = closure(COUNTER);
  const pages = closure(CONSOLE);
  const screens = [...counter]
    .flatMap((id) => modules.getModuleInfo(id)?.dynamicallyImportedIds ?? [])
    .filter((id) => id.includes('/src/counter/'));
  return {
    counter,
    resident: closure(RESIDENT),
    console: pages,
    later: [...pages]
      .flatMap((id) => modules.getModuleInfo(id)?.dynamicallyImportedIds ?? [])
      .filter((id) => id.includes('/src/review/'))
      .map((id) => closure(id)),
    daily: closure(...screens.filter((id) => !SELDOM.test(id))),
    seldom: closure(...screens.filter((id) => SELDOM.test(id))),
  };
}
