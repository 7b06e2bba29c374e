// What was uploaded, at an origin of its own: opened by a link of the console.
import { Hono } from 'hono';
import * as v from 'valibot';
import type { PlatformContext } from '../../context.ts';
import { openByLink } from '../../materials/opening-link.ts';
import type { HttpEnvironment } from '../environment.ts';
import { giveUpload } from '../give-upload.ts';
import { problem } from '../problem.ts';

/** 32 bytes, base64url. */
export const openingTokenSchema = v.pipe(v.string(), v.regex(/^[\w-]{43}$/));

/** GET /api/v1/opened/{token}: at the origin of uploads. */
export function openedRoutes(context: PlatformContext): Hono<HttpEnvironment> {
  const routes = new Hono<HttpEnvironment>();
  const review = context.config.origins?.review;

  routes.get('/api/v1/opened/:token', async (c) => {
    // The console's script may read the answer, and no other site's.
    if (review !== undefined) {
      c.header('Access-Control-Allow-Origin', review);
      c.header('Vary', 'Origin');
      if (c.req.header('Origin') !== review) return problem(c, 'notFound');
    }
    const token = c.req.param('token');
    const opened = v.is(openingTokenSchema, token)
      ? await openByLink(context, token)
      : undefined;
    return opened === undefined
      ? problem(c, 'notFound')
      : giveUpload(c, opened);
  });

  return routes;
}
