// Staff sign in with login and password; what they carry afterwards is a random
// token, of which the platform keeps the hash.
import { createHash, randomBytes } from 'node:crypto';
import type { Staff } from '../../protocol/review.ts';
import type { PlatformContext } from '../context.ts';
import {
  beginAttempt,
  clearAttempts,
  findWait,
} from '../database/queries/accounts.ts';
import {
  addSession,
  removeOldSessions,
  removeSession,
  useSession,
} from '../database/queries/sessions.ts';
import { findTownName } from '../database/queries/stations.ts';
import { isPassword } from './password.ts';
import { findReach, readReach, type Principal } from './permissions.ts';

/** What the people's use cases need of the platform. */
export type People = Pick<PlatformContext, 'sql' | 'config' | 'clock'>;

export const IDLE_MINUTES = 30;
export const ABSOLUTE_HOURS = 8;

/** So many wrong passwords in a row cost nothing; the next ones cost waiting. */
const FREE_ATTEMPTS = 5;
const LONGEST_WAIT_S = 60;

export type SignInResult =
  | { ok: true; value: { token: string; principal: Principal } }
  | { ok: false; code: 'signInFailed' }
  | { ok: false; code: 'tooManyRequests'; retryAfterS: number };

/** Opens a session. A wrong login and a wrong password are told apart by nothing. */
export async function signIn(
  people: People,
  { login, password }: { login: string; password: string },
): Promise<SignInResult> {
  const { sql, clock } = people;
  const { county, demo } = people.config;
  const at = clock();
  const account = await beginAttempt(sql, {
    county,
    login,
    demo,
    now: at,
    freeAttempts: FREE_ATTEMPTS,
    longestWaitS: LONGEST_WAIT_S,
  });
  if (account === undefined) {
    const until = await findWait(sql, { county, login, now: at });
    if (until !== null) {
      const waitMs = Date.parse(until) - at.getTime();
      const retryAfterS = Math.max(1, Math.ceil(waitMs / 1000));
      return { ok: false, code: 'tooManyRequests', retryAfterS };
    }
  }
  if (
    !(await isPassword(password, account?.passwordHash)) ||
    account === undefined
  )
    return { ok: false, code: 'signInFailed' };

  const token = randomBytes(32).toString('base64url');
  const tokenHash = hashToken(token);
  await sql.begin(async (tx) => {
    await clearAttempts(tx, county, account.accountId);
    await removeOldSessions(tx, county, hoursBefore(at, ABSOLUTE_HOURS));
    const { accountId } = account;
    await addSession(tx, { county, tokenHash, accountId, now: at });
  });
  const principal = await findPrincipal(people, token);
  return principal === undefined
    ? { ok: false, code: 'signInFailed' }
    : { ok: true, value: { token, principal } };
}

/** Who holds the token; undefined when the session is over. */
export async function findPrincipal(
  { sql, config, clock }: People,
  token: string,
): Promise<Principal | undefined> {
  const at = clock();
  return await useSession(sql, {
    county: config.county,
    demo: config.demo,
    tokenHash: hashToken(token),
    now: at,
    usedAfter: hoursBefore(at, IDLE_MINUTES / 60),
    createdAfter: hoursBefore(at, ABSOLUTE_HOURS),
  });
}

export async function signOut(
  { sql, config }: Pick<People, 'sql' | 'config'>,
  token: string,
): Promise<void> {
  await removeSession(sql, config.county, hashToken(token));
}

/** The person as the console shows him. undefined: he has no role. */
export async function describeStaff(
  { sql, config }: Pick<People, 'sql' | 'config'>,
  principal: Principal,
): Promise<Staff | undefined> {
  const role = principal.roles[0]?.role;
  if (role === undefined) return undefined;
  const { townships } = readReach(findReach(principal, 'readCase'));
  const [town9 = null] = townships;
  return {
    id: principal.accountId,
    name: principal.name,
    role,
    town9,
    townName:
      town9 === null ? null : await findTownName(sql, config.county, town9),
  };
}

function hashToken(token: string): string {
  return createHash('sha256').update(token).digest('hex');
}

function hoursBefore(at: Date, hours: number): Date {
  return new Date(at.getTime() - hours * 3_600_000);
}
