import type { Hono } from 'hono';
import * as v from 'valibot';
import { commitmentCheckSchema } from '../../../protocol/commitment-checks.ts';
import type { PlatformContext } from '../../context.ts';
import { checkCommitment } from '../../review/check-commitment.ts';
import { uuid } from '../openapi/endpoint.ts';
import { problem } from '../problem.ts';
import { readJson } from '../read-json.ts';
import type { StaffEnvironment } from '../staff-session.ts';

/** For routes that let only staff in. */
export function addCommitmentCheckRoutes(
  routes: Hono<StaffEnvironment>,
  context: PlatformContext,
): void {
  routes.post('/cases/:caseId/commitment-checks', async (c) => {
    const caseId = c.req.param('caseId');
    if (!v.is(uuid, caseId)) return problem(c, 'notFound');
    const body = await readJson(c, commitmentCheckSchema);
    if (!body.ok) return body.answer;
    const result = await checkCommitment(context, c.get('principal'), {
      caseId,
      check: body.value,
    });
    if (result.ok) return c.json(result.value);
    const { ok: _, code, ...facts } = result;
    return problem(c, code, facts);
  });
}
