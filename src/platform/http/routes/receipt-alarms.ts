import type { Hono } from 'hono';
import * as v from 'valibot';
import { receiptAlarmsQuerySchema } from '../../../protocol/receipt-alarms.ts';
import type { PlatformContext } from '../../context.ts';
import { listReceiptAlarms } from '../../receipts/list-alarms.ts';
import { problem } from '../problem.ts';
import type { StaffEnvironment } from '../staff-session.ts';

/** For routes that let only staff in. */
export function addReceiptAlarmRoutes(
  routes: Hono<StaffEnvironment>,
  context: PlatformContext,
): void {
  routes.get('/receipt-alarms', async (c) => {
    const query = v.safeParse(receiptAlarmsQuerySchema, c.req.query());
    if (!query.success) return problem(c, 'badRequest');
    const { after = null } = query.output;
    const page = await listReceiptAlarms(context, c.get('principal'), after);
    return page.ok ? c.json(page.value) : problem(c, page.code);
  });
}
