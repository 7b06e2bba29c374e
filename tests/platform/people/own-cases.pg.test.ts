// Nobody decides about himself, his household or a case he took in.
import { createHash, randomUUID } from 'node:crypto';
import { beforeAll, expect, test } from 'vitest';
import * as v from 'valibot';
import { setPersons } from '../../../src/platform/commands/set-persons.ts';
import { addAccount } from '../../../src/platform/database/queries/accounts.ts';
import { addSession } from '../../../src/platform/database/queries/sessions.ts';
import { createApp } from '../../../src/platform/http/app.ts';
import { caseDetailSchema } from '../../../src/protocol/review.ts';
import { aTownship, TOWN } from '../review/a-township.ts';

/** Of every applicant of this township. */
const APPLICANT = '000000193405210027';
const STRANGER = '000000194403120049';

const { context, takeIn } = await aTownship();
const app = createApp(context);

beforeAll(async () => {
  for (const login of ['reviewer', 'clerk'])
    await addAccount(context.sql, {
      county: '422825',
      accountId: login === 'clerk' ? 'S03' : login,
      login,
      name: '舒示贵',
      passwordHash: '',
      demo: true,
      roles: [{ role: 'reviewer', audience: `township:${TOWN}` }],
    });
});

async function ask(who: string, path: string, body?: unknown) {
  const token = randomUUID();
  await addSession(context.sql, {
    county: '422825',
    tokenHash: createHash('sha256').update(token).digest('hex'),
    accountId: who,
    now: context.clock(),
  });
  return await app.request(`/api/v1/review/cases/${path}`, {
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

async function actsOf(who: string, caseId: string): Promise<string[]> {
  const answer = await ask(who, caseId);
  return v.parse(caseDetailSchema, await answer.json()).acts;
}

const accept = { act: 'accept', version: 1 };

/** At the county's keyboard, these lines one after another. */
async function says(lines: string[], wish = {}) {
  const left = [...lines];
  const terminal = {
    ask: () => Promise.resolve(left.shift() ?? ''),
    close: () => undefined,
  };
  const login = 'reviewer';
  return await setPersons({ context, terminal }, { login, ...wish });
}

test('a reviewer reads his own case and decides nothing of it, and that he tried is written down', async () => {
  const { caseId } = await takeIn();
  expect(await actsOf('reviewer', caseId)).toContain('accept');
  expect(await says(['000000 1934 0521 0027'])).toMatchObject({ ok: true });
  expect(await actsOf('reviewer', caseId)).toEqual([]);
  const refused = await ask('reviewer', `${caseId}/decisions`, accept);
  expect(refused.status).toBe(403);
  const [row] = await context.sql<{ act: string; accountId: string }[]>`
    SELECT act, account_id AS "accountId" FROM audit ORDER BY n DESC LIMIT 1`;
  expect(row).toEqual({ act: 'refused', accountId: 'reviewer' });
});

test('his household\u2019s likewise, until it is taken out', async () => {
  const { caseId } = await takeIn();
  await says([STRANGER, APPLICANT]);
  expect(await actsOf('reviewer', caseId)).toEqual([]);
  await says([STRANGER]);
  expect(await actsOf('reviewer', caseId)).toContain('accept');
  await says([APPLICANT]);
  await says([], { remove: true });
  const done = await ask('reviewer', `${caseId}/decisions`, accept);
  expect(done.status).toBe(200);
});

test('whoever took it in decides nothing of it', async () => {
  const { caseId } = await takeIn();
  expect(await actsOf('S03', caseId)).toEqual([]);
  expect((await ask('S03', `${caseId}/decisions`, accept)).status).toBe(403);
});

test('a number that is none changes nothing, and none is kept', async () => {
  await says([APPLICANT]);
  const wrong = await says([STRANGER, '000000193405210028']);
  expect(wrong).toEqual({
    ok: false,
    lines: ['第2个号码不对，请对着证件再来一遍。没有改动。'],
  });
  expect(await says([])).toMatchObject({ ok: false });
  const rows = await context.sql`SELECT mac FROM account_persons`;
  expect(rows).toHaveLength(1);
  expect(JSON.stringify(rows)).not.toContain('1934');
});
