import { promisify } from 'node:util';
import { gzip } from 'node:zlib';
import { Hono } from 'hono';
import type { PlatformContext } from '../../context.ts';
import {
  findCurrentVersion,
  findSignedCatalogue,
} from '../../database/queries/catalogues.ts';
import type { HttpEnvironment } from '../environment.ts';
import { problem } from '../problem.ts';

const gzipAsync = promisify(gzip);

const HEADERS = {
  'Content-Type': 'application/jose',
  'Cache-Control': 'public, max-age=31536000, immutable',
  Vary: 'Accept-Encoding',
};

type Served = { plain: string; zipped: Uint8Array<ArrayBuffer> };

/** The catalogue and its calendar: public, signed, immutable by version. */
export function catalogueRoutes(
  context: PlatformContext,
): Hono<HttpEnvironment> {
  const { sql, config } = context;
  const { county } = config;
  const routes = new Hono<HttpEnvironment>();
  /** Compressing half a megabyte takes longer than serving it. */
  const kept = new Map<string, Served>();

  async function findServed(version: string): Promise<Served | undefined> {
    const found = kept.get(version);
    if (found !== undefined) return found;
    const plain = await findSignedCatalogue(sql, { county, version });
    if (plain === undefined) return undefined;
    const zipped = new Uint8Array(await gzipAsync(plain, { level: 9 }));
    const served = { plain, zipped };
    kept.set(version, served);
    return served;
  }

  routes.get('/api/v1/catalogue/current', async (c) => {
    const version = await findCurrentVersion(sql, county);
    if (version === undefined) return problem(c, 'notFound');
    c.header('Cache-Control', 'no-cache');
    return c.redirect(`/api/v1/catalogue/${encodeURIComponent(version)}`);
  });

  routes.get('/api/v1/catalogue/:version', async (c) => {
    const served = await findServed(c.req.param('version'));
    if (served === undefined) return problem(c, 'notFound');
    if (!/\bgzip\b/.test(c.req.header('Accept-Encoding') ?? ''))
      return c.body(served.plain, 200, HEADERS);
    return c.body(served.zipped, 200, {
      ...HEADERS,
      'Content-Encoding': 'gzip',
    });
  });

  return routes;
}
