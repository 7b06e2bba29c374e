import type { Hono } from 'hono';
import type { PlatformContext } from '../../context.ts';
import { findReach } from '../../people/permissions.ts';
import { Arrivals } from '../../review/arrivals.ts';
import { problem } from '../problem.ts';
import type { StaffEnvironment } from '../staff-session.ts';

const EVENTS = 'text/event-stream';

/** For routes that let only staff in. */
export function addArrivalRoutes(
  routes: Hono<StaffEnvironment>,
  context: PlatformContext,
): void {
  const arrivals = new Arrivals(context);
  routes.get('/arrivals', (c) => {
    const principal = c.get('principal');
    const met = ['deliveryFields'] as const;
    if (findReach(principal, 'readCase', met).length === 0)
      return problem(c, 'forbidden');
    if (c.req.header('Accept')?.includes(EVENTS) !== true)
      return problem(c, 'badRequest', { detail: EVENTS });
    const stream = arrivals.stream(principal);
    if (stream === undefined) return problem(c, 'tooManyRequests');
    c.header('Content-Type', EVENTS);
    // A proxy that gathers would keep a wake-up to itself.
    c.header('X-Accel-Buffering', 'no');
    return c.body(stream);
  });
}
