import { Hono } from 'hono';
import { readCursor } from '../../../protocol/feed.ts';
import { LIMITS } from '../../../protocol/limits.ts';
import type { PlatformContext } from '../../context.ts';
import { readFeed } from '../../feed/read-feed.ts';
import { audiencesOf } from '../../session/open-session.ts';
import { deviceSession } from '../device-session.ts';
import type { HttpEnvironment } from '../environment.ts';
import { problem } from '../problem.ts';

/** A device pulls what its own audiences have, and nothing of any other. */
export function feedRoutes(context: PlatformContext): Hono<HttpEnvironment> {
  const routes = new Hono<HttpEnvironment>();
  routes.get('/api/v1/feed', deviceSession(context, 'read'), async (c) => {
    const { device, epoch } = c.get('session');
    const cursors = readCursor(c.req.query('cursor') ?? '');
    const maxBytes = Number(c.req.query('maxBytes') ?? LIMITS.feedPageBytes);
    if (cursors === undefined || !Number.isInteger(maxBytes) || maxBytes < 1)
      return problem(c, 'badRequest');
    const own = audiencesOf(device);
    if (cursors.some(({ audience }) => !own.includes(audience)))
      return problem(c, 'forbidden');
    const page = await readFeed(context, { cursors, maxBytes, epoch });
    return page.ok ? c.json(page.value) : problem(c, page.code);
  });
  return routes;
}
