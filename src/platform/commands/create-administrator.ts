import { randomUUID } from 'node:crypto';
import { adminText } from '../../text/platform.ts';
import type { PlatformContext } from '../context.ts';
import { addAccount } from '../database/queries/accounts.ts';
import { hashPassword, makePassword } from '../people/password.ts';
import type { CommandResult } from './command-result.ts';
import { openTerminal } from './terminal.ts';

const LOGIN = /^[a-z0-9][a-z0-9.-]{2,39}$/;

type Wish = { login?: string; name?: string };

/** Makes an administrator with a password of ours, shown once. */
export async function createAdministrator(
  { sql, config }: Pick<PlatformContext, 'sql' | 'config'>,
  wish: Wish,
): Promise<CommandResult> {
  const { login, name } = await complete(wish);
  if (!LOGIN.test(login)) return { ok: false, lines: [adminText.badLogin] };
  if (name === '') return { ok: false, lines: [adminText.nameMissing] };
  const password = makePassword();
  const passwordHash = await hashPassword(password);
  const isAdded = await sql.begin((tx) =>
    addAccount(tx, {
      county: config.county,
      accountId: randomUUID(),
      login,
      name,
      passwordHash,
      demo: false,
      roles: [{ role: 'administrator', audience: 'county' }],
    }),
  );
  return isAdded
    ? { ok: true, lines: adminText.created(login, name, password) }
    : { ok: false, lines: [adminText.loginTaken(login)] };
}

/** Asks for what was not given on the command line. */
async function complete(wish: Wish): Promise<Required<Wish>> {
  const { login, name } = wish;
  if (login !== undefined && name !== undefined)
    return { login: login.trim(), name: name.trim() };
  const terminal = openTerminal();
  const { ask } = terminal;
  try {
    return {
      login: (login ?? (await ask(adminText.askLogin))).trim(),
      name: (name ?? (await ask(adminText.askName))).trim(),
    };
  } finally {
    terminal.close();
  }
}
