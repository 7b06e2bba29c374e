import { Hono } from 'hono';
import {
  enrolmentRequestSchema,
  type ticketAnswerSchema,
} from '../../../protocol/enrolment.ts';
import type * as v from 'valibot';
import type { PlatformContext } from '../../context.ts';
import { enrolDevice } from '../../enrolment/enrol-device.ts';
import { fetchTicket } from '../../enrolment/fetch-ticket.ts';
import { clientAddress } from '../client-address.ts';
import type { HttpEnvironment } from '../environment.ts';
import { problem } from '../problem.ts';
import { readJson } from '../read-json.ts';

/** The county's keys, tickets by their short code, enrolment. */
export function enrolmentRoutes(
  context: PlatformContext,
): Hono<HttpEnvironment> {
  const routes = new Hono<HttpEnvironment>();

  routes.get('/api/v1/keys', (c) =>
    c.body(context.keys.keySet, 200, {
      'Content-Type': 'application/jose',
      'Cache-Control': 'no-cache',
    }),
  );

  routes.get('/api/v1/tickets/:code{[0-9]{8}}', async (c) => {
    const fetched = await fetchTicket(context, {
      code: c.req.param('code'),
      address: clientAddress(c, context.config),
    });
    if (fetched.ok) {
      const answer: v.InferOutput<typeof ticketAnswerSchema> = {
        ticket: fetched.value,
      };
      return c.json(answer);
    }
    if (fetched.code === 'tooManyRequests') c.header('Retry-After', '3600');
    return problem(c, fetched.code);
  });

  routes.post('/api/v1/enrolments', async (c) => {
    const request = await readJson(c, enrolmentRequestSchema);
    if (!request.ok) return request.answer;
    const enrolled = await enrolDevice(context, request.value);
    return enrolled.ok
      ? c.json(enrolled.value, 201)
      : problem(c, enrolled.code);
  });

  return routes;
}
