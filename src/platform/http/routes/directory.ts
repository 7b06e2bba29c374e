import { Hono } from 'hono';
import type { PlatformContext } from '../../context.ts';
import {
  signDirectory,
  type SignedDirectory,
} from '../../directory/sign-directory.ts';
import type { HttpEnvironment } from '../environment.ts';

/** The directory of devices: public, signed, asked for by every device once a day. */
export function directoryRoutes(
  context: PlatformContext,
): Hono<HttpEnvironment> {
  const routes = new Hono<HttpEnvironment>();
  let held: SignedDirectory | undefined;
  routes.get('/api/v1/directory', async (c) => {
    held = await signDirectory(context, held);
    const headers = { 'Cache-Control': 'no-cache', ETag: held.etag };
    // Compressed on the way it is another representation of the same content.
    if (c.req.header('If-None-Match')?.includes(held.etag) === true)
      return c.body(null, 304, headers);
    return c.body(held.jws, 200, {
      ...headers,
      'Content-Type': 'application/jose',
    });
  });
  return routes;
}
