// Each origin of a county serves its own surface and what that asks, and nothing else:
// the staff's cookie is worth nothing where the village's app runs, and what was
// uploaded is given out where nothing of ours runs at all.
import type { Context } from 'hono';
import { createMiddleware } from 'hono/factory';
import { siteOf, type Origins, type Site } from '../origins.ts';
import type { HttpEnvironment } from './environment.ts';
import { problem } from './problem.ts';

const PAGES = ['counter', 'review', 'resident'] as const;

/** The first that fits says which sites have the path. */
const PARTS: readonly (readonly [RegExp, readonly Site[]])[] = [
  [/^\/api\/v1\/(review|imports)(\/|$)/, ['review']],
  [/^\/api\/v1\/receipts\//, ['resident']],
  [/^\/api\/v1\/opened\//, ['upload']],
  [/^\/api\//, ['counter']],
  // What keeps or runs a device.
  [/^\/(service-worker\.js$|assets\/worker-)/, ['counter']],
  [/^\/assets\//, PAGES],
  [/^\/[^/]+\.\w+$/, PAGES],
  [/^\/review(\/|$)/, ['review']],
  [/^\/(r$|guide(\/|$))/, ['resident']],
  [/^\//, ['counter']],
];

/** Asked by machines at whatever name they know this one by. */
const ANYWHERE = /^\/(healthz$|readyz$|api\/v1\/(demo$|inbound\/))/;

/** What stands at the root of an origin. */
const FRONT: Partial<Record<Site, string>> = {
  review: '/review/',
  resident: '/r',
};

/** Answers what a site does not have: pages by the way to the one that has them. */
export function separateSites(origins: Origins) {
  return createMiddleware<HttpEnvironment>(async (c, next) => {
    const { path } = c.req;
    if (ANYWHERE.test(path)) return await next();
    const site = siteOf(origins, c.req.header('Host'));
    if (site === undefined) return problem(c, 'notFound');
    const front = path === '/' ? FRONT[site] : undefined;
    if (front !== undefined) return c.redirect(front, 302);
    const sites = PARTS.find(([form]) => form.test(path))?.[1] ?? [];
    if (sites.includes(site)) return await next();
    const [owner] = sites;
    // The fragment of a receipt's address goes with it.
    return owner !== undefined && site !== 'upload' && isPage(c)
      ? c.redirect(`${origins[owner]}${path}`, 308)
      : problem(c, 'notFound');
  });
}

function isPage(c: Context): boolean {
  const { method, path } = c.req;
  return (
    (method === 'GET' || method === 'HEAD') &&
    !/^\/(api|assets)\//.test(path) &&
    !/\.\w+$/.test(path)
  );
}
