import { Hono } from 'hono';
import { receiptStatusRequestSchema } from '../../../protocol/receipts.ts';
import type { PlatformContext } from '../../context.ts';
import { readReceiptStatus } from '../../receipts/receipt-status.ts';
import { clientAddress } from '../client-address.ts';
import type { HttpEnvironment } from '../environment.ts';
import { problem } from '../problem.ts';
import { readJson } from '../read-json.ts';

/** POST /api/v1/receipts/status: how a case goes on, by its receipt. */
export function receiptRoutes(context: PlatformContext): Hono<HttpEnvironment> {
  const routes = new Hono<HttpEnvironment>();
  routes.post('/api/v1/receipts/status', async (c) => {
    const request = await readJson(c, receiptStatusRequestSchema);
    if (!request.ok) return request.answer;
    const address = clientAddress(c, context.config);
    const status = await readReceiptStatus(context, request.value, address);
    if (status.ok) return c.json(status.value);
    c.header('Retry-After', '86400');
    return problem(c, status.code);
  });
  return routes;
}
