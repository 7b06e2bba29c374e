// Further clerks on a device, a head's word, and what the county takes away.
import { CompactSign, decodeJwt } from 'jose';
import { expect, test } from 'vitest';
import * as v from 'valibot';
import { issueTicket } from '../../../src/platform/enrolment/issue-ticket.ts';
import { revokeDevice } from '../../../src/platform/enrolment/revoke-device.ts';
import { removeClerk } from '../../../src/platform/enrolment/remove-clerk.ts';
import {
  AUTHOR_LEFT_TYP,
  leaseSchema,
  ticketSchema,
} from '../../../src/protocol/enrolment.ts';
import { makeKeys, sign, TestDevice } from '../../support/device-builder.ts';
import { COUNTY, startTestPlatform } from '../../support/test-platform.ts';

const platform = await startTestPlatform();
const { context } = platform;
const { sql } = context;
const STATION = '422825201237';
const second = { id: 'clerk-2', name: '向示兰' };

const aDevice = (role: 'clerk' | 'head' = 'clerk') =>
  TestDevice.ready(
    platform,
    STATION,
    { id: 'demo-clerk', name: '杨示梅' },
    role,
  );

/** A ticket that the device's own author key signs. */
async function vouchedTicket(
  device: TestDevice,
  changes: Record<string, unknown> = {},
): Promise<string> {
  const claims = {
    ...v.parse(ticketSchema, decodeJwt(device.ticket)),
    jti: crypto.randomUUID(),
    clerk: { id: `vouched-${crypto.randomUUID()}`, name: '彭示春' },
    deviceId: device.id,
    role: 'clerk',
    ...changes,
  };
  return await new CompactSign(new TextEncoder().encode(JSON.stringify(claims)))
    .setProtectedHeader({
      alg: 'ES256',
      typ: 'ticket+jwt',
      kid: device.keys.author.kid,
    })
    .sign(device.keys.author.privateKey);
}

test('a ticket for a device binds a further clerk to it, whose work is taken in', async () => {
  const device = await aDevice();
  const { ticket } = await issueTicket(context, {
    deviceId: device.id,
    clerk: second,
  });
  expect(v.parse(ticketSchema, decodeJwt(ticket))).toMatchObject({
    deviceId: device.id,
    deviceNumber: device.number,
    policy: 'passphrase',
  });
  const other = await device.withClerk();
  expect((await other.enrol(ticket)).status).toBe(201);
  // The answer was lost: it says it again.
  expect((await other.enrol(ticket)).status).toBe(201);
  await other.open();
  const { body } = await other.push(await other.make(other.submitOperation()));
  expect(body.results[0]?.result).toBe('applied');
  const [row] = await sql`
    SELECT clerk_id, clerk_name FROM cases
    WHERE station_code = ${STATION} ORDER BY arrived_at DESC LIMIT 1`;
  expect(row).toEqual({ clerk_id: second.id, clerk_name: second.name });
});

test('nobody else can use it: another device, another delivery key, a new device', async () => {
  const device = await aDevice();
  const stranger = await aDevice();
  const { ticket } = await issueTicket(context, {
    deviceId: device.id,
    clerk: second,
  });
  const { status, body } = await (await stranger.withClerk()).enrol(ticket);
  expect([status, body.code]).toEqual([422, 'ticketInvalid']);
  const thief = await device.withClerk();
  thief.keys.delivery = await makeKeys('ES256');
  expect((await thief.enrol(ticket)).body.code).toBe('ticketInvalid');
  const used = await device.withClerk();
  expect((await used.enrol(ticket)).status).toBe(201);
  expect((await (await device.withClerk()).enrol(ticket)).body.code).toBe(
    'ticketUsed',
  );
});

test('a head vouches for a clerk on his own device, for 30 days and no longer', async () => {
  const head = await aDevice('head');
  const clerk = await head.withClerk();
  expect((await clerk.enrol(await vouchedTicket(head))).status).toBe(201);
  const opened = await clerk.open();
  expect(opened.scope).toContain('read');
  const { clock } = context;
  context.clock = () => new Date(Date.now() + 31 * 86_400_000);
  const later = await clerk.open();
  expect(later.scope).toEqual(['deliver']);
  expect(later.control).toMatchObject([{ kind: 'clerkRemoved' }]);
  context.clock = clock;
});

test('what a clerk did after his time, by his own word, is held; what he did before it is taken, whenever it comes', async () => {
  const head = await aDevice('head');
  const clerk = await head.withClerk();
  await clerk.enrol(await vouchedTicket(head));
  await clerk.open();
  const day = (n: number) =>
    new Date(Date.now() + n * 86_400_000).toISOString();
  const heard = (lastHeardAt: string | null) =>
    clerk.submitOperation({ madeAt: { ...clerk.moment(), lastHeardAt } });
  const before = await clerk.make(heard(day(29)));
  const never = await clerk.make(heard(null));
  const after = await clerk.make(heard(day(31)));
  const { clock } = context;
  context.clock = () => new Date(day(40));
  await clerk.open();
  const { body } = await clerk.push(before, never, after);
  context.clock = clock;
  expect(body.results).toMatchObject([
    { result: 'applied' },
    { result: 'applied' },
    { result: 'held', code: 'revoked' },
  ]);
});

test('a clerk vouches for nobody, a head for no head, no other station and no other device', async () => {
  const clerk = await aDevice();
  const head = await aDevice('head');
  const other = await aDevice('head');
  const station = v.parse(ticketSchema, decodeJwt(head.ticket)).station;
  for (const [device, ticket] of [
    [clerk, await vouchedTicket(clerk)],
    [head, await vouchedTicket(head, { role: 'head' })],
    [head, await vouchedTicket(head, { deviceNumber: other.number })],
    [
      head,
      await vouchedTicket(head, {
        station: { ...station, code: '422825102205' },
      }),
    ],
    [head, await vouchedTicket(head, { deviceId: undefined })],
    [other, await vouchedTicket(head, { deviceId: other.id })],
    // A head gives nobody's name away: his clerks have ids of their own.
    ...(await Promise.all(
      [
        second.id,
        'demo-clerk',
        'vouched-',
        `vouched-${crypto.randomUUID()}x`,
        `x-vouched-${crypto.randomUUID()}`,
      ].map(
        async (id) =>
          [
            head,
            await vouchedTicket(head, { clerk: { id, name: '彭示春' } }),
          ] as const,
      ),
    )),
  ] as const) {
    const { body } = await (await device.withClerk()).enrol(ticket);
    expect(body.code).toBe('ticketInvalid');
  }
  // Whom a head has vouched for vouches for nobody.
  const vouched = await head.withClerk();
  expect((await vouched.enrol(await vouchedTicket(head))).status).toBe(201);
  const { body } = await (
    await vouched.withClerk()
  ).enrol(await vouchedTicket(vouched));
  expect(body.code).toBe('ticketInvalid');
});

test('a PIN alone is for the demo, on both sides', async () => {
  const { ticket } = await issueTicket(context, {
    stationCode: STATION,
    clerk: second,
    policy: 'pin',
  });
  const device = await TestDevice.unenrolled(platform, STATION);
  const real = { ...context, config: { ...context.config, demo: false } };
  await expect(
    issueTicket(real, { stationCode: STATION, clerk: second, policy: 'pin' }),
  ).rejects.toThrow();
  context.config.demo = false;
  const refused = await device.enrol(ticket);
  context.config.demo = true;
  expect(refused.body.code).toBe('ticketInvalid');
  expect((await device.enrol(ticket)).status).toBe(201);
});

test('an active device is given a lease of 45 days by the ticket key', async () => {
  const device = await aDevice();
  const { lease, device: state } = await device.open();
  const claims = v.parse(leaseSchema, decodeJwt(lease ?? ''));
  expect([state, claims.sub, claims.exp - claims.iat]).toEqual([
    'active',
    device.id,
    45 * 86_400,
  ]);
});

test('a revoked device gives all its work, held, and gets nothing back', async () => {
  const device = await aDevice();
  const applied = await device.make(device.submitOperation());
  await device.push(applied);
  const revoked = await revokeDevice(context, {
    deviceId: device.id,
    state: 'revoked',
  });
  expect(revoked).toBe(true);
  const session = await device.open();
  expect([session.device, session.scope, session.lease]).toEqual([
    'revoked',
    ['deliver'],
    null,
  ]);
  const waiting = [
    await device.make(device.submitOperation()),
    await device.make(device.submitOperation()),
  ];
  const { body } = await device.push(...waiting);
  expect(body.results.map(({ result }) => result)).toEqual(['held', 'held']);
  expect(body.results[0]).toMatchObject({ code: 'revoked' });
  expect(
    (await device.get(`/api/v1/feed?cursor=station:${STATION}:0`)).status,
  ).toBe(403);
  const acts = await sql`
    SELECT act FROM device_journal WHERE device_id = ${device.id} ORDER BY n`;
  expect(acts.map(({ act }) => act as string)).toEqual([
    'clerkEnrolled',
    'deviceRevoked',
  ]);
});

test('a suspended device is let in again by the county', async () => {
  const device = await aDevice();
  await revokeDevice(context, { deviceId: device.id, state: 'suspended' });
  expect((await device.open()).device).toBe('suspended');
  await revokeDevice(context, { deviceId: device.id, state: 'active' });
  expect((await device.open()).scope).toContain('read');
});

test('a session in which a removed clerk could read reads nothing more, and who is there still opens another', async () => {
  const device = await aDevice();
  const { ticket } = await issueTicket(context, {
    deviceId: device.id,
    clerk: second,
  });
  const other = await device.withClerk();
  await other.enrol(ticket);
  await other.open();
  const path = `/api/v1/feed?cursor=station:${STATION}:0`;
  expect((await other.get(path)).status).toBe(200);
  await removeClerk(context, { deviceId: device.id, clerkId: second.id });
  // As if it had been a moment later: a token has no more than seconds.
  await sql`UPDATE author_keys
    SET valid_until = valid_until + interval '2 seconds'
    WHERE kid = ${other.keys.author.kid}`;
  const { clock } = context;
  context.clock = () => new Date(clock().getTime() + 3000);
  expect((await other.get(path)).status).toBe(401);
  expect((await other.open()).scope).toEqual(['deliver']);
  await device.open();
  expect((await device.get(path)).status).toBe(200);
  context.clock = clock;
});

test('a removed clerk’s work is held, the other’s is not, and the device is told', async () => {
  const device = await aDevice();
  const { ticket } = await issueTicket(context, {
    deviceId: device.id,
    clerk: second,
  });
  const other = await device.withClerk();
  await other.enrol(ticket);
  expect(
    await removeClerk(context, { deviceId: device.id, clerkId: second.id }),
  ).toBe(true);
  const { control } = await device.open();
  expect(control).toEqual([{ kind: 'clerkRemoved', clerkId: second.id }]);
  const own = await device.push(await device.make(device.submitOperation()));
  expect(own.body.results[0]?.result).toBe('applied');
  other.adopt(device);
  const his = await other.push(await other.make(other.submitOperation()));
  expect(his.body.results[0]).toMatchObject({
    result: 'held',
    code: 'revoked',
  });
  // Enrolled again he is no longer among the removed.
  const again = await issueTicket(context, {
    deviceId: device.id,
    clerk: second,
  });
  expect((await (await device.withClerk()).enrol(again.ticket)).status).toBe(
    201,
  );
  expect((await device.open()).control).toEqual([]);
});

test('a copied delivery key alone keeps no vault key and ends no recovery; a clerk adds a copy and replaces none', async () => {
  const device = await TestDevice.ready(platform, STATION);
  const vaultId = crypto.randomUUID();
  const give = async (escrow: string, received: string[] = []) =>
    (await device.post('/api/v1/vault-escrows', { vaultId, escrow, received }))
      .status;
  const kept = async () =>
    (
      await sql`SELECT sealed FROM vault_escrows
        WHERE device_id = ${device.id} AND vault_id = ${vaultId}
        ORDER BY stored_at, sealed`
    ).map(({ sealed }) => sealed as string);
  expect(await give('genuine')).toBe(200);
  await sql`
    INSERT INTO vault_recoveries (county, device_id, vault_id, kid, sealed,
      made_at)
    VALUES (${COUNTY}, ${device.id}, ${vaultId}, 'kid', 'jwe', now())`;
  await device.open({}, { locked: true });
  expect(await give('thief', [vaultId])).toBe(403);
  expect(await kept()).toEqual(['genuine']);
  const waiting = await sql`
    SELECT 1 FROM vault_recoveries
    WHERE device_id = ${device.id} AND received_at IS NULL`;
  expect(waiting).toHaveLength(1);
  await device.open();
  expect(await give('other')).toBe(200);
  expect(await give('genuine')).toBe(200);
  expect((await kept()).sort()).toEqual(['genuine', 'other']);
});

test('a clerk whom the station took off a device: what he signed before is taken in, what a copy of his key signs is held', async () => {
  const head = await aDevice('head');
  const { ticket } = await issueTicket(context, {
    deviceId: head.id,
    clerk: second,
  });
  const other = await head.withClerk();
  await other.enrol(ticket);
  const before = await other.make(other.submitOperation());
  const word = async (by: TestDevice, claims: Record<string, unknown> = {}) =>
    await sign(by.keys.author, AUTHOR_LEFT_TYP, {
      id: crypto.randomUUID(),
      deviceId: head.id,
      kid: other.keys.author.kid,
      seq: before.seq,
      ...claims,
    });
  const tell = async (words: string[]) => {
    head.left = words;
    head.adopt(other);
    const answer = await head.open({}, { locked: true });
    other.adopt(head);
    return answer.leftHeard;
  };
  const isThere = async () =>
    (
      await sql`SELECT removed_at FROM author_keys
        WHERE kid = ${other.keys.author.kid}`
    )[0]?.['removed_at'] === null;

  // Nobody else says it: not his colleague, another device or a delivery key.
  const stranger = await aDevice('head');
  const byKey = await sign(head.keys.delivery, AUTHOR_LEFT_TYP, {
    id: crypto.randomUUID(),
    deviceId: head.id,
    kid: head.keys.author.kid,
    seq: 0,
  });
  expect(await tell([await word(stranger), byKey])).toBeUndefined();
  await tell([await word(other, { kid: head.keys.author.kid })]);
  await tell([await word(other, { kid: null })]);
  expect(await isThere()).toBe(true);
  expect(
    await sql`SELECT count(*)::int AS n FROM author_keys
      WHERE device_id = ${head.id} AND removed_at IS NOT NULL`,
  ).toEqual([{ n: 0 }]);

  const said = await word(head);
  expect(await tell([said])).toHaveLength(1);
  expect(await isThere()).toBe(false);
  // Said twice it changes nothing.
  expect(await tell([said])).toHaveLength(1);
  const after = await other.make(other.submitOperation());
  expect((await other.push(before, after)).body.results).toMatchObject([
    { result: 'applied' },
    { result: 'held', code: 'revoked' },
  ]);
  expect(
    await sql`SELECT act, clerk_id, detail->>'by' AS by FROM device_journal
      WHERE device_id = ${head.id} AND act = 'clerkLeft'`,
  ).toEqual([{ act: 'clerkLeft', clerk_id: second.id, by: 'demo-clerk' }]);
  // A copy of his key that signs for a place of his time marks the device no copy.
  const again = await other.make(other.submitOperation(), {
    seq: before.seq,
    prev: before.prev,
  });
  expect((await other.push(again)).body.results).toMatchObject([
    { result: 'held', code: 'forked' },
  ]);
  expect(
    await sql`SELECT chain_state FROM devices WHERE device_id = ${head.id}`,
  ).toEqual([{ chain_state: 'whole' }]);
  // Nor does it part anybody else from the device, whatever place it names.
  await sql`UPDATE devices SET chain_state = 'forked' WHERE device_id = ${head.id}`;
  expect(await tell([await word(other, { kid: null, seq: 0 })])).toHaveLength(
    1,
  );
  expect(
    await sql`SELECT 1 FROM author_keys
      WHERE device_id = ${head.id} AND removed_at IS NULL`,
  ).toHaveLength(1);
  // The county's own word is stronger.
  await removeClerk(context, { deviceId: head.id, clerkId: second.id });
  expect(
    await sql`SELECT last_seq FROM author_keys
      WHERE kid = ${other.keys.author.kid}`,
  ).toEqual([{ last_seq: null }]);
});
