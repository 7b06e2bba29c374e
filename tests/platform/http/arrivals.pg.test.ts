// An open console is woken within a second of something happening to its cases, by a
// stream that says nothing of anybody and ends with the platform.
import { createHash, randomUUID } from 'node:crypto';
import { expect, test } from 'vitest';
import { addAccount } from '../../../src/platform/database/queries/accounts.ts';
import { addSession } from '../../../src/platform/database/queries/sessions.ts';
import { TestDevice } from '../../support/device-builder.ts';
import { COUNTY, startTestPlatform } from '../../support/test-platform.ts';

const platform = await startTestPlatform();
const { context, address } = platform;

async function aStream(town9: string) {
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
  const leave = new AbortController();
  const answer = await fetch(`${address}/api/v1/review/arrivals`, {
    headers: {
      Accept: 'text/event-stream',
      Cookie: `__Host-session=${token}`,
    },
    signal: leave.signal,
  });
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
