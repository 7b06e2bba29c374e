// The built app: its files, and index.html for every path that is a screen.
import { Hono, type Context } from 'hono';
import { loadAppFiles, type AppFile } from '../load-app-files.ts';
import { WORKER_CSP } from '../security-headers.ts';

/** The device's worker, as the build names it. */
const WORKER_FILE = /^\/assets\/worker-[\w-]{8}\.js$/;

const YEAR_S = 31_536_000;

/**
 * @param folder The build's output (`dist/app`).
 * @throws when the folder has no index.html.
 */
export function appFileRoutes(folder: string): Hono {
  const files = loadAppFiles(folder);
  const page = files.get('/index.html');
  if (page === undefined) throw new Error(`${folder} has no index.html`);

  const routes = new Hono();
  // Surfaces are told by the beginning of the path, slash included.
  for (const surface of ['/review', '/guide']) {
    routes.get(surface, (c) => c.redirect(`${surface}/`, 308));
  }
  // hono answers HEAD from the GET handler.
  routes.get('*', async (c, next) => {
    const file = files.get(c.req.path);
    if (file !== undefined) return serve(c, file);
    if (isScreen(c.req.path)) return serve(c, page);
    await next();
    return undefined;
  });
  return routes;
}

/**
 * Screens are drawn in the browser, so the platform knows them only by what
 * they are not: an interface, or a file. A missing file must stay missing, or a
 * device would keep a page as a script.
 */
function isScreen(path: string): boolean {
  return !/^\/(api|assets)(\/|$)/.test(path) && !/\.\w+$/.test(path);
}

function serve(c: Context, file: AppFile): Response {
  const headers: Record<string, string> = {
    'Content-Type': file.type,
    ETag: file.etag,
    Vary: 'Accept-Encoding',
    // Whatever is not named by its content is asked for again each time: a page
    // or a service worker kept too long would hold a device on an old version.
    'Cache-Control': file.isHashed
      ? `public, max-age=${YEAR_S}, immutable`
      : 'no-cache',
  };
  if (WORKER_FILE.test(c.req.path))
    headers['Content-Security-Policy'] = WORKER_CSP;
  if (names(c.req.header('If-None-Match'), file.etag))
    return c.body(null, 304, headers);
  if (
    file.gzip !== null &&
    /\bgzip\b/.test(c.req.header('Accept-Encoding') ?? '')
  )
    return c.body(file.gzip, 200, { ...headers, 'Content-Encoding': 'gzip' });
  return c.body(file.bytes, 200, headers);
}

function names(ifNoneMatch: string | undefined, etag: string): boolean {
  return (ifNoneMatch ?? '')
    .split(',')
    .some((each) => each.trim().replace(/^W\//, '') === etag);
}
