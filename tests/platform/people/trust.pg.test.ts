// What touches trust, through the interface: held work settled by whom the matrix names,
// second persons, the auditor's look, devices and tickets; and no name in any log.
import { createHash, randomUUID } from 'node:crypto';
import { decodeJwt } from 'jose';
import { expect, test } from 'vitest';
import * as v from 'valibot';
import { addAccount } from '../../../src/platform/database/queries/accounts.ts';
import {
  addSession,
  proveSession,
} from '../../../src/platform/database/queries/sessions.ts';
import { openReason } from '../../../src/platform/people/sealed-reason.ts';
import { ticketAnswerSchema } from '../../../src/protocol/enrolment.ts';
import type { Envelope } from '../../../src/protocol/sealed-operation.ts';
import type { StaffRole } from '../../../src/protocol/review.ts';
import {
  deviceListSchema,
  personsOnDeviceSchema,
  secondListSchema,
} from '../../../src/protocol/review-trust.ts';
import { TestDevice } from '../../support/device-builder.ts';
import { COUNTY, startTestPlatform } from '../../support/test-platform.ts';
import {
  aCase,
  anAct,
  decide,
  REJECTED,
  send,
  supplement,
  withdraw,
} from '../intake/a-case.ts';
import { aMaterial, postWhole } from '../materials/a-material.ts';

const platform = await startTestPlatform();
const { context, address } = platform;
const { sql } = context;
const STATION = '422825201237';
const TOWN = '422825201';
const REASON = '群众反映，核查一次';
const aDevice = async () => await TestDevice.ready(platform, STATION);

const ROLES: Record<string, [StaffRole, string]> = {
  reviewer: ['reviewer', `township:${TOWN}`],
  handler: ['handler', 'department:county-civil'],
  neighbour: ['reviewer', 'township:422825102'],
  administrator: ['administrator', 'county'],
  'second-administrator': ['administrator', 'county'],
  auditor: ['auditor', 'county'],
  'second-auditor': ['auditor', 'county'],
};
for (const [id, [role, audience]] of Object.entries(ROLES))
  await addAccount(sql, {
    county: COUNTY,
    accountId: id,
    login: id,
    name: '舒示贵',
    passwordHash: '',
    demo: true,
    roles: [{ role, audience }],
  });

async function ask(who: string, path: string, body?: unknown, isStale = false) {
  const token = randomUUID();
  const tokenHash = createHash('sha256').update(token).digest('hex');
  const now = context.clock();
  const session = { county: COUNTY, tokenHash, now };
  await addSession(sql, { ...session, accountId: who });
  if (isStale)
    await proveSession(sql, {
      ...session,
      now: new Date(now.getTime() - 3_600_000),
    });
  return await fetch(`${address}/api/v1/review/${path}`, {
    headers: {
      Cookie: `__Host-session=${token}`,
      'Sec-Fetch-Site': 'same-origin',
      'Content-Type': 'application/json',
    },
    ...(body === undefined
      ? {}
      : { method: 'POST', body: JSON.stringify(body) }),
  });
}

/** A status, or the code of a problem. */
async function outcome(answer: Response): Promise<number | string> {
  if (answer.ok) return answer.status;
  const { code } = (await answer.json()) as { code: string };
  return code;
}

const settle = async (
  who: string,
  { id }: Envelope,
  code: string,
  decision = 'apply',
) =>
  await ask(who, `held/${id}/settlement`, { decision, code, reason: REASON });

async function lastAudit(act: string) {
  const [row] = await sql<{ entry: string }[]>`
    SELECT entry FROM audit WHERE act = ${act} ORDER BY n DESC LIMIT 1`;
  return JSON.parse(row?.entry ?? '{}') as { detail?: object };
}

test('a township settles what came too late for the case, with what waited for it, and another does not', async () => {
  const device = await aDevice();
  const submit = await aCase(device);
  await decide(platform, submit.caseId, REJECTED);
  const request = await anAct(device, submit, withdraw);
  const behind = await anAct(device, request, supplement);
  expect(await send(device, request, behind)).toMatchObject([
    { code: 'notAllowedNow' },
    { code: 'predecessorHeld' },
  ]);
  const code = 'notAllowedNow';
  expect(await outcome(await settle('neighbour', request, code))).toBe(
    'forbidden',
  );
  expect(await outcome(await settle('reviewer', request, 'lateAnswer'))).toBe(
    'changed',
  );
  const done = await settle('reviewer', request, code);
  expect(done.status).toBe(200);
  const { settled } = (await done.json()) as { settled: unknown[] };
  expect(settled[0]).toEqual({ operationId: request.id, result: 'applied' });
  expect(settled).toHaveLength(2);
  expect(await outcome(await settle('reviewer', request, code))).toBe(
    'changed',
  );
  expect(await lastAudit('heldSettled')).toMatchObject({
    accountId: 'reviewer',
    detail: { operation: request.id, decision: 'apply', followers: 1 },
  });
});

async function aRevokedOne(): Promise<Envelope> {
  const device = await aDevice();
  await sql`UPDATE devices SET state = 'revoked' WHERE device_id = ${device.id}`;
  const submit = await device.make(device.submitOperation());
  expect(await send(device, submit)).toMatchObject([{ code: 'revoked' }]);
  return submit;
}

const settling = ({ id: operationId }: Envelope, decision = 'apply') => ({
  action: 'settleHeld',
  operationId,
  decision,
  code: 'revoked',
});
const second = async (who: string, wish: object) => {
  const answer = await ask(who, 'requests', { reason: REASON, ...wish });
  expect(answer.status).toBe(201);
  return ((await answer.json()) as { requestId: string }).requestId;
};
const approve = async (who: string, id: string, isStale = false) =>
  await outcome(await ask(who, `requests/${id}/approval`, {}, isStale));

test('work of a revoked device is the county’s, by two persons, once', async () => {
  const submit = await aRevokedOne();
  const attempt = async (who: string) =>
    await outcome(await settle(who, submit, 'revoked'));
  expect(await attempt('reviewer')).toBe('forbidden');
  expect(await attempt('auditor')).toBe('forbidden');
  expect(await attempt('administrator')).toBe('secondPersonNeeded');
  const wish = settling(submit);
  expect(
    await outcome(
      await ask('reviewer', 'requests', { ...wish, reason: REASON }),
    ),
  ).toBe('forbidden');
  const id = await second('administrator', wish);
  // Not by himself, not by another role, not by whoever left his desk.
  expect(await approve('administrator', id)).toBe('forbidden');
  expect(await approve('reviewer', id)).toBe('forbidden');
  expect(await approve('second-administrator', id, true)).toBe(
    'freshLoginNeeded',
  );
  const waiting = await ask('second-administrator', 'requests');
  const { rows } = v.parse(secondListSchema, await waiting.json());
  expect(rows).toMatchObject([
    {
      requestId: id,
      subject: `operation:${submit.id}:revoked:apply`,
      reason: REASON,
    },
  ]);
  const nobodys = await ask('neighbour', 'requests');
  expect(v.parse(secondListSchema, await nobodys.json()).rows).toEqual([]);
  expect(await approve('second-administrator', id)).toBe(204);
  expect(await approve('second-administrator', id)).toBe('notAllowed');
  // Who said yes does not do it himself by that.
  expect(await attempt('second-administrator')).toBe('secondPersonNeeded');
  expect(await attempt('administrator')).toBe(200);
  expect(await lastAudit('heldSettled')).toMatchObject({
    detail: { heldFor: 'revoked', request: id },
  });
  const acts = await sql<{ act: string; accountId: string }[]>`
    SELECT act, account_id AS "accountId" FROM audit
    WHERE entry LIKE ${`%${id}%`} ORDER BY n`;
  expect(acts).toEqual([
    { act: 'secondAsked', accountId: 'administrator' },
    { act: 'secondApproved', accountId: 'second-administrator' },
    { act: 'heldSettled', accountId: 'administrator' },
  ]);
});

test('a second person’s word is for the one decision that he saw', async () => {
  const submit = await aRevokedOne();
  const other = { ...settling(submit, 'refuse'), code: 'forked' };
  const asked = { ...other, reason: REASON };
  expect(await outcome(await ask('administrator', 'requests', asked))).toBe(
    'forbidden',
  );
  const id = await second('administrator', settling(submit, 'refuse'));
  expect(await approve('second-administrator', id)).toBe(204);
  const attempt = async (decision: string) =>
    await outcome(await settle('administrator', submit, 'revoked', decision));
  expect(await attempt('apply')).toBe('secondPersonNeeded');
  expect(await attempt('refuse')).toBe(200);
});

test('what waits for work of a forked device, and what was held before its device was revoked, is the county’s', async () => {
  const device = await aDevice();
  const submit = await aCase(device);
  await decide(platform, submit.caseId, REJECTED);
  const request = await anAct(device, submit, withdraw);
  const behind = await anAct(device, request, supplement);
  await send(device, request, behind);
  await sql`UPDATE operations SET code = 'forked'
    WHERE operation_id = ${request.id}`;
  const attempt = async (of: Envelope, code: string) =>
    await outcome(await settle('reviewer', of, code, 'refuse'));
  expect(await attempt(behind, 'predecessorHeld')).toBe('forbidden');
  await sql`UPDATE operations SET code = 'notAllowedNow'
    WHERE operation_id = ${request.id}`;
  await sql`UPDATE devices SET state = 'revoked' WHERE device_id = ${device.id}`;
  expect(await attempt(request, 'notAllowedNow')).toBe('forbidden');
  await sql`UPDATE devices SET state = 'active', chain_state = 'forked'
    WHERE device_id = ${device.id}`;
  expect(await attempt(request, 'notAllowedNow')).toBe('forbidden');
  await sql`UPDATE devices SET chain_state = 'whole'
    WHERE device_id = ${device.id}`;
  expect(await attempt(request, 'notAllowedNow')).toBe(200);
});

test('a department settles what came too late for a case that it has, but not of a device that is forked or revoked', async () => {
  const device = await aDevice();
  const submit = await aCase(device);
  const officeId = 'county-civil';
  await decide(platform, submit.caseId, {
    kind: 'dispatched',
    officeId,
    step: null,
  });
  await decide(platform, submit.caseId, REJECTED);
  const request = await anAct(device, submit, withdraw);
  await send(device, request);
  const attempt = async () =>
    await outcome(await settle('handler', request, 'notAllowedNow'));
  await sql`UPDATE devices SET state = 'revoked' WHERE device_id = ${device.id}`;
  expect(await attempt()).toBe('forbidden');
  await sql`UPDATE devices SET state = 'active', chain_state = 'forked'
    WHERE device_id = ${device.id}`;
  expect(await attempt()).toBe('forbidden');
  await sql`UPDATE devices SET chain_state = 'whole'
    WHERE device_id = ${device.id}`;
  expect(await attempt()).toBe(200);
});

test('a second person’s word is worth nothing after half an hour', async () => {
  const submit = await aRevokedOne();
  const wish = settling(submit);
  const late = await second('administrator', wish);
  await sql`UPDATE right_requests SET asked_at = asked_at - interval '31 minutes'
    WHERE request_id = ${late}`;
  expect(await approve('second-administrator', late)).toBe('notAllowed');
  const id = await second('administrator', wish);
  expect(await approve('second-administrator', id)).toBe(204);
  await sql`UPDATE right_requests SET approved_at = approved_at - interval '31 minutes'
    WHERE request_id = ${id}`;
  expect(await outcome(await settle('administrator', submit, 'revoked'))).toBe(
    'secondPersonNeeded',
  );
});

test('the auditor opens a paper with a second one, for a reason, once each time', async () => {
  const device = await aDevice();
  const material = aMaterial(2000);
  const { caseId } = await aCase(device, {
    papers: [{ how: 'photo', paperId: 'V14-M2', pages: [material.ref] }],
  });
  await postWhole(device, material);
  const { sha256 } = material.ref;
  const open = async () =>
    await outcome(await ask('auditor', `cases/${caseId}/materials/${sha256}`));
  expect(await open()).toBe('secondPersonNeeded');
  const id = await second('auditor', {
    action: 'openMaterial',
    caseId,
    sha256,
  });
  expect(await open()).toBe('secondPersonNeeded');
  expect(await approve('second-auditor', id)).toBe(204);
  expect(await open()).toBe(200);
  expect(await lastAudit('materialOpened')).toMatchObject({
    accountId: 'auditor',
    caseId,
    detail: { sha256, request: id },
  });
  expect(await open()).toBe('secondPersonNeeded');
  const other = { action: 'openMaterial', caseId, sha256, reason: REASON };
  expect(await outcome(await ask('administrator', 'requests', other))).toBe(
    'forbidden',
  );
});

test('the auditor looks at a case for a reason, and sees nobody in it', async () => {
  const device = await aDevice();
  const { caseId } = await aCase(device);
  expect(await outcome(await ask('auditor', `cases/${caseId}`))).toBe(
    'forbidden',
  );
  const without = await ask('auditor', `cases/${caseId}/look`, { reason: '' });
  expect(without.status).toBe(400);
  const answer = await ask('auditor', `cases/${caseId}/look`, {
    reason: REASON,
  });
  expect(answer.status).toBe(200);
  const text = await answer.text();
  expect(JSON.parse(text)).toMatchObject({
    row: { caseId, applicantName: '瞿*秀' },
    answers: { ageBand: '90至99周岁', applicantIdNo: '*0027' },
    acts: [],
  });
  for (const word of ['瞿示秀', '000000193405210027', '0718-0009001', '7号'])
    expect(text).not.toContain(word);
  const noted = await lastAudit('caseLookedAt');
  const request = (noted.detail as { request: string }).request;
  const [kept] = await sql<{ requestId: string; sealedReason: string }[]>`
    SELECT request_id AS "requestId", sealed_reason AS "sealedReason"
    FROM right_requests WHERE request_id = ${request}`;
  if (kept === undefined) throw new Error('the reason is missing');
  expect(openReason(context, kept)).toBe(REASON);
  // Bound to its own request.
  expect(() =>
    openReason(context, { ...kept, requestId: randomUUID() }),
  ).toThrow();
  const inPlain = [
    await sql`SELECT entry FROM audit`,
    await sql`SELECT * FROM right_requests`,
  ];
  expect(JSON.stringify(inPlain)).not.toContain(REASON);
});

test('nobody heaps up requests for a second person, and about one thing few wait', async () => {
  const submit = await aRevokedOne();
  const wish = { ...settling(submit), reason: REASON };
  const asks = async (who: string) =>
    await outcome(await ask(who, 'requests', wish));
  for (let i = 0; i < 5; i += 1) expect(await asks('administrator')).toBe(201);
  for (const who of ['administrator', 'second-administrator'])
    expect(await asks(who)).toBe('tooManyRequests');
  const at = context.clock();
  await sql`
    INSERT INTO right_requests (county, request_id, account_id, action, subject,
      sealed_reason, asked_at)
    SELECT ${COUNTY}, gen_random_uuid(), 'second-auditor', 'openMaterial',
      'material:' || n, 'x', ${at} FROM generate_series(1, 20) n`;
  const device = await aDevice();
  const { caseId } = await aCase(device);
  const other = { action: 'openMaterial', caseId, sha256: 'a'.repeat(64) };
  expect(
    await outcome(
      await ask('second-auditor', 'requests', { ...other, reason: REASON }),
    ),
  ).toBe('tooManyRequests');
  await sql`DELETE FROM right_requests WHERE account_id = 'second-auditor'`;
  // What has lapsed waits for nobody.
  await sql`UPDATE right_requests SET asked_at = asked_at - interval '31 minutes'
    WHERE subject LIKE ${`%${submit.id}%`}`;
  expect(await asks('administrator')).toBe(201);
});

test('a township suspends a device of its own after a fresh login, and hears whose data is on it', async () => {
  const device = await aDevice();
  const { number } = await withNumber(device);
  const listed = await ask('reviewer', 'devices');
  const { rows } = v.parse(deviceListSchema, await listed.json());
  expect(rows.map(({ deviceId }) => deviceId)).toContain(device.id);
  const others = await ask('neighbour', 'devices');
  expect(await others.text()).not.toContain(device.id);

  const state = `devices/${device.id}/state`;
  const suspended = { state: 'suspended' };
  expect(await outcome(await ask('neighbour', state, suspended))).toBe(
    'forbidden',
  );
  expect(await outcome(await ask('reviewer', state, suspended, true))).toBe(
    'freshLoginNeeded',
  );
  for (const more of ['revoked', 'active'])
    expect(await outcome(await ask('reviewer', state, { state: more }))).toBe(
      'forbidden',
    );
  const done = await ask('reviewer', state, suspended);
  expect(v.parse(personsOnDeviceSchema, await done.json())).toEqual({
    persons: 1,
    numbers: [number],
  });
  const held = await device.make(device.submitOperation());
  expect(await send(device, held)).toMatchObject([{ code: 'revoked' }]);
  expect(
    await outcome(await ask('administrator', state, { state: 'revoked' })),
  ).toBe(200);
  // What the county has revoked no township brings back by suspending it.
  expect(await outcome(await ask('reviewer', state, suspended))).toBe(
    'forbidden',
  );
  expect(await lastAudit('deviceSet')).toMatchObject({
    accountId: 'administrator',
    detail: { device: device.id, state: 'revoked' },
  });
});

async function withNumber(device: TestDevice): Promise<{ number: string }> {
  const { caseId } = await aCase(device);
  const [row] = await sql<{ number: string }[]>`
    SELECT number FROM cases WHERE case_id = ${caseId}`;
  return { number: row?.number ?? '' };
}

test('the county takes a clerk out and issues tickets; nobody else does', async () => {
  const device = await aDevice();
  const [clerk] = await sql<{ id: string }[]>`
    SELECT clerk_id AS id FROM author_keys WHERE device_id = ${device.id}`;
  const removal = `devices/${device.id}/clerks/${clerk?.id}/removal`;
  expect(await outcome(await ask('reviewer', removal, {}))).toBe('forbidden');
  expect(await outcome(await ask('administrator', removal, {}))).toBe(200);
  expect(await outcome(await ask('administrator', removal, {}))).toBe(
    'notFound',
  );
  const wish = {
    stationCode: STATION,
    clerk: { id: 'new-clerk', name: '向示兰' },
    role: 'head',
  };
  expect(await outcome(await ask('reviewer', 'tickets', wish))).toBe(
    'forbidden',
  );
  // Nobody's name is given to a key that signs by it.
  for (const id of ['new-clerk', 'reviewer', `vouched-${randomUUID()}`]) {
    const strange = { ...wish, clerk: { ...wish.clerk, id } };
    const answer = await ask('administrator', 'tickets', strange);
    expect(await answer.json()).toMatchObject({
      status: 400,
      code: 'badRequest',
      missing: ['clerk.id'],
    });
  }
  await addAccount(sql, {
    county: COUNTY,
    accountId: 'new-clerk',
    login: 'new-clerk',
    name: '向示兰',
    passwordHash: '',
    demo: true,
    roles: [{ role: 'clerk', audience: `station:${STATION}` }],
  });
  const elsewhere = { ...wish, stationCode: '422825102206' };
  expect(await outcome(await ask('administrator', 'tickets', elsewhere))).toBe(
    'badRequest',
  );
  const nowhere = { ...wish, stationCode: '422825999999' };
  expect(await outcome(await ask('administrator', 'tickets', nowhere))).toBe(
    'notFound',
  );
  const given = await ask('administrator', 'tickets', wish);
  expect(given.status).toBe(201);
  const { shortCode } = (await given.json()) as { shortCode: string };
  const fetched = await fetch(`${address}/api/v1/tickets/${shortCode}`);
  expect(fetched.status).toBe(200);
  const { ticket } = v.parse(ticketAnswerSchema, await fetched.json());
  // By the name that the county knows him by, whatever was typed.
  expect(decodeJwt(ticket)['clerk']).toEqual(wish.clerk);
  const further = { deviceId: device.id, clerk: { id: clerk?.id } };
  expect((await ask('administrator', 'tickets', further)).status).toBe(201);
});

test('the platform’s log holds no name, number or reason after all of it and after a search', async () => {
  await ask('reviewer', 'cases/search', { search: '瞿示秀' });
  await ask('reviewer', 'cases/search', { search: '000000193405210027' });
  const device = await aDevice();
  const { caseId } = await aCase(device);
  expect((await ask('reviewer', `cases/${caseId}/numbers`)).status).toBe(200);
  const log = platform.log.join('');
  expect(log).toContain('/cases/search');
  expect(log).toContain('/requests/:requestId/approval');
  expect(log).toContain('/tickets');
  for (const word of [
    '瞿示秀',
    '000000193405210027',
    '向示兰',
    '舒示贵',
    'new-clerk',
    REASON,
    caseId,
  ])
    expect(log).not.toContain(word);
});
