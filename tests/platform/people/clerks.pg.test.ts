// Who takes in at a station: a head's word at the console and a township's proposal.
import { createHash, randomUUID } from 'node:crypto';
import { decodeJwt } from 'jose';
import { expect, test } from 'vitest';
import * as v from 'valibot';
import { addAccount } from '../../../src/platform/database/queries/accounts.ts';
import {
  addSession,
  proveSession,
} from '../../../src/platform/database/queries/sessions.ts';
import { ticketSchema } from '../../../src/protocol/enrolment.ts';
import {
  clerkProposalListSchema,
  proposalDecidedSchema,
  proposedSchema,
} from '../../../src/protocol/review-clerks.ts';
import type { StaffRole } from '../../../src/protocol/review.ts';
import {
  deviceListSchema,
  issuedTicketSchema,
} from '../../../src/protocol/review-trust.ts';
import { TestDevice } from '../../support/device-builder.ts';
import { COUNTY, startTestPlatform } from '../../support/test-platform.ts';

const platform = await startTestPlatform();
const { context, address } = platform;
const { sql } = context;
const STATION = '422825201237';
const NAME = '向示兰';

const ROLES: Record<string, [StaffRole, string]> = {
  head: ['head', `station:${STATION}`],
  'other-head': ['head', 'station:422825102206'],
  clerk: ['clerk', `station:${STATION}`],
  reviewer: ['reviewer', 'township:422825201'],
  neighbour: ['reviewer', 'township:422825102'],
  administrator: ['administrator', 'county'],
  auditor: ['auditor', 'county'],
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

/** Status and body. `isStale`: he gave his password an hour ago. */
async function ask(who: string, path: string, body?: object, isStale = false) {
  const token = randomUUID();
  const tokenHash = createHash('sha256').update(token).digest('hex');
  const now = context.clock();
  const session = { county: COUNTY, tokenHash, now };
  await addSession(sql, { ...session, accountId: who });
  const anHourAgo = new Date(now.getTime() - 3_600_000);
  if (isStale) await proveSession(sql, { ...session, now: anHourAgo });
  const answer = await fetch(`${address}/api/v1/review/${path}`, {
    headers: {
      Cookie: `__Host-session=${token}`,
      'Sec-Fetch-Site': 'same-origin',
      'Content-Type': 'application/json',
    },
    ...(body && { method: 'POST', body: JSON.stringify(body) }),
  });
  return {
    status: answer.status,
    body: (await answer.json()) as { code?: string },
  };
}

async function lastAudit(act: string) {
  const [row] = await sql<{ entry: string }[]>`
    SELECT entry FROM audit WHERE act = ${act} ORDER BY n DESC LIMIT 1`;
  return JSON.parse(row?.entry ?? '{}') as object;
}

const aDevice = async () => await TestDevice.ready(platform, STATION);

test('a head vouches at the console for a new clerk on a device of his station, who works thirty days', async () => {
  const device = await aDevice();
  const path = `devices/${device.id}/vouchings`;
  for (const who of ['other-head', 'clerk', 'reviewer', 'auditor'])
    expect((await ask(who, path, { name: NAME })).body.code).toBe('forbidden');
  expect((await ask('head', path, { name: NAME }, true)).body.code).toBe(
    'freshLoginNeeded',
  );
  const given = await ask('head', path, { name: NAME });
  expect(given.status).toBe(201);
  const { ticket } = v.parse(issuedTicketSchema, given.body);
  const claims = v.parse(ticketSchema, decodeJwt(ticket));
  expect(claims).toMatchObject({
    deviceId: device.id,
    role: 'clerk',
    policy: 'passphrase',
    clerk: { id: expect.stringMatching(/^vouched-/) as string, name: NAME },
  });
  expect(await lastAudit('clerkVouched')).toMatchObject({
    accountId: 'head',
    detail: { station: STATION, device: device.id, clerk: claims.clerk.id },
  });
  const clerk = await device.withClerk();
  expect((await clerk.enrol(ticket)).status).toBe(201);
  expect((await clerk.open()).scope).toContain('read');
  const { body } = await clerk.push(await clerk.make(clerk.submitOperation()));
  expect(body.results[0]?.result).toBe('applied');
  platform.setNow(new Date(Date.now() + 31 * 86_400_000).toISOString());
  const later = await clerk.open();
  platform.setNow(new Date().toISOString());
  expect(later.scope).toEqual(['deliver']);
  expect(later.control).toMatchObject([{ kind: 'clerkRemoved' }]);
});

test('nobody vouches for a clerk of a device that is suspended', async () => {
  const device = await aDevice();
  const state = { state: 'suspended' };
  expect((await ask('head', `devices/${device.id}/state`, state)).status).toBe(
    200,
  );
  const path = `devices/${device.id}/vouchings`;
  expect((await ask('head', path, { name: NAME })).body.code).toBe(
    'notAllowed',
  );
});

test('a head shuts a clerk of his station out for a while: he reads nothing, his work is held, and the county lets him in again', async () => {
  const device = await aDevice();
  const [row] = await sql<{ clerkId: string }[]>`
    SELECT clerk_id AS "clerkId" FROM author_keys WHERE device_id = ${device.id}`;
  const clerkId = row?.clerkId ?? '';
  const before = await device.make(device.submitOperation());
  const path = `devices/${device.id}/clerks/${clerkId}/state`;
  const out = { state: 'suspended' };
  const back = { state: 'active' };
  for (const who of ['other-head', 'clerk', 'neighbour', 'auditor'])
    expect((await ask(who, path, out)).body.code).toBe('forbidden');
  expect((await ask('head', path, out, true)).body.code).toBe(
    'freshLoginNeeded',
  );
  // A session that was open when he was shut out reads nothing more.
  platform.setNow(new Date(Date.now() + 2000).toISOString());
  expect(await ask('head', path, out)).toEqual({
    status: 200,
    body: { persons: 0, numbers: [] },
  });
  const feed = await fetch(
    `${address}/api/v1/feed?cursor=station:${STATION}:0&maxBytes=65536`,
    { headers: { Authorization: `Bearer ${device.token}` } },
  );
  expect(feed.status).toBe(401);
  const opened = await device.open();
  expect(opened.scope).toEqual(['deliver']);
  // His keys are not erased.
  expect(opened.control).toEqual([]);
  const { body } = await device.push(before);
  expect(body.results[0]).toMatchObject({ result: 'held', code: 'revoked' });
  const listed = await ask('reviewer', 'devices');
  const { rows } = v.parse(deviceListSchema, listed.body);
  expect(rows.find(({ deviceId }) => deviceId === device.id)).toMatchObject({
    state: 'active',
    suspendedClerks: [clerkId],
  });

  for (const who of ['head', 'reviewer'])
    expect((await ask(who, path, back)).body.code).toBe('forbidden');
  expect((await ask('administrator', path, back)).status).toBe(200);
  expect(await lastAudit('clerkSet')).toMatchObject({
    accountId: 'administrator',
    detail: { device: device.id, clerk: clerkId, state: 'active' },
  });
  expect((await device.open()).scope).toContain('read');
  const after = await device.make(device.submitOperation());
  expect((await device.push(after)).body.results[0]?.result).toBe('applied');
  const nobody = `devices/${device.id}/clerks/nobody/state`;
  expect((await ask('head', nobody, out)).body.code).toBe('notFound');
});

test('a head who is shut out lets nobody in at the console, neither anew nor by the ticket that he has, until the county lets him in', async () => {
  const head = { id: 'head', name: '舒示贵' };
  const his = await TestDevice.ready(platform, STATION, head, 'head');
  const other = await aDevice();
  const path = `devices/${other.id}/vouchings`;
  const vouch = async () => await ask('head', path, { name: NAME });
  const { ticket } = v.parse(issuedTicketSchema, (await vouch()).body);
  const set = async (state: string) =>
    await ask('administrator', `devices/${his.id}/clerks/head/state`, {
      state,
    });

  expect((await set('suspended')).status).toBe(200);
  expect((await vouch()).body.code).toBe('forbidden');
  const clerk = await other.withClerk();
  expect((await clerk.enrol(ticket)).body.code).toBe('ticketInvalid');

  expect((await set('active')).status).toBe(200);
  expect((await vouch()).status).toBe(201);
  expect((await clerk.enrol(ticket)).status).toBe(201);
});

const propose = async (who = 'reviewer', stationCode = STATION) =>
  await ask(who, 'clerk-proposals', { stationCode, name: NAME });
const proposals = async (who: string) => {
  const { body } = await ask(who, 'clerk-proposals');
  return v.parse(clerkProposalListSchema, body).rows;
};

test('a township proposes a clerk, the county makes him an account, and he gets a ticket', async () => {
  for (const who of ['neighbour', 'head', 'clerk', 'auditor'])
    expect((await propose(who)).body.code).toBe('forbidden');
  expect((await propose('reviewer', '422825201999')).body.code).toBe(
    'notFound',
  );
  const { proposalId } = v.parse(proposedSchema, (await propose()).body);
  expect(await lastAudit('clerkProposed')).toMatchObject({
    accountId: 'reviewer',
    detail: { station: STATION, proposal: proposalId },
  });
  for (const who of ['reviewer', 'administrator'])
    expect(await proposals(who)).toContainEqual({
      proposalId,
      stationCode: STATION,
      clerkName: NAME,
      proposedBy: 'reviewer',
      proposedAt: expect.any(String) as string,
      decidedBy: null,
      decidedAt: null,
      clerkId: null,
    });
  expect(await proposals('neighbour')).toEqual([]);

  const path = `clerk-proposals/${proposalId}/decision`;
  const grant = { decision: 'grant' };
  expect((await ask('reviewer', path, grant)).body.code).toBe('forbidden');
  expect((await ask('administrator', path, grant, true)).body.code).toBe(
    'freshLoginNeeded',
  );
  const granted = await ask('administrator', path, grant);
  const { clerkId } = v.parse(proposalDecidedSchema, granted.body);
  expect((await ask('administrator', path, grant)).body.code).toBe('changed');
  expect(await lastAudit('proposalDecided')).toMatchObject({
    accountId: 'administrator',
    detail: { proposal: proposalId, decision: 'grant', clerk: clerkId },
  });
  expect((await proposals('reviewer'))[0]).toMatchObject({
    decidedBy: 'administrator',
    clerkId,
  });
  const wish = { stationCode: STATION, clerk: { id: clerkId } };
  const issued = await ask('administrator', 'tickets', wish);
  const { ticket } = v.parse(issuedTicketSchema, issued.body);
  expect(decodeJwt(ticket)['clerk']).toEqual({ id: clerkId, name: NAME });
  // He works on a device; no password signs him in here.
  const signIn = await fetch(`${address}/api/v1/review/session`, {
    method: 'POST',
    headers: {
      'Sec-Fetch-Site': 'same-origin',
      'Content-Type': 'application/json',
    },
    body: JSON.stringify({ login: `clerk-${clerkId}`, password: 'x' }),
  });
  expect(signIn.status).toBe(401);
});

test('who is refused has no account, and of a station ten proposals wait', async () => {
  const { proposalId } = v.parse(proposedSchema, (await propose()).body);
  const before = await sql`SELECT account_id FROM accounts`;
  const path = `clerk-proposals/${proposalId}/decision`;
  const refused = await ask('administrator', path, { decision: 'refuse' });
  expect(refused).toEqual({ status: 200, body: { clerkId: null } });
  expect(await sql`SELECT account_id FROM accounts`).toEqual(before);
  for (let i = 0; i < 10; i += 1) expect((await propose()).status).toBe(201);
  expect((await propose()).body.code).toBe('tooManyRequests');
});

test('no name of a clerk stands in the platform’s log', () => {
  const log = platform.log.join('');
  expect(log).toContain('/vouchings');
  expect(log).toContain('/clerk-proposals');
  expect(log).not.toContain(NAME);
});
