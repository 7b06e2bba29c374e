import { randomUUID } from 'node:crypto';
import { createMiddleware } from 'hono/factory';
import { routePath } from 'hono/route';
import type { Logger } from 'pino';
import type { Answered } from '../metrics/metrics.ts';
import type { HttpEnvironment } from './environment.ts';

/**
 * One line a request: method, route *pattern*, status, duration, reference.
 * Never an address, a header, a body, a number or a name. `note` is told the same.
 */
export function requestLog(
  log: Logger,
  note: (answered: Answered) => void = () => undefined,
) {
  return createMiddleware<HttpEnvironment>(async (c, next) => {
    const began = performance.now();
    const ref = randomUUID();
    c.set('ref', ref);
    await next();
    const ms = performance.now() - began;
    const answered = {
      method: c.req.method,
      route: routePath(c),
      status: c.res.status,
    };
    log.info({ ...answered, ms: Math.round(ms), ref });
    note({ ...answered, seconds: ms / 1000 });
  });
}
