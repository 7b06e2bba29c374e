import type { Hono } from 'hono';
import * as v from 'valibot';
import { resultQuerySchema } from '../../../protocol/results.ts';
import type { PlatformContext } from '../../context.ts';
import { listResults } from '../../review/list-results.ts';
import { problem } from '../problem.ts';
import type { StaffEnvironment } from '../staff-session.ts';

/** For routes that let only staff in. */
export function addResultRoutes(
  routes: Hono<StaffEnvironment>,
  context: PlatformContext,
): void {
  routes.get('/results', async (c) => {
    const query = v.safeParse(resultQuerySchema, c.req.query());
    if (!query.success) return problem(c, 'badRequest');
    const { after = null } = query.output;
    const page = await listResults(context, c.get('principal'), after);
    return page.ok ? c.json(page.value) : problem(c, page.code);
  });
}
