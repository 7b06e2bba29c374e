import { createMiddleware } from 'hono/factory';
import { routePath } from 'hono/route';
import { appendAudit } from '../audit/append-audit.ts';
import type { PlatformContext } from '../context.ts';
import { isUuid } from '../is-uuid.ts';
import type { StaffEnvironment } from './staff-session.ts';

/** Writes down what a person who is signed in was not let do, of whatever kind. */
export function noteRefusals(context: PlatformContext) {
  return createMiddleware<StaffEnvironment>(async (c, next) => {
    await next();
    if (c.res.status !== 403) return;
    const caseId = c.req.param('caseId') ?? '';
    await appendAudit(context, {
      accountId: c.get('principal').accountId,
      act: 'refused',
      caseId: isUuid(caseId) ? caseId.toLowerCase() : null,
      detail: { method: c.req.method, route: routePath(c) },
    });
  });
}
