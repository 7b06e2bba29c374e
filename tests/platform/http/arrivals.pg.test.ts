// An open console is woken within a second of something happening to its cases, by a
// stream that says nothing of anybody and ends with the platform.
import { createHash, randomUUID } from 'node:crypto';
import { expect, test } from 'vitest';
import { addAccount } from '../../../src/platform/database/queries/accounts.ts';
import { addSession } from '../../../src/platform/database/queries/sessions.ts';
import { UNATTENDED_HEADER } from '../../../src/protocol/looking-on.ts';
import { TestDevice } from '../../support/device-builder.ts';
import { COUNTY, startTestPlatform } from '../../support/test-platform.ts';

const platform = await startTestPlatform();
const { context, address } = platform;

async function aSession(town9: string) {
  const accountId = randomUUID();
  await addAccount(context.sql, {
    county: COUNTY,
    accountId,
    login: accountId,
    name: '舒示贵',
    passwordHash: '',
    demo: true,
    roles: [{ role: 'reviewer', audience: `township:${town9}` }],
  });
  const token = randomUUID();
  const tokenHash = createHash('sha256').update(token).digest('hex');
  await addSession(context.sql, {
    county: COUNTY,
    tokenHash,
    accountId,
    now: context.clock(),
  });
  return { accountId, token };
}

async function aStream(town9: string, session = aSession(town9)) {
  const { token } = await session;
  const leave = new AbortController();
  const answer = await fetch(`${address}/api/v1/review/arrivals`, {
    headers: {
      Accept: 'text/event-stream',
      Cookie: `__Host-session=${token}`,
    },
    signal: leave.signal,
  });
  if (answer.ok)
    expect(answer.headers.get('content-type')).toBe('text/event-stream');
  const reader = answer.body?.getReader();
  let heard = '';
  const hears = (async () => {
    try {
      for (;;) {
        const part = await reader?.read();
        if (part === undefined || part.done) return;
        heard += new TextDecoder().decode(part.value);
      }
    } catch {
      // It was left.
    }
  })();
  return {
    status: answer.status,
    heard: () => heard,
    leave: async () => {
      leave.abort();
      await hears;
    },
  };
}

test('a case that comes in wakes its township and no other, and says nothing of it', async () => {
  const device = await TestDevice.ready(platform, '422825102206');
  await device.open();
  const here = await aStream('422825201');
  const elsewhere = await aStream('422825101');
  // From then on nothing is missed.
  for (const each of [here, elsewhere])
    await expect.poll(each.heard).toContain('retry');
  expect(here.heard()).not.toContain('changed');
  const envelope = await device.make(device.submitOperation({}), {});
  await device.push(envelope);
  await expect
    .poll(here.heard, { timeout: 5000 })
    .toContain('event: changed\ndata:\n');
  expect(
    here.heard().replaceAll(/retry: 1000|event: changed|data:|\s/g, ''),
  ).toBe('');
  expect(elsewhere.heard()).not.toContain('changed');
  await here.leave();
  await elsewhere.leave();
});

test('one person has eight streams, and another when one of them is left', async () => {
  const session = aSession('422825102');
  const streams = [];
  for (let i = 0; i < 8; i += 1)
    streams.push(await aStream('422825102', session));
  expect(streams.map(({ status }) => status)).toEqual(streams.map(() => 200));
  const next = async () => {
    const stream = await aStream('422825102', session);
    await stream.leave();
    return stream.status;
  };
  expect(await next()).toBe(429);
  const other = await aStream('422825102');
  expect(other.status).toBe(200);
  await streams.pop()?.leave();
  await expect.poll(next).toBe(200);
  for (const each of [...streams, other]) await each.leave();
});

test('what a console asks by itself neither keeps the session nor counts as a look at the case', async () => {
  const device = await TestDevice.ready(platform, '422825102206');
  await device.open();
  const envelope = await device.make(device.submitOperation({}), {});
  await device.push(envelope);
  const session = await aSession('422825201');
  const usedAt = async () =>
    await context.sql`
      SELECT last_used_at FROM sessions WHERE account_id = ${session.accountId}`;
  const before = await usedAt();
  const stream = await aStream('422825201', Promise.resolve(session));
  await expect.poll(stream.heard).toContain('retry');
  const path = `${address}/api/v1/review/cases/${envelope.caseId}/version`;
  const headers = { Cookie: `__Host-session=${session.token}` };
  const asked = await fetch(path, {
    headers: { ...headers, [UNATTENDED_HEADER]: '1' },
  });
  expect(await asked.json()).toEqual({ version: 1, materialsArrived: 0 });
  expect(await usedAt()).toEqual(before);
  await fetch(path, { headers });
  expect(await usedAt()).not.toEqual(before);
  const looks = await context.sql`
    SELECT act FROM audit WHERE account_id = ${session.accountId}`;
  expect(looks).toEqual([]);
  await stream.leave();
});
