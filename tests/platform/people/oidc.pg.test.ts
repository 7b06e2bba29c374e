// Staff sign in by the county's identity provider: a real one, over real redirects.
import { pino } from 'pino';
import { afterAll, beforeEach, expect, test } from 'vitest';
import { unbindOidc } from '../../../src/platform/commands/account-commands.ts';
import { addAccount } from '../../../src/platform/database/queries/accounts.ts';
import { createApp } from '../../../src/platform/http/app.ts';
import { listen } from '../../../src/platform/http/listen.ts';
import { OIDC_CALLBACK_PATH } from '../../../src/platform/people/oidc/oidc-settings.ts';
import {
  readPending,
  writePending,
} from '../../../src/platform/people/oidc/pending-cookie.ts';
import {
  anIdentityProvider,
  CLIENT_ID,
  CLIENT_SECRET,
} from '../../support/identity-provider.ts';
import { freePort } from '../../support/platform-process.ts';
import { aTownship, TOWN } from '../review/a-township.ts';

const { context, takeIn } = await aTownship();
const { sql } = context;
context.clock = () => new Date();
const log: string[] = [];
context.log = pino({}, { write: (line: string) => log.push(line) });
const port = await freePort();
const home = `http://localhost:${port}`;
const callback = home + OIDC_CALLBACK_PATH;
const providerPort = await freePort();
let provider = await anIdentityProvider(providerPort, callback);
context.config.oidc = {
  issuer: provider.issuer,
  clientId: CLIENT_ID,
  clientSecret: CLIENT_SECRET,
  loginClaim: 'preferred_username',
  callback,
};
const platform = await listen(createApp(context).fetch, {
  port,
  hostname: 'localhost',
});
afterAll(async () => {
  await platform.close();
  await provider.stop();
});

let serial = 0;
let login = '';
beforeEach(async () => {
  serial += 1;
  login = `shushigui-${serial}`;
  provider.person = login;
  provider.refuses = false;
  provider.named = null;
  provider.provedAt = null;
  await addAccount(sql, {
    county: '422825',
    accountId: `S${serial}`,
    login,
    name: '舒示贵',
    passwordHash: '',
    demo: true,
    roles: [{ role: 'reviewer', audience: `township:${TOWN}` }],
  });
});

/** Follows redirects as a browser does, with its cookies, as far as our console. */
class Desk {
  private readonly jar = new Map<string, string>();

  async get(address: string, headers: Record<string, string> = {}) {
    const { origin } = new URL(address);
    const mine = [...this.jar].filter(([key]) => key.startsWith(origin));
    const answer = await fetch(address, {
      redirect: 'manual',
      headers: {
        Cookie: mine.map(([, cookie]) => cookie).join('; '),
        ...headers,
      },
    });
    for (const line of answer.headers.getSetCookie()) {
      const [cookie = ''] = line.split(';');
      const [name = ''] = cookie.split('=');
      if (/expires=Thu, 01 Jan 1970|max-age=0/i.test(line))
        this.jar.delete(`${origin} ${name}`);
      else this.jar.set(`${origin} ${name}`, cookie);
    }
    return answer;
  }

  /** As the console's link does. */
  async begins(purpose = 'signIn'): Promise<string> {
    const answer = await this.get(`${home}/api/v1/review/oidc?for=${purpose}`, {
      'Sec-Fetch-Site': 'same-origin',
    });
    expect(answer.status).toBe(302);
    return answer.headers.get('location') ?? '';
  }

  /** From the provider's address on; the last address that is asked for. */
  async follows(address: string, until = `${home}/review/`): Promise<string> {
    let at = address;
    for (let step = 0; step < 10 && !at.includes(until); step += 1) {
      const answer = await this.get(at);
      at = new URL(answer.headers.get('location') ?? '', at).href;
    }
    return at;
  }

  async goesThrough(purpose?: string): Promise<string> {
    const end = await this.follows(
      await this.begins(purpose),
      `${home}/review`,
    );
    return end.slice(home.length);
  }

  /** The address that the provider sends back to, not yet gone to. */
  async comesBack(): Promise<string> {
    return await this.follows(await this.begins(), callback);
  }

  async session() {
    return await this.get(`${home}/api/v1/review/session`);
  }

  isForgottenByProvider(): void {
    for (const key of this.jar.keys())
      if (key.startsWith(provider.issuer)) this.jar.delete(key);
  }

  cookie(name: string): string | undefined {
    return this.jar.get(`${home} ${name}`)?.slice(name.length + 1);
  }

  putCookie(name: string, value: string): void {
    this.jar.set(`${home} ${name}`, `${name}=${value}`);
  }
}

async function lastAudit(): Promise<object> {
  const [row] = await sql<{ entry: string }[]>`
    SELECT entry FROM audit ORDER BY n DESC LIMIT 1`;
  return JSON.parse(row?.entry ?? '') as object;
}

const failed = (why: string) => `/review/#/sign-in-failed/${why}`;

test('whoever has an account is signed in by the provider, with a cookie as strict as ever', async () => {
  const desk = new Desk();
  const asked = new URL(await desk.begins());
  expect(Object.fromEntries(asked.searchParams)).toMatchObject({
    client_id: CLIENT_ID,
    code_challenge_method: 'S256',
    redirect_uri: callback,
  });
  const answer = await desk.get(await desk.comesBack());
  expect(answer.headers.get('location')).toBe('/review/');
  expect(answer.headers.getSetCookie().join()).toMatch(
    /__Host-session=[\w-]{43}; Path=\/; HttpOnly; Secure; SameSite=Strict/,
  );
  expect(await (await desk.session()).json()).toMatchObject({
    id: `S${serial}`,
    role: 'reviewer',
  });
  expect(await lastAudit()).toMatchObject({
    accountId: `S${serial}`,
    act: 'signedIn',
    detail: { way: 'oidc' },
  });
});

test('the console is told that there is such a way', async () => {
  const answer = await new Desk().get(`${home}/api/v1/review/sign-in-ways`);
  expect(await answer.json()).toEqual({ oidc: true });
});

test('somebody without an account gets none, and his name is written nowhere', async () => {
  provider.person = 'nobody-of-ours';
  expect(await new Desk().goesThrough()).toBe(failed('unknownAccount'));
  expect(await lastAudit()).toMatchObject({
    accountId: null,
    act: 'signInFailed',
    detail: { way: 'oidc', why: 'unknownAccount' },
  });
  const all = JSON.stringify(await sql`SELECT entry FROM audit`);
  expect(all).not.toContain('nobody-of-ours');
  const accounts = await sql`
    SELECT 1 FROM accounts WHERE login = 'nobody-of-ours'`;
  expect(accounts).toHaveLength(0);
});

test('a disabled account stays out', async () => {
  await sql`UPDATE accounts SET disabled_at = now() WHERE login = ${login}`;
  const desk = new Desk();
  expect(await desk.goesThrough()).toBe(failed('disabled'));
  expect((await desk.session()).status).toBe(401);
  expect(await lastAudit()).toMatchObject({
    accountId: `S${serial}`,
    detail: { why: 'disabled' },
  });
});

test('another person of the provider does not get in by a login that was given to him later', async () => {
  expect(await new Desk().goesThrough()).toBe('/review/');
  provider.person = `successor-${serial}`;
  provider.named = login;
  const desk = new Desk();
  expect(await desk.goesThrough()).toBe(failed('otherPerson'));
  expect((await desk.session()).status).toBe(401);
  expect(await lastAudit()).toMatchObject({
    accountId: `S${serial}`,
    detail: { why: 'otherPerson' },
  });
  const bound = JSON.stringify(await sql`SELECT oidc_subject FROM accounts`);
  expect(bound).not.toContain('shushigui');
  expect(await unbindOidc(context, { login })).toMatchObject({ ok: true });
  expect(await desk.goesThrough()).toBe('/review/');
  // And who was it before is it no more.
  provider.person = login;
  expect(await new Desk().goesThrough()).toBe(failed('otherPerson'));
});

test('a login of longer ago than was asked for opens nothing, whatever the provider thinks of it', async () => {
  provider.provedAt = Math.floor(Date.now() / 1000) - 9 * 3600;
  const desk = new Desk();
  expect(await desk.goesThrough()).toBe(failed('mismatch'));
  expect((await desk.session()).status).toBe(401);
});

test('whom the provider refuses is told so', async () => {
  provider.refuses = true;
  expect(await new Desk().goesThrough()).toBe(failed('denied'));
  expect(await lastAudit()).toMatchObject({ detail: { why: 'denied' } });
});

test('another state, another nonce and a code used twice open nothing', async () => {
  const desk = new Desk();
  const back = new URL(await desk.comesBack());
  back.searchParams.set('state', 'of-somebody-else');
  expect(await desk.follows(back.href)).toContain(failed('mismatch'));
  expect(await lastAudit()).toMatchObject({ detail: { why: 'mismatch' } });

  const other = new Desk();
  const address = await other.comesBack();
  const cookie = other.cookie('__Host-oidc') ?? '';
  const pending = readPending(context, cookie);
  if (pending === undefined) throw new Error('nothing is pending');
  const forged = writePending(context, { ...pending, nonce: 'another' });
  other.putCookie('__Host-oidc', forged);
  expect(await other.follows(address)).toContain(failed('mismatch'));
  expect((await other.session()).status).toBe(401);

  const third = new Desk();
  const once = await third.comesBack();
  const kept = third.cookie('__Host-oidc') ?? '';
  expect(await third.follows(once)).toBe(`${home}/review/`);
  third.putCookie('__Host-oidc', kept);
  expect(await third.follows(once)).toContain(failed('mismatch'));
});

test('what was begun in another browser, by another site or long ago is not finished', async () => {
  const desk = new Desk();
  const address = await desk.comesBack();
  expect(await new Desk().follows(address)).toContain(failed('mismatch'));
  const cookie = desk.cookie('__Host-oidc') ?? '';
  desk.putCookie('__Host-oidc', `${cookie.slice(0, -3)}AAA`);
  expect(await desk.follows(address)).toContain(failed('mismatch'));

  const late = new Desk();
  const lateAddress = await late.comesBack();
  context.clock = () => new Date(Date.now() + 10 * 60_000);
  expect(await late.follows(lateAddress)).toContain(failed('mismatch'));
  context.clock = () => new Date();

  const start = `${home}/api/v1/review/oidc`;
  const foreign = await desk.get(start, { 'Sec-Fetch-Site': 'cross-site' });
  expect(foreign.headers.get('location')).toBe(failed('mismatch'));
});

test('a provider that is down is said to be, before and after', async () => {
  const desk = new Desk();
  const address = await desk.comesBack();
  await provider.stop();
  expect(await desk.follows(address)).toContain(failed('down'));
  expect(await lastAudit()).toMatchObject({ detail: { why: 'down' } });
  const fresh = createApp(context);
  const begun = await fresh.request('/api/v1/review/oidc', {
    headers: { 'Sec-Fetch-Site': 'same-origin' },
  });
  expect(begun.headers.get('location')).toBe(failed('down'));
  provider = await anIdentityProvider(providerPort, callback);
  provider.person = login;
  expect(await new Desk().goesThrough()).toBe('/review/');
});

test('a fresh login by the provider opens what wants one, for the same person alone', async () => {
  const { caseId } = await takeIn();
  const desk = new Desk();
  await desk.goesThrough();
  await sql`UPDATE sessions SET proved_at = now() - interval '1 hour'`;
  const numbers = `${home}/api/v1/review/cases/${caseId}/numbers`;
  expect((await desk.get(numbers)).status).toBe(401);
  provider.person = 'somebody-else-here';
  desk.isForgottenByProvider();
  expect(await desk.goesThrough('proof')).toBe(failed('unknownAccount'));
  expect((await desk.get(numbers)).status).toBe(401);
  provider.person = login;
  desk.isForgottenByProvider();
  expect(await desk.goesThrough('proof')).toBe('/review/#/back');
  expect((await desk.get(numbers)).status).toBe(200);
});

test('a login that the provider remembers is a session, and no fresh one', async () => {
  const { caseId } = await takeIn();
  const desk = new Desk();
  const pending = async () => {
    const address = await desk.comesBack();
    const found = readPending(context, desk.cookie('__Host-oidc') ?? '');
    if (found === undefined) throw new Error('nothing is pending');
    return { address, found };
  };
  // Begun as a sign-in, finished as if it had been asked for anew an hour later.
  await desk.goesThrough();
  await sql`UPDATE sessions SET proved_at = now() - interval '1 hour'`;
  const { address, found } = await pending();
  const begunAt = Date.now() + 60_000;
  const cookie = writePending(context, { ...found, purpose: 'proof', begunAt });
  desk.putCookie('__Host-oidc', cookie);
  expect(await desk.follows(address)).toContain(failed('mismatch'));
  const numbers = `${home}/api/v1/review/cases/${caseId}/numbers`;
  expect((await desk.get(numbers)).status).toBe(401);
});

test('the platform\u2019s log says where somebody went, and not who or by what code', () => {
  const lines = log.join('');
  expect(lines).toContain('/oidc/callback');
  for (const word of [
    'shushigui',
    '舒示贵',
    'nobody-of-ours',
    'code=',
    'state=',
  ])
    expect(lines).not.toContain(word);
});
