// /api/v1/review/…: what the console asks. Parse, call one use case, answer.
import { Hono, type Context } from 'hono';
import * as v from 'valibot';
import { sha256Schema } from '../../../domain/cases/papers.ts';
import {
  auditQuerySchema,
  isToldDecision,
  materialFirstSchema,
  proofSchema,
  signInSchema,
  unsettledQuerySchema,
  worklistQuerySchema,
  worklistSearchSchema,
} from '../../../protocol/review.ts';
import { decisionRequestSchema } from '../../../protocol/decision-request.ts';
import { rerouteSchema } from '../../../protocol/office-decisions.ts';
import { listAudit } from '../../audit/read-audit.ts';
import type { PlatformContext } from '../../context.ts';
import {
  describeStaff,
  proveAgain,
  signIn,
  signOut,
  type SignInFailure,
} from '../../people/sign-in.ts';
import { makeOpeningLink } from '../../materials/opening-link.ts';
import { askMaterialFirst } from '../../review/ask-material-first.ts';
import { decide } from '../../review/decide.ts';
import { maySendOn } from '../../review/dispatch-limit.ts';
import { listUnsettled } from '../../review/list-unsettled.ts';
import { openCaseMaterial } from '../../review/open-case-material.ts';
import { previewNotice } from '../../review/preview-notice.ts';
import { readCase } from '../../review/read-case.ts';
import { readVersion } from '../../review/read-version.ts';
import { readNumbers } from '../../review/read-numbers.ts';
import { reroute } from '../../review/reroute.ts';
import { readMatter } from '../../review/read-matter.ts';
import { listCases } from '../../review/worklist.ts';
import { noteRefusals } from '../note-refusals.ts';
import { giveUpload } from '../give-upload.ts';
import { clientAddress } from '../client-address.ts';
import { problem } from '../problem.ts';
import { addClerkRoutes } from './clerks.ts';
import { addArrivalRoutes } from './arrivals.ts';
import { addCaseExportRoutes } from './case-exports.ts';
import { addCommitmentCheckRoutes } from './commitment-checks.ts';
import { addNoticeRoutes } from './notices.ts';
import { addReceiptAlarmRoutes } from './receipt-alarms.ts';
import { addResultRoutes } from './results.ts';
import { addTrustRoutes } from './trust.ts';
import { readJson } from '../read-json.ts';
import {
  giveToken,
  readToken,
  sameOriginChanges,
  staffOnly,
  takeToken,
  type StaffEnvironment,
} from '../staff-session.ts';
import { uuid } from '../../../domain/schema-parts.ts';

/** Whoever is not signed in gets no further than the sign-in. */
export function reviewRoutes(context: PlatformContext): Hono<StaffEnvironment> {
  const routes = new Hono<StaffEnvironment>().basePath('/api/v1/review');
  routes.use(sameOriginChanges);
  routes.use(async (c, next) => {
    await next();
    // Names and papers must not lie in a shared computer's cache.
    c.header('Cache-Control', 'no-store');
  });

  routes.post('/session', async (c) => {
    const body = await readJson(c, signInSchema);
    if (!body.ok) return body.answer;
    const address = clientAddress(c, context.config);
    const result = await signIn(context, { ...body.value, address });
    if (!result.ok) return refuseSignIn(c, result);
    const staff = await describeStaff(context, result.value.principal);
    if (staff === undefined) return problem(c, 'forbidden');
    giveToken(c, result.value.token);
    return c.json(staff);
  });

  routes.delete('/session', async (c) => {
    const token = readToken(c);
    if (token !== undefined) await signOut(context, token);
    takeToken(c);
    return c.body(null, 204);
  });

  routes.use(staffOnly(context), noteRefusals(context));

  routes.get('/session', async (c) => {
    const staff = await describeStaff(context, c.get('principal'));
    return staff === undefined ? problem(c, 'forbidden') : c.json(staff);
  });

  routes.post('/session/proof', async (c) => {
    const body = await readJson(c, proofSchema);
    if (!body.ok) return body.answer;
    const result = await proveAgain(context, {
      token: readToken(c) ?? '',
      principal: c.get('principal'),
      proof: body.value,
      address: clientAddress(c, context.config),
    });
    return result.ok ? c.body(null, 204) : refuseSignIn(c, result);
  });

  routes.get('/cases', async (c) => {
    const query = v.safeParse(worklistQuerySchema, c.req.query());
    // A search in the URL would be a name in a log; it has a body of its own.
    if (!query.success || c.req.query('search') !== undefined)
      return problem(c, 'badRequest', { detail: 'status, before' });
    const result = await listCases(context, c.get('principal'), {
      status: query.output.status || undefined,
      search: '',
      before: query.output.before ?? undefined,
    });
    return result.ok ? c.json(result.value) : problem(c, result.code);
  });

  routes.post('/cases/search', async (c) => {
    const body = await readJson(c, worklistSearchSchema);
    if (!body.ok) return body.answer;
    const { status, search, before } = body.value;
    const result = await listCases(context, c.get('principal'), {
      status: status || undefined,
      search,
      before: before ?? undefined,
    });
    return result.ok ? c.json(result.value) : problem(c, result.code);
  });

  addCaseExportRoutes(routes, context);

  routes.get('/cases/:caseId', async (c) => {
    const caseId = c.req.param('caseId');
    if (!v.is(uuid, caseId)) return problem(c, 'notFound');
    const result = await readCase(context, c.get('principal'), caseId);
    return result.ok ? c.json(result.value) : problem(c, result.code);
  });

  routes.get('/cases/:caseId/version', async (c) => {
    const caseId = c.req.param('caseId');
    if (!v.is(uuid, caseId)) return problem(c, 'notFound');
    const result = await readVersion(context, c.get('principal'), caseId);
    return result.ok ? c.json(result.value) : problem(c, result.code);
  });

  routes.get('/cases/:caseId/numbers', async (c) => {
    const caseId = c.req.param('caseId');
    if (!v.is(uuid, caseId)) return problem(c, 'notFound');
    const result = await readNumbers(context, c.get('principal'), caseId);
    return result.ok ? c.json(result.value) : problem(c, result.code);
  });

  routes.post('/cases/:caseId/decisions', async (c) => {
    const caseId = c.req.param('caseId');
    if (!v.is(uuid, caseId)) return problem(c, 'notFound');
    const body = await readJson(c, decisionRequestSchema);
    if (!body.ok) return body.answer;
    const decision = body.value;
    const principal = c.get('principal');
    if (decision.act === 'dispatch' && !(await maySendOn(context, principal)))
      return problem(c, 'freshLoginNeeded');
    const result = await decide(context, principal, { caseId, decision });
    if (result.ok) return c.json(result.value);
    const { ok: _, code, ...facts } = result;
    return problem(c, code, facts);
  });

  routes.post('/cases/:caseId/preview', async (c) => {
    const caseId = c.req.param('caseId');
    if (!v.is(uuid, caseId)) return problem(c, 'notFound');
    const body = await readJson(c, decisionRequestSchema);
    if (!body.ok) return body.answer;
    const decision = body.value;
    if (!isToldDecision(decision)) return problem(c, 'badRequest');
    const result = await previewNotice(context, c.get('principal'), {
      caseId,
      decision,
    });
    if (result.ok) return c.json(result.value);
    const { ok: _, code, ...facts } = result;
    return problem(c, code, facts);
  });

  routes.post('/cases/:caseId/material-first', async (c) => {
    const caseId = c.req.param('caseId');
    if (!v.is(uuid, caseId)) return problem(c, 'notFound');
    const body = await readJson(c, materialFirstSchema);
    if (!body.ok) return body.answer;
    const { sha256 } = body.value;
    const wish = { caseId, sha256 };
    const asked = await askMaterialFirst(context, c.get('principal'), wish);
    return asked.ok ? c.json(asked.value) : problem(c, asked.code);
  });

  routes.get('/cases/:caseId/materials/:sha256', async (c) => {
    const { caseId, sha256 } = c.req.param();
    if (!v.is(uuid, caseId) || !v.is(sha256Schema, sha256))
      return problem(c, 'notFound');
    const result = await openCaseMaterial(context, c.get('principal'), {
      caseId,
      sha256,
    });
    if (!result.ok) return problem(c, result.code);
    const { origins } = context.config;
    if (origins === undefined) return giveUpload(c, result.value);
    const token = await makeOpeningLink(context, sha256);
    return c.redirect(`${origins.upload}/api/v1/opened/${token}`, 303);
  });

  addNoticeRoutes(routes, context);
  addTrustRoutes(routes, context);
  addClerkRoutes(routes, context);
  addReceiptAlarmRoutes(routes, context);
  addResultRoutes(routes, context);
  addArrivalRoutes(routes, context);
  addCommitmentCheckRoutes(routes, context);

  routes.post('/reroutes', async (c) => {
    const body = await readJson(c, rerouteSchema);
    if (!body.ok) return body.answer;
    const sent = await reroute(context, c.get('principal'), body.value);
    return sent.ok ? c.body(null, 204) : problem(c, sent.code);
  });

  for (const result of ['held', 'refused'] as const)
    routes.get(`/${result}`, async (c) => {
      const query = v.safeParse(unsettledQuerySchema, c.req.query());
      if (!query.success) return problem(c, 'badRequest');
      const { after = null } = query.output;
      const page = await listUnsettled(context, c.get('principal'), {
        result,
        after,
      });
      return page.ok ? c.json(page.value) : problem(c, page.code);
    });

  routes.get('/audit', async (c) => {
    const query = v.safeParse(auditQuerySchema, c.req.query());
    if (!query.success) return problem(c, 'badRequest');
    const page = await listAudit(context, c.get('principal'), query.output);
    return page.ok ? c.json(page.value) : problem(c, page.code);
  });

  routes.get('/matters/:code', async (c) => {
    const version = c.req.query('version');
    const matter = await readMatter(context, c.req.param('code'), version);
    return matter === undefined ? problem(c, 'notFound') : c.json(matter);
  });

  return routes;
}

function refuseSignIn(
  c: Context<StaffEnvironment>,
  result: SignInFailure,
): Response {
  if (result.code === 'tooManyRequests')
    c.header('Retry-After', String(result.retryAfterS));
  if (result.code === 'signInBusy') c.header('Retry-After', '5');
  return problem(c, result.code);
}
