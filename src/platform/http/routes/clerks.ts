// Who takes in at a station: a head's word and a township's proposals. For routes that
// let only staff in.
import type { Hono } from 'hono';
import * as v from 'valibot';
import {
  clerkProposalSchema,
  proposalDecisionSchema,
  vouchingSchema,
} from '../../../protocol/review-clerks.ts';
import type { PlatformContext } from '../../context.ts';
import {
  decideOnClerk,
  listProposals,
  proposeClerk,
} from '../../review/clerk-proposals.ts';
import { vouchForClerk } from '../../review/vouch-for-clerk.ts';
import { uuid } from '../openapi/endpoint.ts';
import { problem } from '../problem.ts';
import { readJson } from '../read-json.ts';
import type { StaffEnvironment } from '../staff-session.ts';

/** Onto the routes of staff. */
export function addClerkRoutes(
  routes: Hono<StaffEnvironment>,
  context: PlatformContext,
): void {
  routes.post('/devices/:deviceId/vouchings', async (c) => {
    const deviceId = c.req.param('deviceId');
    if (!v.is(uuid, deviceId)) return problem(c, 'notFound');
    const body = await readJson(c, vouchingSchema);
    if (!body.ok) return body.answer;
    const wish = { deviceId, ...body.value };
    const given = await vouchForClerk(context, c.get('principal'), wish);
    return given.ok ? c.json(given.value, 201) : problem(c, given.code);
  });

  routes.get('/clerk-proposals', async (c) => {
    const listed = await listProposals(context, c.get('principal'));
    return listed.ok ? c.json({ rows: listed.value }) : problem(c, listed.code);
  });

  routes.post('/clerk-proposals', async (c) => {
    const body = await readJson(c, clerkProposalSchema);
    if (!body.ok) return body.answer;
    const made = await proposeClerk(context, c.get('principal'), body.value);
    return made.ok ? c.json(made.value, 201) : problem(c, made.code);
  });

  routes.post('/clerk-proposals/:proposalId/decision', async (c) => {
    const proposalId = c.req.param('proposalId');
    if (!v.is(uuid, proposalId)) return problem(c, 'notFound');
    const body = await readJson(c, proposalDecisionSchema);
    if (!body.ok) return body.answer;
    const wish = { proposalId, ...body.value };
    const done = await decideOnClerk(context, c.get('principal'), wish);
    return done.ok ? c.json(done.value) : problem(c, done.code);
  });
}
