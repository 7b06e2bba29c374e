// Accounts of the staff, at the county's own keyboard.
import { randomUUID } from 'node:crypto';
import { unreachable } from '../../domain/unreachable.ts';
import { STAFF_ROLES, type StaffRole } from '../../protocol/review.ts';
import { adminText } from '../../text/platform.ts';
import { findCurrentCatalogue } from '../catalogue/pinned-catalogue.ts';
import type { PlatformContext } from '../context.ts';
import {
  addAccount,
  findAccount,
  setDisabled,
  setPasswordHash,
  setTotpSecret,
  unbindSubject,
  type AccountRow,
} from '../database/queries/accounts.ts';
import { removeSessionsOf } from '../database/queries/sessions.ts';
import { findStation, findTownName } from '../database/queries/stations.ts';
import { hashPassword, makePassword } from '../people/password.ts';
import { unlockLogin } from '../people/sign-in-limits.ts';
import { sealTotpSecret } from '../people/totp-secret.ts';
import { makeTotpSecret, toBase32, totpAddress } from '../people/totp.ts';
import type { CommandResult } from './command-result.ts';
import { missingOptions } from './missing-options.ts';

const LOGIN = /^[a-z0-9][a-z0-9.-]{2,39}$/;

type Wish = {
  login?: string;
  name?: string;
  role?: string;
  of?: string;
  enable?: boolean;
  remove?: boolean;
};

const no = (...lines: string[]): CommandResult => ({ ok: false, lines });

/** An account of any role, with a password of ours, shown once. */
export async function createAccount(
  context: PlatformContext,
  { login = '', name = '', role = '', of = '' }: Wish,
): Promise<CommandResult> {
  const missing = missingOptions({ login, name, role });
  if (missing.length > 0) return no(...missing);
  if (!LOGIN.test(login)) return no(adminText.badLogin);
  const known = STAFF_ROLES.find((each) => each === role);
  if (known === undefined) return no(adminText.badStaffRole);
  const audience = await findAudience(context, known, of);
  if (audience === undefined) return no(adminText.badAudience[kindOf(known)]);
  const password = makePassword();
  const passwordHash = await hashPassword(password);
  const isAdded = await context.sql.begin((tx) =>
    addAccount(tx, {
      county: context.config.county,
      accountId: randomUUID(),
      login,
      name: name.trim(),
      passwordHash,
      demo: false,
      roles: [{ role: known, audience }],
    }),
  );
  return isAdded
    ? { ok: true, lines: adminText.accountCreated(login, password) }
    : no(adminText.loginTaken(login));
}

/** A new password, shown once; whoever was signed in is out. */
export async function resetPassword(
  context: PlatformContext,
  wish: Wish,
): Promise<CommandResult> {
  return await withAccount(context, wish, async ({ accountId, login }) => {
    const { sql, config } = context;
    const { county } = config;
    const password = makePassword();
    const passwordHash = await hashPassword(password);
    await sql.begin(async (tx) => {
      await setPasswordHash(tx, { county, accountId, passwordHash });
      await removeSessionsOf(tx, { county, accountId });
    });
    await unlockLogin(context, login);
    return adminText.passwordReset(login, password);
  });
}

/** Ends the waiting after wrong passwords. */
export async function unlockAccount(
  context: PlatformContext,
  wish: Wish,
): Promise<CommandResult> {
  return await withAccount(context, wish, async ({ login }) => {
    await unlockLogin(context, login);
    return [adminText.accountUnlocked(login)];
  });
}

/** Shuts an account out at once, or lets it in again. */
export async function disableAccount(
  { sql, config, clock }: PlatformContext,
  { login = '', enable = false }: Wish,
): Promise<CommandResult> {
  const missing = missingOptions({ login });
  if (missing.length > 0) return no(...missing);
  const at = enable ? null : clock();
  const isDone = await setDisabled(sql, { county: config.county, login, at });
  if (!isDone) return no(adminText.noAccount(login));
  return {
    ok: true,
    lines: [adminText.accountIs[enable ? 'enabled' : 'disabled'](login)],
  };
}

/** Gives an account a second factor, shown once, or takes it away. */
export async function setSecondFactor(
  context: PlatformContext,
  wish: Wish,
): Promise<CommandResult> {
  return await withAccount(context, wish, async ({ accountId, login }) => {
    const { sql, config } = context;
    const { county } = config;
    if (wish.remove === true) {
      await setTotpSecret(sql, { county, accountId, totpSecret: null });
      return [adminText.secondFactorRemoved(login)];
    }
    const secret = makeTotpSecret();
    const totpSecret = sealTotpSecret(context, accountId, secret);
    await sql.begin(async (tx) => {
      await setTotpSecret(tx, { county, accountId, totpSecret });
      await removeSessionsOf(tx, { county, accountId });
    });
    return adminText.secondFactor(
      toBase32(secret),
      totpAddress(secret, { issuer: adminText.issuer, login }),
    );
  });
}

/** Forgets whom the provider means by it; whoever was signed in is out. */
export async function unbindOidc(
  context: PlatformContext,
  wish: Wish,
): Promise<CommandResult> {
  return await withAccount(context, wish, async ({ accountId, login }) => {
    const { county } = context.config;
    await context.sql.begin(async (tx) => {
      await unbindSubject(tx, { county, accountId });
      await removeSessionsOf(tx, { county, accountId });
    });
    return [adminText.oidcUnbound(login)];
  });
}

async function withAccount(
  { sql, config }: PlatformContext,
  { login = '' }: Wish,
  act: (account: AccountRow) => Promise<string[]>,
): Promise<CommandResult> {
  const missing = missingOptions({ login });
  if (missing.length > 0) return no(...missing);
  const { county, demo } = config;
  const account = await findAccount(sql, { county, demo, login });
  return account === undefined
    ? no(adminText.noAccount(login))
    : { ok: true, lines: await act(account) };
}

type Kind = 'station' | 'township' | 'department' | 'window' | 'county';

/** Where each role works. */
function kindOf(role: StaffRole): Kind {
  const kinds: Record<StaffRole, Kind> = {
    clerk: 'station',
    head: 'station',
    reviewer: 'township',
    handler: 'department',
    window: 'window',
    administrator: 'county',
    auditor: 'county',
  };
  return kinds[role];
}

/** undefined: there is no such place. */
async function findAudience(
  context: PlatformContext,
  role: StaffRole,
  of: string,
): Promise<string | undefined> {
  const { sql, config } = context;
  const { county } = config;
  const kind = kindOf(role);
  const isThere = async (): Promise<boolean> => {
    switch (kind) {
      case 'county':
        return of === '';
      case 'township':
        return (await findTownName(sql, county, of)) !== null;
      case 'department': {
        const current = await findCurrentCatalogue(context);
        return (current?.catalogue.departments ?? []).some(
          ({ id }) => id === of,
        );
      }
      case 'station':
      case 'window':
        return (await findStation(sql, { county, code: of })) !== undefined;
      default:
        return unreachable(kind);
    }
  };
  if (!(await isThere())) return undefined;
  return kind === 'county' ? 'county' : `${kind}:${of}`;
}
