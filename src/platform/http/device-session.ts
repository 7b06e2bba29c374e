import { createMiddleware } from 'hono/factory';
import type { PlatformContext } from '../context.ts';
import { checkProof, isProof } from '../session/check-proof.ts';
import { checkToken, hasLostClerk } from '../session/check-token.ts';
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
    if (scope === 'read' && (await hasLostClerk(context, checked.value)))
      return problem(c, 'unauthorized');
    c.set('session', checked.value);
    await next();
    return undefined;
  });
}

/**
 * Lets a batch pass by a session, or by its own proof (early-batch.ts): then it is
 * the handler's to see that it is the batch proved.
 */
export function batchSession(context: PlatformContext) {
  const bySession = deviceSession(context, 'deliver');
  return createMiddleware<HttpEnvironment>(async (c, next) => {
    const authorization = c.req.header('Authorization');
    if (authorization === undefined || !isProof(authorization))
      return await bySession(c, next);
    const checked = await checkProof(context, authorization);
    if (!checked.ok) return problem(c, checked.code);
    const { session, ...proven } = checked.value;
    c.set('session', session);
    c.set('proven', proven);
    await next();
    return undefined;
  });
}
