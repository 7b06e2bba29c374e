import { compactVerify, decodeProtectedHeader, importJWK } from 'jose';
import * as v from 'valibot';
import { expect, test } from 'vitest';
import { keySetSchema } from '../../../src/protocol/keys.ts';
import { fetchTicket } from '../../../src/platform/enrolment/fetch-ticket.ts';
import { issueTicket } from '../../../src/platform/enrolment/issue-ticket.ts';
import { TestDevice } from '../../support/device-builder.ts';
import { loseHistory } from '../../support/postgres.ts';
import { startTestPlatform } from '../../support/test-platform.ts';

const platform = await startTestPlatform();
const { context, address } = platform;
const STATION = '422825201237';
const clerk = { id: 'clerk-1', name: '杨示梅' };

test('eight digits fetch the signed ticket, and five wrong tries an hour are all', async () => {
  const { ticket, shortCode } = await issueTicket(context, {
    stationCode: STATION,
    clerk,
  });
  const fetchCode = async (code: string) =>
    await fetch(`${address}/api/v1/tickets/${code}`);
  expect(await (await fetchCode(shortCode)).json()).toEqual({ ticket });
  const wrong = shortCode === '00000000' ? '11111111' : '00000000';
  const statuses = [];
  for (let i = 0; i < 7; i += 1) statuses.push((await fetchCode(wrong)).status);
  expect(statuses).toEqual([404, 404, 404, 404, 404, 429, 429]);
  expect((await fetchCode(shortCode)).status).toBe(429);
});

test('a ticket binds the first device that shows it, which may say it again', async () => {
  const first = await TestDevice.unenrolled(platform, STATION);
  const second = await TestDevice.unenrolled(platform, STATION);
  expect((await first.enrol()).status).toBe(201);
  expect((await first.enrol()).body.device?.number).toBe(first.number);
  const stolen = await second.enrol(first.ticket);
  expect([stolen.status, stolen.body.code]).toEqual([409, 'ticketUsed']);
  expect((await second.enrol()).status).toBe(201);
  expect(second.number).not.toBe(first.number);
});

test('a ticket changed by one character is not genuine', async () => {
  const device = await TestDevice.unenrolled(platform, STATION);
  const [header = '', claims = '', signature = ''] = device.ticket.split('.');
  const forged = JSON.parse(
    Buffer.from(claims, 'base64url').toString(),
  ) as Record<string, unknown>;
  const bent = Buffer.from(
    JSON.stringify({ ...forged, deviceNumber: 1 }),
  ).toString('base64url');
  const answer = await device.enrol(`${header}.${bent}.${signature}`);
  expect([answer.status, answer.body.code]).toEqual([422, 'ticketInvalid']);
});

test('the key set is signed by the root key whose thumbprint the ticket names', async () => {
  const text = await (await fetch(`${address}/api/v1/keys`)).text();
  const { jwk, kid } = decodeProtectedHeader(text);
  const { payload } = await compactVerify(
    text,
    await importJWK(jwk ?? {}, 'ES256'),
  );
  const keySet = v.parse(
    keySetSchema,
    JSON.parse(new TextDecoder().decode(payload)),
  );
  expect(kid).toBe(context.keys.root.kid);
  expect(keySet.intake[0]?.kid).toBe(context.keys.intake[0].kid);
});

test('behind a proxy tries are counted for whom it speaks for, and what a stranger writes there himself counts for nothing', async () => {
  const attempt = async (header: string) =>
    (
      await fetch(`${address}/api/v1/tickets/22222222`, {
        headers: { 'X-Forwarded-For': header },
      })
    ).status;
  context.config.addressHeader = 'X-Forwarded-For';
  for (let i = 0; i < 5; i += 1)
    expect(await attempt(`192.0.2.${i}, 198.51.100.7`)).toBe(404);
  expect(await attempt('198.51.100.8')).toBe(404);
  expect(await attempt('198.51.100.7')).toBe(429);
  delete context.config.addressHeader;
  // Without a proxy the header is anybody's.
  for (let i = 0; i < 5; i += 1) await attempt(`198.51.100.${i + 20}`);
  expect(await attempt('198.51.100.9')).toBe(429);
});

test('tries are counted for a network, not for each of its addresses', async () => {
  const attempt = async (from: string) => {
    const result = await fetchTicket(context, {
      code: 'no code at all',
      address: from,
    });
    return result.ok ? 'ok' : result.code;
  };
  const addresses = [
    '2001:db8:0:7::1',
    '2001:db8:0:7:1:2:3:4',
    '2001:DB8::7:0:0:0:9',
    '2001:0db8:0000:0007:ffff::',
    '2001:db8:0:7::1.2.3.4',
  ];
  for (const from of addresses) expect(await attempt(from)).toBe('notFound');
  expect(await attempt('2001:db8:0:7::2')).toBe('tooManyRequests');
  expect(await attempt('2001:db8:0:8::1')).toBe('notFound');
  for (let i = 0; i < 5; i += 1) await attempt('::ffff:192.0.2.7');
  expect(await attempt('192.0.2.7')).toBe('tooManyRequests');
  expect(await attempt('::ffff:192.0.2.8')).toBe('notFound');
});

test('a county that has lost device and ticket in a restore takes the device in again by its genuine ticket, and gives its number to nobody', async () => {
  const device = await TestDevice.unenrolled(platform, STATION);
  await device.enrol();
  const { sql } = context;
  const next = async () =>
    (await TestDevice.unenrolled(platform, STATION)).number;
  await loseHistory(sql, async (tx) => {
    for (const table of ['author_keys', 'vault_escrows', 'devices'])
      await tx`DELETE FROM ${tx(table)} WHERE device_id = ${device.id}`;
    await tx`DELETE FROM tickets WHERE used_by = ${device.id}`;
    await tx`UPDATE stations SET next_device_number = ${device.number}
      WHERE code = ${STATION}`;
  });
  expect((await device.enrol()).status).toBe(201);
  expect((await device.open()).scope).toContain('read');
  expect(await next()).toBeGreaterThan(device.number);
  const forged = await TestDevice.unenrolled(platform, STATION);
  expect((await forged.enrol(device.ticket)).status).toBe(409);
});

test('a lost ticket whose number another device has got meanwhile is not taken', async () => {
  const device = await TestDevice.unenrolled(platform, STATION);
  const { sql } = context;
  await sql`DELETE FROM tickets WHERE device_number = ${device.number}
    AND station_code = ${STATION}`;
  await sql`UPDATE stations SET next_device_number = ${device.number}
    WHERE code = ${STATION}`;
  const other = await TestDevice.unenrolled(platform, STATION);
  expect(other.number).toBe(device.number);
  expect((await device.enrol()).body.code).toBe('ticketInvalid');
  expect((await other.enrol()).status).toBe(201);
});

test('a ticket that another device shows again is written down, once however often it asks', async () => {
  const first = await TestDevice.ready(platform, STATION);
  const second = await TestDevice.unenrolled(platform, STATION);
  for (let i = 0; i < 2; i += 1)
    expect((await second.enrol(first.ticket)).body.code).toBe('ticketUsed');
  // The first one says the same again after a lost answer: no alarm.
  expect((await first.enrol()).status).toBe(201);
  const acts = await context.sql`
    SELECT act, detail->>'by' AS by FROM device_journal
    WHERE device_id = ${first.id} AND act <> 'clerkEnrolled'`;
  expect(acts).toEqual([{ act: 'ticketShownAgain', by: second.id }]);
});
