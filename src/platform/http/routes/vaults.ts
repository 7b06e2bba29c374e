import { Hono } from 'hono';
import type * as v from 'valibot';
import {
  vaultEscrowSchema,
  type vaultEscrowAnswerSchema,
} from '../../../protocol/enrolment.ts';
import type { PlatformContext } from '../../context.ts';
import { storeEscrow } from '../../enrolment/store-escrow.ts';
import { deviceSession } from '../device-session.ts';
import type { HttpEnvironment } from '../environment.ts';
import { readJson } from '../read-json.ts';

/** The county's sealed copies of vault keys. */
export function vaultRoutes(context: PlatformContext): Hono<HttpEnvironment> {
  const routes = new Hono<HttpEnvironment>();
  routes.post(
    '/api/v1/vault-escrows',
    deviceSession(context, 'read'),
    async (c) => {
      const given = await readJson(c, vaultEscrowSchema);
      if (!given.ok) return given.answer;
      const answer: v.InferOutput<typeof vaultEscrowAnswerSchema> =
        await storeEscrow(context, c.get('session').device, given.value);
      return c.json(answer);
    },
  );
  return routes;
}
