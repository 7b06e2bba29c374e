import { Hono } from 'hono';
import { LIMITS } from '../../../protocol/limits.ts';
import { witnessRequestSchema } from '../../../protocol/witnesses.ts';
import type { PlatformContext } from '../../context.ts';
import { handIn } from '../../witnesses/hand-in.ts';
import { deviceSession } from '../device-session.ts';
import type { HttpEnvironment } from '../environment.ts';
import { problem } from '../problem.ts';
import { readJson } from '../read-json.ts';

/** What a restored county has lost and a device still has. */
export function witnessRoutes(context: PlatformContext): Hono<HttpEnvironment> {
  const routes = new Hono<HttpEnvironment>();
  routes.post(
    '/api/v1/witnesses',
    deviceSession(context, 'read'),
    async (c) => {
      const body = await readJson(c, witnessRequestSchema, LIMITS.batchBytes);
      if (!body.ok) return body.answer;
      const { items } = body.value;
      const result = await handIn(context, c.get('session'), items);
      return result.ok ? c.json(result.value) : problem(c, result.code);
    },
  );
  return routes;
}
