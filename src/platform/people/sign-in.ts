// Staff sign in with login, password and, where the account has one, the code of an
// authenticator app; what they carry afterwards is a random token, of which the
// platform keeps the hash.
import { createHash, randomBytes } from 'node:crypto';
import type { Proof, Staff } from '../../protocol/review.ts';
import { appendAudit } from '../audit/append-audit.ts';
import type { PlatformContext } from '../context.ts';
import {
  findAccount,
  setPasswordHash,
  useTotpStep,
  type AccountRow,
} from '../database/queries/accounts.ts';
import {
  addSession,
  proveSession,
  removeSession,
  useSession,
} from '../database/queries/sessions.ts';
import { findTownName } from '../database/queries/stations.ts';
import { networkOf } from '../network-of.ts';
import { hashPassword, isOutdated, isPassword } from './password.ts';
import { findReach, readReach, type SignedIn } from './permissions.ts';
import { countTry } from './sign-in-limits.ts';
import { findTotpStep } from './totp.ts';
import { openTotpSecret } from './totp-secret.ts';
import { inLine } from './waiting-line.ts';

/** What the people's use cases need of the platform. */
export type People = Pick<PlatformContext, 'sql' | 'config' | 'keys' | 'clock'>;

export const IDLE_MINUTES = 30;
export const ABSOLUTE_HOURS = 8;
/** So long after a password was given the person counts as present. */
export const FRESH_MINUTES = 5;

export type SignInFailure =
  /** `codeNeeded`: the password is right. `signInBusy`: too many at once. */
  | { ok: false; code: 'signInFailed' | 'codeNeeded' | 'signInBusy' }
  | { ok: false; code: 'tooManyRequests'; retryAfterS: number };

export type SignInResult =
  { ok: true; value: { token: string; principal: SignedIn } } | SignInFailure;

/**
 * Opens a session. A wrong login, a wrong password and a wrong code are told apart by
 * nothing. `address`: the network address that asks.
 */
export async function signIn(
  people: People,
  { login, address, ...proof }: Proof & { login: string; address: string },
): Promise<SignInResult> {
  const { sql, config, clock } = people;
  const { county, demo } = config;
  const proved = await prove(people, { login, address, proof }, () =>
    findAccount(sql, { county, demo, login }),
  );
  if (!proved.ok) return proved;
  const { accountId } = proved.value;
  const token = await openSession(people, { accountId, provedAt: clock() });
  const principal = await findPrincipal(people, token);
  return principal === undefined
    ? { ok: false, code: 'signInFailed' }
    : { ok: true, value: { token, principal } };
}

/**
 * Opens a session of somebody who is known, and writes it down. `provedAt`: when he
 * showed that it is he; `way`: to whom, if not to us.
 */
export async function openSession(
  { sql, config, keys, clock }: People,
  p: { accountId: string; provedAt: Date; way?: 'oidc' },
): Promise<string> {
  const { county } = config;
  const { accountId, provedAt, way } = p;
  const now = clock();
  const token = randomBytes(32).toString('base64url');
  const session = { county, tokenHash: hashToken(token), accountId };
  await addSession(sql, { ...session, now, provedAt });
  await appendAudit(
    { sql, config, keys, clock },
    {
      accountId,
      act: 'signedIn',
      caseId: null,
      detail: way === undefined ? {} : { way },
    },
  );
  return token;
}

/** The person of a session shows once more that it is he. */
export async function proveAgain(
  people: People,
  p: { token: string; principal: SignedIn; proof: Proof; address: string },
): Promise<{ ok: true } | SignInFailure> {
  const { sql, config, clock } = people;
  const { county, demo } = config;
  const { token, principal, proof, address } = p;
  const account = await findAccount(sql, {
    county,
    demo,
    id: principal.accountId,
  });
  const login = account?.login ?? '';
  const proved = await prove(people, { login, address, proof }, () =>
    Promise.resolve(account),
  );
  if (!proved.ok) return proved;
  const tokenHash = hashToken(token);
  await proveSession(sql, { county, tokenHash, now: clock() });
  await note(people, principal.accountId, 'provedAgain');
  return { ok: true };
}

/** Whether the person gave his password within the last minutes. */
export function isFresh(
  { clock }: Pick<People, 'clock'>,
  { provedAt }: SignedIn,
): boolean {
  return clock().getTime() - Date.parse(provedAt) < FRESH_MINUTES * 60_000;
}

/**
 * Who holds the token; undefined when the session is over. `isUnattended`: no person
 * asks, so that the session's idle time runs on.
 */
export async function findPrincipal(
  { sql, config, clock }: People,
  token: string,
  { isUnattended = false }: { isUnattended?: boolean } = {},
): Promise<SignedIn | undefined> {
  const at = clock();
  return await useSession(sql, {
    county: config.county,
    demo: config.demo,
    tokenHash: hashToken(token),
    now: at,
    isUnattended,
    usedAfter: hoursBefore(at, IDLE_MINUTES / 60),
    createdAfter: hoursBefore(at, ABSOLUTE_HOURS),
  });
}

/** Ends the session; a token that is none is left alone. */
export async function signOut(
  { sql, config }: Pick<People, 'sql' | 'config'>,
  token: string,
): Promise<void> {
  await removeSession(sql, config.county, hashToken(token));
}

/** The person as the console shows him. undefined: he has no role. */
export async function describeStaff(
  { sql, config }: Pick<People, 'sql' | 'config'>,
  principal: Pick<SignedIn, 'accountId' | 'name' | 'roles'>,
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
    audiences: principal.roles.map(({ audience }) => audience),
  };
}

/** Password and code of one account, in the waiting line and counted. */
async function prove(
  people: People,
  p: { login: string; address: string; proof: Proof },
  find: () => Promise<AccountRow | undefined>,
): Promise<{ ok: true; value: AccountRow } | SignInFailure> {
  const done = await inLine(networkOf(p.address), async () => {
    const tried = await countTry(people, p);
    if (!tried.ok)
      return {
        ok: false,
        code: 'tooManyRequests',
        retryAfterS: tried.retryAfterS,
      } as const;
    const account = await find();
    const { password, code } = p.proof;
    if (
      !(await isPassword(password, account?.passwordHash)) ||
      account === undefined
    ) {
      if (account !== undefined)
        await note(people, account.accountId, 'signInFailed');
      return { ok: false, code: 'signInFailed' } as const;
    }
    if (account.totpSecret !== null && code === undefined) {
      await tried.value.forgiven();
      return { ok: false, code: 'codeNeeded' } as const;
    }
    if (!(await isCode(people, account, code ?? ''))) {
      await note(people, account.accountId, 'signInFailed');
      return { ok: false, code: 'signInFailed' } as const;
    }
    await tried.value.opened();
    await renewHash(people, account, password);
    return { ok: true, value: account } as const;
  });
  return done ?? { ok: false, code: 'signInBusy' };
}

async function note(
  people: People,
  accountId: string,
  act: 'signInFailed' | 'provedAgain',
): Promise<void> {
  await appendAudit(people, { accountId, act, caseId: null, detail: {} });
}

async function isCode(
  people: People,
  account: AccountRow,
  code: string,
): Promise<boolean> {
  const { accountId, totpSecret, totpLastStep: lastStep } = account;
  if (totpSecret === null) return true;
  const { county } = people.config;
  const secret = openTotpSecret(people, accountId, totpSecret);
  const step = findTotpStep(secret, { code, now: people.clock(), lastStep });
  return (
    step !== undefined &&
    (await useTotpStep(people.sql, { county, accountId, step }))
  );
}

/** Only while the password is at hand can it be stored in a stronger way. */
async function renewHash(
  { sql, config }: People,
  { accountId, passwordHash }: AccountRow,
  password: string,
): Promise<void> {
  if (!isOutdated(passwordHash)) return;
  const { county } = config;
  const renewed = await hashPassword(password);
  await setPasswordHash(sql, { county, accountId, passwordHash: renewed });
}

/** What the database knows of a token. */
export function hashToken(token: string): string {
  return createHash('sha256').update(token).digest('hex');
}

function hoursBefore(at: Date, hours: number): Date {
  return new Date(at.getTime() - hours * 3_600_000);
}
