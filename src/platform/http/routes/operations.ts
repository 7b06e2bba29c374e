import { Hono } from 'hono';
import { LIMITS } from '../../../protocol/limits.ts';
import { operationBatchSchema } from '../../../protocol/operations.ts';
import type { PlatformContext } from '../../context.ts';
import { takeInBatch } from '../../intake/take-in-batch.ts';
import { deviceSession } from '../device-session.ts';
import type { HttpEnvironment } from '../environment.ts';
import { readJson } from '../read-json.ts';

export function operationRoutes(
  context: PlatformContext,
): Hono<HttpEnvironment> {
  const routes = new Hono<HttpEnvironment>();
  routes.post(
    '/api/v1/operations',
    deviceSession(context, 'deliver'),
    async (c) => {
      const batch = await readJson(c, operationBatchSchema, LIMITS.batchBytes);
      if (!batch.ok) return batch.answer;
      return c.json(await takeInBatch(context, c.get('session'), batch.value));
    },
  );
  return routes;
}
