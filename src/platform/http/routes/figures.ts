// /api/v1/figures: sums, without anybody's name, for staff.
import { Hono } from 'hono';
import * as v from 'valibot';
import { figuresQuerySchema } from '../../../protocol/figures.ts';
import type { PlatformContext } from '../../context.ts';
import { readSummary } from '../../figures/read-summary.ts';
import { noteRefusals } from '../note-refusals.ts';
import { problem } from '../problem.ts';
import { staffOnly, type StaffEnvironment } from '../staff-session.ts';

export function figuresRoutes(
  context: PlatformContext,
): Hono<StaffEnvironment> {
  const routes = new Hono<StaffEnvironment>().basePath('/api/v1/figures');
  routes.use(staffOnly(context), noteRefusals(context));

  routes.get('/summary', async (c) => {
    const query = v.safeParse(figuresQuerySchema, c.req.query());
    if (!query.success)
      return problem(c, 'badRequest', { detail: 'from, until' });
    const principal = c.get('principal');
    const summary = await readSummary(context, principal, query.output);
    return summary.ok ? c.json(summary.value) : problem(c, summary.code);
  });

  return routes;
}
