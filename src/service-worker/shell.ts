// The files of the app, kept so that it opens without a network. One cache for all
// versions: what a new version has in common with the old one is not loaded again,
// and what only the old one needs goes when the new one has taken over.

/** A file of the build; `revision` of those whose name has no hash of the content. */
export type ShellFile = { url: string; revision: string | null };

const CACHE = 'shell';
/** Where releases before this one kept theirs. */
const FORMER = /^workbox-precache/;
const PAGE = '/index.html';

/**
 * What the platform itself answers; and the console and the residents' pages, which
 * are not kept: they need the network, a village's data volume is not for them, and
 * the county may have them at another origin, to which only the platform knows the way.
 */
const NOT_OURS = /^\/(api\/|healthz$|readyz$|review\/|guide\/|r$)/;

/** Path of a file to the key that it is kept under. */
type Keys = Map<string, string>;

export function keysOf(files: readonly ShellFile[]): Keys {
  return new Map(
    files.map(({ url, revision }) => [
      `/${url}`,
      revision === null ? `/${url}` : `/${url}?revision=${revision}`,
    ]),
  );
}

/** Loads what is not here yet. @throws when one of them cannot be had whole. */
export async function keepShell(keys: Keys): Promise<void> {
  const cache = await caches.open(CACHE);
  for (const [path, key] of keys) {
    if ((await cache.match(key)) !== undefined) continue;
    const response = await fetch(path, {
      // What is named by its content may come from where it was loaded already.
      cache: path === key ? 'default' : 'reload',
      credentials: 'same-origin',
    });
    // A redirected answer is no page to a navigation; a portal's is not ours.
    if (!response.ok || response.redirected)
      throw new Error(`${path}: ${response.status}`);
    await cache.put(key, response);
  }
}

/** Lets go of what this version does not need. */
export async function dropFormerShell(keys: Keys): Promise<void> {
  const kept = new Set(
    [...keys.values()].map((key) => new URL(key, location.href).href),
  );
  const cache = await caches.open(CACHE);
  for (const request of await cache.keys())
    if (!kept.has(request.url)) await cache.delete(request);
  for (const name of await caches.keys())
    if (FORMER.test(name)) await caches.delete(name);
}

/** The file that a request is answered with; undefined: the network answers it. */
export function keyFor(request: Request, keys: Keys): string | undefined {
  const { origin, pathname } = new URL(request.url);
  if (request.method !== 'GET' || origin !== location.origin) return undefined;
  const own = keys.get(pathname);
  if (own !== undefined) return own;
  return request.mode === 'navigate' && !NOT_OURS.test(pathname)
    ? keys.get(PAGE)
    : undefined;
}

/** From the cache; from the network where the browser has let it go. */
export async function answerFrom(
  key: string,
  request: Request,
): Promise<Response> {
  const cache = await caches.open(CACHE);
  return (await cache.match(key)) ?? fetch(request);
}
