// Staff sign in by the county's identity provider. It says who somebody is; whether he
// has an account here, and what he may do, is said here alone.
import { appendAudit } from '../../audit/append-audit.ts';
import { bindSubject, findLogin } from '../../database/queries/accounts.ts';
import { proveSessionOf } from '../../database/queries/sessions.ts';
import type { OidcFailureCode } from '../../../protocol/review.ts';
import { makeMac } from '../../keys/mac.ts';
import { countNetworkTry } from '../sign-in-limits.ts';
import { ABSOLUTE_HOURS, openSession, type People } from '../sign-in.ts';
import type { OidcClient } from './oidc-client.ts';
import type { Pending } from './pending-cookie.ts';

/** Clocks of two servers. */
const SKEW_MS = 30_000;

export type OidcResult =
  /** `token` null: the session that there was is proved anew. */
  { ok: true; token: string | null } | { ok: false; code: OidcFailureCode };

/** What comes back from the provider, for a session or a fresh login. */
export async function signInByOidc(
  people: People,
  client: OidcClient,
  p: { query: URLSearchParams; pending: Pending; address: string },
): Promise<OidcResult> {
  const { query, pending, address } = p;
  const tried = await countNetworkTry(people, address);
  if (!tried.ok) return { ok: false, code: 'tooMany' };
  const proved = await client.finish(
    query,
    pending,
    // A fresh login is told from when it was begun, below.
    pending.purpose === 'proof' ? undefined : ABSOLUTE_HOURS * 3600,
  );
  if (!proved.ok) return await fail(people, null, proved.code);
  const { issuer, subject, login, authTime } = proved.value;
  const { county, demo } = people.config;
  const account =
    login === undefined
      ? undefined
      : await findLogin(people.sql, { county, demo, login });
  if (account === undefined) return await fail(people, null, 'unknownAccount');
  const { accountId } = account;
  if (account.isDisabled) return await fail(people, accountId, 'disabled');
  // Logins are given anew there; a subject is not, and here lies only its hash.
  const mac = makeMac(people.keys, 'oidcSubject', [issuer, subject]);
  if (!(await bindSubject(people.sql, { county, accountId, subject: mac })))
    return await fail(people, accountId, 'otherPerson');
  await tried.forgiven();
  const now = people.clock();
  if (pending.purpose !== 'proof')
    return {
      ok: true,
      token: await openSession(people, {
        accountId,
        provedAt: earlier(authTime ?? new Date(0), now),
        way: 'oidc',
      }),
    };
  const isAnew =
    authTime !== undefined && authTime.getTime() > pending.begunAt - SKEW_MS;
  const tokenHash = pending.tokenHash ?? '';
  const isProved =
    isAnew &&
    (await proveSessionOf(people.sql, { county, tokenHash, accountId, now }));
  if (!isProved) return await fail(people, accountId, 'mismatch');
  await note(people, { accountId, act: 'provedAgain', detail: WAY });
  return { ok: true, token: null };
}

const WAY = { way: 'oidc' };

/** Written down without what the provider said: it may be a name. */
async function fail(
  people: People,
  accountId: string | null,
  code: OidcFailureCode,
): Promise<OidcResult> {
  const detail = { ...WAY, why: code };
  await note(people, { accountId, act: 'signInFailed', detail });
  return { ok: false, code };
}

async function note(
  people: People,
  entry: {
    accountId: string | null;
    act: 'signInFailed' | 'provedAgain';
    detail: Record<string, string>;
  },
): Promise<void> {
  await appendAudit(people, { ...entry, caseId: null });
}

function earlier(one: Date, other: Date): Date {
  return one.getTime() < other.getTime() ? one : other;
}
