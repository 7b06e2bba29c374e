// Held work settled, second persons, the auditor's look, devices and tickets: what the
// console asks that touches trust. For routes that let only staff in.
import type { Hono } from 'hono';
import * as v from 'valibot';
import {
  clerkStateSchema,
  deviceStateSchema,
  lookSchema,
  secondRequestSchema,
  settlementSchema,
  ticketWishSchema,
} from '../../../protocol/review-trust.ts';
import type { PlatformContext } from '../../context.ts';
import {
  approve,
  askForSecond,
  listRequests,
  type TwoPersonAct,
} from '../../people/second-person.ts';
import { isFresh } from '../../people/sign-in.ts';
import { lookAtCase } from '../../review/look-at-case.ts';
import {
  giveTicket,
  listReachedDevices,
  readPersonsOnDevice,
  setClerk,
  setDevice,
  takeClerkOut,
} from '../../review/manage-devices.ts';
import { materialAct } from '../../review/open-together.ts';
import { settleAct, settleWork } from '../../review/settle-work.ts';
import { mayTogether } from '../../review/two-person-acts.ts';
import { uuid } from '../openapi/endpoint.ts';
import { problem } from '../problem.ts';
import { readJson } from '../read-json.ts';
import type { StaffEnvironment } from '../staff-session.ts';

/** Onto the routes of staff. */
export function addTrustRoutes(
  routes: Hono<StaffEnvironment>,
  context: PlatformContext,
): void {
  addSettling(routes, context);
  addSecondPersons(routes, context);
  addDevices(routes, context);

  routes.post('/cases/:caseId/look', async (c) => {
    const caseId = c.req.param('caseId');
    if (!v.is(uuid, caseId)) return problem(c, 'notFound');
    const body = await readJson(c, lookSchema);
    if (!body.ok) return body.answer;
    const wish = { caseId, ...body.value };
    const looked = await lookAtCase(context, c.get('principal'), wish);
    return looked.ok ? c.json(looked.value) : problem(c, looked.code);
  });
}

function addSettling(
  routes: Hono<StaffEnvironment>,
  context: PlatformContext,
): void {
  routes.post('/held/:operationId/settlement', async (c) => {
    const operationId = c.req.param('operationId');
    if (!v.is(uuid, operationId)) return problem(c, 'notFound');
    const body = await readJson(c, settlementSchema);
    if (!body.ok) return body.answer;
    const done = await settleWork(context, c.get('principal'), {
      operationId,
      settlement: body.value,
    });
    if (!done.ok) return problem(c, done.code);
    const settled = done.value.map(({ operationId: id, judgement }) => ({
      operationId: id,
      result: judgement.result,
    }));
    return c.json({ settled });
  });
}

function addSecondPersons(
  routes: Hono<StaffEnvironment>,
  context: PlatformContext,
): void {
  const mayAct = mayTogether(context);

  routes.get('/requests', async (c) => {
    const rows = await listRequests(context, c.get('principal'), mayAct);
    return c.json({ rows });
  });

  routes.post('/requests', async (c) => {
    const body = await readJson(c, secondRequestSchema);
    if (!body.ok) return body.answer;
    const { reason } = body.value;
    const act: TwoPersonAct =
      body.value.action === 'settleHeld'
        ? settleAct(body.value)
        : materialAct(body.value);
    const wish = { act, reason, mayAct };
    const asked = await askForSecond(context, c.get('principal'), wish);
    return asked.ok ? c.json(asked.value, 201) : problem(c, asked.code);
  });

  routes.post('/requests/:requestId/approval', async (c) => {
    const requestId = c.req.param('requestId');
    if (!v.is(uuid, requestId)) return problem(c, 'notFound');
    // His word is worth as much as that it is he.
    if (!isFresh(context, c.get('principal')))
      return problem(c, 'freshLoginNeeded');
    const wish = { requestId, mayAct };
    const done = await approve(context, c.get('principal'), wish);
    return done.ok ? c.body(null, 204) : problem(c, done.code);
  });
}

function addDevices(
  routes: Hono<StaffEnvironment>,
  context: PlatformContext,
): void {
  routes.get('/devices', async (c) => {
    const listed = await listReachedDevices(context, c.get('principal'));
    return listed.ok ? c.json({ rows: listed.value }) : problem(c, listed.code);
  });

  routes.get('/devices/:deviceId/persons', async (c) => {
    const deviceId = c.req.param('deviceId');
    if (!v.is(uuid, deviceId)) return problem(c, 'notFound');
    const principal = c.get('principal');
    const found = await readPersonsOnDevice(context, principal, deviceId);
    return found.ok ? c.json(found.value) : problem(c, found.code);
  });

  routes.post('/devices/:deviceId/state', async (c) => {
    const deviceId = c.req.param('deviceId');
    if (!v.is(uuid, deviceId)) return problem(c, 'notFound');
    const body = await readJson(c, deviceStateSchema);
    if (!body.ok) return body.answer;
    const wish = { deviceId, ...body.value };
    const done = await setDevice(context, c.get('principal'), wish);
    return done.ok ? c.json(done.value) : problem(c, done.code);
  });

  routes.post('/devices/:deviceId/clerks/:clerkId/state', async (c) => {
    const { deviceId, clerkId } = c.req.param();
    if (!v.is(uuid, deviceId)) return problem(c, 'notFound');
    const body = await readJson(c, clerkStateSchema);
    if (!body.ok) return body.answer;
    const wish = { deviceId, clerkId, ...body.value };
    const done = await setClerk(context, c.get('principal'), wish);
    return done.ok ? c.json(done.value) : problem(c, done.code);
  });

  routes.post('/devices/:deviceId/clerks/:clerkId/removal', async (c) => {
    const { deviceId, clerkId } = c.req.param();
    if (!v.is(uuid, deviceId)) return problem(c, 'notFound');
    const wish = { deviceId, clerkId };
    const done = await takeClerkOut(context, c.get('principal'), wish);
    return done.ok ? c.json(done.value) : problem(c, done.code);
  });

  routes.post('/tickets', async (c) => {
    const body = await readJson(c, ticketWishSchema);
    if (!body.ok) return body.answer;
    const given = await giveTicket(context, c.get('principal'), body.value);
    if (given.ok) return c.json(given.value, 201);
    const { ok: _, code, ...facts } = given;
    return problem(c, code, facts);
  });
}
