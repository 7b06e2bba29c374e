import { Hono } from 'hono';
import { sessionRequestSchema } from '../../../protocol/session.ts';
import type { PlatformContext } from '../../context.ts';
import { makeNonce } from '../../session/nonce.ts';
import { openSession } from '../../session/open-session.ts';
import type { HttpEnvironment } from '../environment.ts';
import { problem } from '../problem.ts';
import { readJson } from '../read-json.ts';

/** POST /api/v1/session: of a device. */
export function sessionRoutes(context: PlatformContext): Hono<HttpEnvironment> {
  const routes = new Hono<HttpEnvironment>();
  routes.post('/api/v1/session', async (c) => {
    const request = await readJson(c, sessionRequestSchema);
    if (!request.ok) return request.answer;
    const opened = await openSession(context, request.value);
    if (opened.ok) return c.json(opened.value);
    if (opened.code === 'unauthorized') return problem(c, 'unauthorized');
    return problem(c, 'nonceNeeded', {
      nonce: makeNonce(context.keys, context.clock()),
    });
  });
  return routes;
}
