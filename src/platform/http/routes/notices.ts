// /api/v1/review/cases/{caseId}/notices/{n}: a paper as it was issued, to be read and
// printed in a window of its own.
import type { Hono } from 'hono';
import * as v from 'valibot';
import type { PlatformContext } from '../../context.ts';
import { readNotice } from '../../notices/read-notice.ts';
import { eventNumber, uuid } from '../openapi/endpoint.ts';
import { problem } from '../problem.ts';
import { NOTICE_CSP } from '../security-headers.ts';
import type { StaffEnvironment } from '../staff-session.ts';

const whichSchema = v.object({ caseId: uuid, n: eventNumber });

/** For routes that let only staff in. */
export function addNoticeRoutes(
  routes: Hono<StaffEnvironment>,
  context: PlatformContext,
): void {
  routes.get('/cases/:caseId/notices/:n', async (c) => {
    const which = v.safeParse(whichSchema, c.req.param());
    if (!which.success) return problem(c, 'notFound');
    const read = await readNotice(context, c.get('principal'), which.output);
    if (!read.ok) return problem(c, read.code);
    return c.body(read.value, 200, {
      'Content-Type': 'text/html; charset=utf-8',
      'Content-Security-Policy': NOTICE_CSP,
      'X-Content-Type-Options': 'nosniff',
    });
  });
}
