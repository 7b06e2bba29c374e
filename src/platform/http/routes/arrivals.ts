import type { Hono } from 'hono';
import type { PlatformContext } from '../../context.ts';
import { findReach } from '../../people/permissions.ts';
import { streamArrivals } from '../../review/arrivals.ts';
import { problem } from '../problem.ts';
import type { StaffEnvironment } from '../staff-session.ts';

const EVENTS = 'text/event-stream';

/** For routes that let only staff in. */
export function addArrivalRoutes(
  routes: Hono<StaffEnvironment>,
  context: PlatformContext,
): void {
  routes.get('/arrivals', (c) => {
    const principal = c.get('principal');
    const met = ['deliveryFields'] as const;
    if (findReach(principal, 'readCase', met).length === 0)
      return problem(c, 'forbidden');
    if (c.req.header('Accept')?.includes(EVENTS) !== true)
      return problem(c, 'badRequest', { detail: EVENTS });
    c.header('Content-Type', EVENTS);
    // A proxy that gathers would keep a wake-up to itself.
    c.header('X-Accel-Buffering', 'no');
    return c.body(streamArrivals(context, principal));
  });
}
