import { beforeAll, expect, test } from 'vitest';
import * as v from 'valibot';
import { addAccount } from '../../../src/platform/database/queries/accounts.ts';
import { createApp } from '../../../src/platform/http/app.ts';
import { hashPassword } from '../../../src/platform/people/password.ts';
import { problemSchema } from '../../../src/protocol/problem.ts';
import {
  caseDetailSchema,
  staffSchema,
  worklistSchema,
} from '../../../src/protocol/review.ts';
import { aTownship, OTHER_TOWN, TOWN } from '../review/a-township.ts';

const { context, takeIn, arrive, setNow } = await aTownship();
const app = createApp(context);
const BASE = '/api/v1/review';
const OWN_PAGE = { 'Sec-Fetch-Site': 'same-origin' };
const JSON_BODY = { 'Content-Type': 'application/json' };

beforeAll(async () => {
  const passwordHash = await hashPassword('right');
  for (const [login, id, role, audience] of [
    ['first', 'S11', 'reviewer', `township:${TOWN}`],
    ['second', 'S12', 'reviewer', `township:${TOWN}`],
    ['other', 'S08', 'reviewer', `township:${OTHER_TOWN}`],
    ['clerk', 'S03', 'reviewer', `township:${TOWN}`],
    ['administrator', 'S30', 'administrator', 'county'],
  ] as const)
    await addAccount(context.sql, {
      county: '422825',
      accountId: id,
      login,
      name: `${login} 舒示贵`,
      passwordHash,
      demo: true,
      roles: [{ role, audience }],
    });
});

function post(path: string, body: unknown, headers = {}) {
  return app.request(`${BASE}${path}`, {
    method: 'POST',
    headers: { ...OWN_PAGE, ...JSON_BODY, ...headers },
    body: JSON.stringify(body),
  });
}

/** The cookie as a browser sends it back. */
async function signedIn(login: string): Promise<{ Cookie: string }> {
  const answer = await post('/session', { login, password: 'right' });
  expect(answer.status).toBe(200);
  return { Cookie: answer.headers.get('set-cookie')?.split(';')[0] ?? '' };
}

function get(path: string, headers = {}) {
  return app.request(`${BASE}${path}`, { headers });
}

async function problemOf(answer: Response) {
  expect(answer.headers.get('content-type')).toBe('application/problem+json');
  return v.parse(problemSchema, await answer.json());
}

test('the session is a cookie that no script, no other site and no plain line gets', async () => {
  const answer = await post('/session', { login: 'first', password: 'right' });
  expect(answer.headers.get('set-cookie')).toMatch(
    /^__Host-session=[\w-]{43}; Path=\/; HttpOnly; Secure; SameSite=Strict$/,
  );
  expect(v.parse(staffSchema, await answer.json())).toMatchObject({
    id: 'S11',
    role: 'reviewer',
    town9: TOWN,
    townName: '沙道沟镇',
  });
});

test('a wrong password is a problem, and the sixth has to wait', async () => {
  const wrong = () => post('/session', { login: 'second', password: 'x' });
  expect((await problemOf(await wrong())).code).toBe('signInFailed');
  for (let i = 0; i < 4; i += 1) await wrong();
  const answer = await wrong();
  expect(answer.status).toBe(429);
  expect(Number(answer.headers.get('retry-after'))).toBeGreaterThan(0);
  setNow('2026-11-25T02:05:00Z');
});

test('signing out ends the session on the platform, not only in the browser', async () => {
  const cookie = await signedIn('first');
  expect((await get('/session', cookie)).status).toBe(200);
  const out = await app.request(`${BASE}/session`, {
    method: 'DELETE',
    headers: { ...OWN_PAGE, ...cookie },
  });
  expect(out.status).toBe(204);
  expect(out.headers.get('set-cookie')).toContain('Max-Age=0');
  expect((await get('/session', cookie)).status).toBe(401);
});

test('nothing is answered to somebody who is not signed in', async () => {
  const { caseId } = await takeIn();
  for (const path of ['/session', '/cases', `/cases/${caseId}`, '/held'])
    expect((await problemOf(await get(path))).code).toBe('unauthorized');
  const forged = { Cookie: `__Host-session=${'a'.repeat(43)}` };
  expect((await get('/cases', forged)).status).toBe(401);
});

test('a change from another page than our own is refused', async () => {
  const cookie = await signedIn('first');
  const { caseId } = await takeIn();
  const decision = { act: 'accept', version: 1 };
  for (const site of ['cross-site', 'same-site', 'none', '']) {
    const answer = await post(`/cases/${caseId}/decisions`, decision, {
      ...cookie,
      'Sec-Fetch-Site': site,
    });
    expect((await problemOf(answer)).code).toBe('forbidden');
  }
  const form = await post(`/cases/${caseId}/decisions`, decision, {
    ...cookie,
    'Content-Type': 'text/plain',
  });
  expect(form.status).toBe(415);
});

test('of two reviewers the second is told, and nothing is overwritten', async () => {
  const [first, second] = [await signedIn('first'), await signedIn('second')];
  const { caseId } = await takeIn();
  const path = `/cases/${caseId}/decisions`;
  const done = await post(path, { act: 'accept', version: 1 }, first);
  expect(await done.json()).toEqual({ version: 2, display: 'accepted' });
  const late = await post(
    path,
    {
      act: 'refuse',
      version: 1,
      reason: '未满八十周岁，不符合条件',
      authority: '',
    },
    second,
  );
  expect(late.status).toBe(409);
  expect(await problemOf(late)).toMatchObject({
    code: 'changed',
    version: 2,
    by: 'first 舒示贵',
    act: 'accepted',
  });
  const detail = await get(`/cases/${caseId}`, second);
  expect(v.parse(caseDetailSchema, await detail.json()).row).toMatchObject({
    version: 2,
    display: 'accepted',
  });
});

test('each role gets what the matrix gives it, and 403 for the rest', async () => {
  const { caseId, photographs } = await takeIn({ photographs: 1 });
  const [photograph] = photographs;
  if (photograph === undefined) throw new Error('no photograph');
  await arrive(photograph.ref, photograph.content);
  const asked = async (login: string) => {
    const cookie = await signedIn(login);
    const refuse = {
      act: 'refuse',
      version: 99,
      reason: '未满八十周岁，不符合条件',
      authority: '',
    };
    const answers = [
      await get('/cases', cookie),
      await get(`/cases/${caseId}`, cookie),
      await get(`/cases/${caseId}/materials/${photograph.ref.sha256}`, cookie),
      await post(`/cases/${caseId}/decisions`, refuse, cookie),
      await get('/held', cookie),
      await get('/refused', cookie),
    ];
    return answers.map(({ status }) => status);
  };
  expect(await asked('first')).toEqual([200, 200, 200, 409, 200, 200]);
  expect(await asked('clerk')).toEqual([200, 200, 200, 403, 200, 200]);
  expect(await asked('other')).toEqual([200, 403, 403, 403, 200, 200]);
  // What intake has held is the county's as well; cases are not.
  expect(await asked('administrator')).toEqual([403, 403, 403, 403, 200, 200]);
});

test('a photograph opens to the bytes that were taken, as a file that cannot run', async () => {
  const cookie = await signedIn('first');
  const { caseId, photographs } = await takeIn({ photographs: 2 });
  const [photograph, onTheWay] = photographs;
  if (photograph === undefined || onTheWay === undefined) throw new Error('2');
  await arrive(photograph.ref, photograph.content);
  const answer = await get(
    `/cases/${caseId}/materials/${photograph.ref.sha256}`,
    cookie,
  );
  expect(new Uint8Array(await answer.arrayBuffer())).toEqual(photograph.plain);
  expect(answer.headers.get('content-type')).toBe('image/jpeg');
  expect(answer.headers.get('content-disposition')).toMatch(/^attachment;/);
  expect(answer.headers.get('content-security-policy')).toContain('sandbox');
  expect(answer.headers.get('x-content-type-options')).toBe('nosniff');
  expect(answer.headers.get('cache-control')).toBe('no-store');

  const waiting = `/cases/${caseId}/materials/${onTheWay.ref.sha256}`;
  expect((await get(waiting, cookie)).status).toBe(404);
  // Known to the platform, but of another case.
  const { caseId: another } = await takeIn();
  const stray = `/cases/${another}/materials/${photograph.ref.sha256}`;
  expect((await get(stray, cookie)).status).toBe(404);
});

test('a search goes in the body, since a URL must not carry a name', async () => {
  const cookie = await signedIn('first');
  const { caseId } = await takeIn({ applicantName: '瞿示秀' });
  const found = await post('/cases/search', { search: '瞿示秀' }, cookie);
  const { rows } = v.parse(worklistSchema, await found.json());
  expect(rows.map((row) => row.caseId)).toEqual([caseId]);
  const inUrl = `/cases?search=${encodeURIComponent('瞿示秀')}`;
  expect((await get(inUrl, cookie)).status).toBe(400);
});

test('a request that does not fit is refused without repeating it', async () => {
  const cookie = await signedIn('first');
  const { caseId } = await takeIn();
  const answer = await post(
    `/cases/${caseId}/decisions`,
    { act: 'refuse', version: 1, reason: '太短', authority: '' },
    cookie,
  );
  expect(answer.status).toBe(400);
  expect(await answer.text()).not.toContain('太短');
  expect((await get('/cases?status=nonsense', cookie)).status).toBe(400);
  expect((await get('/cases/no-uuid', cookie)).status).toBe(404);
});

test('the matter of a pinned catalogue is served to those signed in', async () => {
  const cookie = await signedIn('first');
  const matter = await get('/matters/V14?version=0.3-draft', cookie);
  expect(await matter.json()).toMatchObject({ code: 'V14', short: '高龄津贴' });
  expect((await get('/matters/V99', cookie)).status).toBe(404);
  expect((await get('/matters/V14?version=9', cookie)).status).toBe(404);
  expect((await get('/matters/V14')).status).toBe(401);
});

test('a paper of the county opens as a page of its own that can run and load nothing', async () => {
  const { caseId } = await takeIn();
  const cookie = await signedIn('first');
  const accept = { act: 'accept', version: 1 };
  await post(`/cases/${caseId}/decisions`, accept, cookie);
  const answer = await get(`/cases/${caseId}/notices/2`, cookie);
  expect(answer.status).toBe(200);
  expect(answer.headers.get('content-type')).toBe('text/html; charset=utf-8');
  expect(answer.headers.get('cache-control')).toBe('no-store');
  const policy = answer.headers.get('content-security-policy') ?? '';
  expect(policy.split('; ')).toEqual(
    expect.arrayContaining(["default-src 'none'", 'sandbox']),
  );
  expect(policy).not.toContain('script');
  expect(await answer.text()).toContain('受理通知书');
  // No act, no number, nobody signed in.
  for (const n of ['1', '3', '0', 'x', '2.5'])
    expect((await get(`/cases/${caseId}/notices/${n}`, cookie)).status).toBe(
      404,
    );
  expect((await get(`/cases/${caseId}/notices/2`)).status).toBe(401);
});
