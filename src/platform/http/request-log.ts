import { randomUUID } from 'node:crypto';
import { createMiddleware } from 'hono/factory';
import { routePath } from 'hono/route';
import type { Logger } from 'pino';
import type { HttpEnvironment } from './environment.ts';

/**
 * One line a request: method, route *pattern*, status, duration, reference.
 * Never an address, a header, a body, a number or a name.
 */
export function requestLog(log: Logger) {
  return createMiddleware<HttpEnvironment>(async (c, next) => {
    const began = performance.now();
    const ref = randomUUID();
    c.set('ref', ref);
    await next();
    log.info({
      method: c.req.method,
      route: routePath(c),
      status: c.res.status,
      ms: Math.round(performance.now() - began),
      ref,
    });
  });
}
