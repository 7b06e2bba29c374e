import { createMiddleware } from 'hono/factory';
import type { PlatformContext } from '../context.ts';
import { checkToken } from '../session/check-token.ts';
import type { Scope } from '../session/token.ts';
import type { HttpEnvironment } from './environment.ts';
import { problem } from './problem.ts';

/** Lets a request pass whose token carries the scope, and sets `session`. */
export function deviceSession(context: PlatformContext, scope: Scope) {
  return createMiddleware<HttpEnvironment>(async (c, next) => {
    const checked = await checkToken(context, c.req.header('Authorization'));
    if (!checked.ok) return problem(c, checked.code);
    const { device, scope: granted } = checked.value;
    if (
      !granted.includes(scope) ||
      (scope === 'read' && device.state !== 'active')
    )
      return problem(
        c,
        device.state === 'active' ? 'forbidden' : 'deviceRevoked',
      );
    c.set('session', checked.value);
    await next();
    return undefined;
  });
}
