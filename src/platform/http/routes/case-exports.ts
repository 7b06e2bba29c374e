import type { Hono } from 'hono';
import {
  caseExportSchema,
  EXPORT_TYPES,
} from '../../../protocol/case-export.ts';
import type { PlatformContext } from '../../context.ts';
import { exportCases } from '../../review/export-cases.ts';
import { problem } from '../problem.ts';
import { readJson } from '../read-json.ts';
import type { StaffEnvironment } from '../staff-session.ts';

/** For routes that let only staff in. */
export function addCaseExportRoutes(
  routes: Hono<StaffEnvironment>,
  context: PlatformContext,
): void {
  routes.post('/cases/export', async (c) => {
    const body = await readJson(c, caseExportSchema);
    if (!body.ok) return body.answer;
    const { status, search, format } = body.value;
    const made = await exportCases(context, c.get('principal'), {
      status: status || undefined,
      search,
      format,
    });
    if (!made.ok) return problem(c, made.code);
    return c.body(made.value, 200, {
      'Content-Type': EXPORT_TYPES[format],
      'Content-Disposition': `attachment; filename="cases.${format}"`,
      'X-Content-Type-Options': 'nosniff',
    });
  });
}
