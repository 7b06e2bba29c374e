// GET /api/v1/demo: accounts with their passwords and fresh tickets. It exists
// with demo data only, and only for programs on this machine.
import { Hono, type Context } from 'hono';
import type { PlatformContext } from '../../context.ts';
import { describeDemo } from '../../demo/describe-demo.ts';
import type { DemoAccount } from '../../demo/demo-accounts.ts';
import type { HttpEnvironment } from '../environment.ts';
import { problem } from '../problem.ts';

/**
 * GET /api/v1/demo: the accounts and villages of a demo; 404 where there is none.
 */
export function demoRoutes(
  context: PlatformContext,
  accounts: readonly DemoAccount[],
): Hono<HttpEnvironment> {
  const routes = new Hono<HttpEnvironment>();
  routes.get('/api/v1/demo', async (c) => {
    // To everybody else it does not exist.
    if (!context.config.demo || !isFromThisMachine(c))
      return problem(c, 'notFound');
    c.header('Cache-Control', 'no-store');
    return c.json(await describeDemo(context, accounts));
  });
  return routes;
}

/** What a proxy on this machine adds when it speaks for somebody else. */
const FORWARDING = [
  'Forwarded',
  'Via',
  'X-Forwarded-For',
  'X-Forwarded-Host',
  'X-Forwarded-Proto',
  'X-Real-IP',
];

const LOOPBACK_ADDRESS = /^(127(\.\d{1,3}){3}|::1|::ffff:127(\.\d{1,3}){3})$/;
const LOOPBACK_HOST = /^(localhost|127\.0\.0\.1|\[::1\])(:\d+)?$/i;

/**
 * The peer is this machine, no proxy speaks for another one, and it is not a
 * foreign page in this machine's browser (its host name could have been bent to
 * the loopback address).
 */
function isFromThisMachine(c: Context<HttpEnvironment>): boolean {
  const peer = c.env?.incoming?.socket.remoteAddress ?? '';
  const site = c.req.header('Sec-Fetch-Site') ?? 'none';
  return (
    LOOPBACK_ADDRESS.test(peer) &&
    LOOPBACK_HOST.test(c.req.header('Host') ?? '') &&
    ['none', 'same-origin'].includes(site) &&
    FORWARDING.every((name) => c.req.header(name) === undefined)
  );
}
