import { checkIdNumber } from '../../domain/rules/checks/id-number.ts';
import { stripSeparators } from '../../domain/rules/normal-form.ts';
import { adminText } from '../../text/platform.ts';
import type { PlatformContext } from '../context.ts';
import { replaceAccountPersons } from '../database/queries/account-persons.ts';
import { findAccount } from '../database/queries/accounts.ts';
import { personMac } from '../people/person-mac.ts';
import type { CommandResult } from './command-result.ts';
import { missingOptions } from './missing-options.ts';
import type { Terminal } from './terminal.ts';

const no = (...lines: string[]): CommandResult => ({ ok: false, lines });

/**
 * Says who an account's person is and who lives with him, by identity numbers that are
 * asked for here: an option would stay in the shell's history. What was known is
 * replaced.
 */
export async function setPersons(
  { context, terminal }: { context: PlatformContext; terminal: Terminal },
  { login = '', remove = false }: { login?: string; remove?: boolean },
): Promise<CommandResult> {
  const missing = missingOptions({ login });
  if (missing.length > 0) return no(...missing);
  const { sql, config, keys } = context;
  const { county, demo } = config;
  const account = await findAccount(sql, { county, demo, login });
  if (account === undefined) return no(adminText.noAccount(login));
  const { accountId } = account;
  const numbers = remove ? [] : await askNumbers(terminal);
  const at = numbers.findIndex((number) => !checkIdNumber(number).ok);
  if (at !== -1) return no(adminText.badPerson(at + 1));
  if (!remove && numbers.length === 0) return no(adminText.noPerson);
  const macs = numbers.map((number) => personMac(keys, number));
  await sql.begin((tx) =>
    replaceAccountPersons(tx, { county, accountId, macs }),
  );
  return { ok: true, lines: [adminText.personsSet(login, macs.length)] };
}

/** His own first, then his household's, to the first empty line. */
async function askNumbers(terminal: Terminal): Promise<string[]> {
  const numbers: string[] = [];
  for (;;) {
    const question =
      numbers.length === 0 ? adminText.askPerson : adminText.askHousehold;
    const number = stripSeparators(await terminal.ask(question)).toUpperCase();
    if (number === '') return numbers;
    numbers.push(number);
  }
}
