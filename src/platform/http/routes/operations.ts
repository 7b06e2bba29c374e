import { Hono } from 'hono';
import { LIMITS } from '../../../protocol/limits.ts';
import { operationBatchSchema } from '../../../protocol/operations.ts';
import { unreadableOperationSchema } from '../../../protocol/unreadable.ts';
import type { PlatformContext } from '../../context.ts';
import { keepUnreadable } from '../../intake/keep-unreadable.ts';
import { takeInBatch } from '../../intake/take-in-batch.ts';
import { isProven } from '../../session/check-proof.ts';
import { batchSession, deviceSession } from '../device-session.ts';
import type { HttpEnvironment } from '../environment.ts';
import { problem } from '../problem.ts';
import { readJson } from '../read-json.ts';

/** The database's own; a device that makes a hundred a day never comes near it. */
const LAST_SEQ = 2 ** 31 - 1;

/** /api/v1/operations: batches of a device, and what it could not have read. */
export function operationRoutes(
  context: PlatformContext,
): Hono<HttpEnvironment> {
  const routes = new Hono<HttpEnvironment>();
  routes.post('/api/v1/operations', batchSession(context), async (c) => {
    const batch = await readJson(c, operationBatchSchema, LIMITS.batchBytes);
    if (!batch.ok) return batch.answer;
    if (batch.value.operations.some(({ seq }) => seq > LAST_SEQ))
      return problem(c, 'badRequest', { detail: 'seq' });
    const proven = c.get('proven');
    if (proven !== undefined && !isProven(batch.value, proven.batch))
      return problem(c, 'unauthorized');
    const answer = await takeInBatch(context, c.get('session'), batch.value);
    return c.json({ ...answer, ...(proven && { life: proven.life }) });
  });
  routes.post(
    '/api/v1/operations/unreadable',
    deviceSession(context, 'deliver'),
    async (c) => {
      const copy = await readJson(c, unreadableOperationSchema, 128 * 1024);
      if (!copy.ok) return copy.answer;
      const session = c.get('session');
      if (copy.value.deviceId !== session.device.deviceId)
        return problem(c, 'badRequest', { detail: 'deviceId' });
      return c.json(await keepUnreadable(context, session, copy.value));
    },
  );
  return routes;
}
