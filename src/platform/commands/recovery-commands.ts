// The recovery key: into the hands of three custodians, and its one use.
import { adminText } from '../../text/platform.ts';
import type { PlatformContext } from '../context.ts';
import { addDeviceAct } from '../database/queries/vaults.ts';
import { recoverVault } from '../enrolment/recover-vault.ts';
import { loadCountyKeys } from '../keys/county-keys.ts';
import {
  giveIntoCustody,
  isInCustody,
  openRecoveryKeys,
  PAIRS,
  type Pair,
} from '../keys/recovery-key.ts';
import type { CommandResult } from './command-result.ts';
import type { Terminal } from './terminal.ts';

const PASSPHRASE_CHARACTERS = 12;

type Place = { context: PlatformContext; keysDir: string; terminal: Terminal };

const no = (...lines: string[]): CommandResult => ({ ok: false, lines });

/** Makes the recovery key anew, in the custody of three passphrases. */
export async function makeRecoveryKey({
  context,
  keysDir,
  terminal,
}: Place): Promise<CommandResult> {
  if (isInCustody(keysDir)) return no(adminText.alreadyInCustody);
  const phrases: string[] = [];
  for (const custodian of [1, 2, 3]) {
    const phrase = await terminal.ask(adminText.askPassphrase(custodian));
    const text = phrase.normalize('NFKC').trim();
    if (Array.from(text).length < PASSPHRASE_CHARACTERS)
      return no(adminText.passphraseShort(PASSPHRASE_CHARACTERS));
    phrases.push(text);
  }
  const [one = '', two = '', three = ''] = phrases;
  if (new Set(phrases).size < 3) return no(adminText.passphrasesSame);
  await giveIntoCustody(keysDir, [one, two, three]);
  const { county } = context.config;
  const { recovery } = await loadCountyKeys(keysDir, county);
  await addDeviceAct(context.sql, {
    county,
    act: 'recoveryKeyMade',
    deviceId: null,
    clerkId: null,
    detail: { kid: recovery.kid },
    at: context.clock(),
  });
  return { ok: true, lines: [...adminText.recoveryKeyMade] };
}

/** Seals a device's vault keys to a clerk who has enrolled again. */
export async function recover(
  { context, keysDir, terminal }: Place,
  { device, clerk }: { device?: string; clerk?: string },
): Promise<CommandResult> {
  if (device === undefined || clerk === undefined)
    return no(
      ...(device === undefined ? [adminText.missing('device')] : []),
      ...(clerk === undefined ? [adminText.missing('clerk')] : []),
      ...adminText.usage,
    );
  const by = isInCustody(keysDir) ? await askTwo(terminal) : undefined;
  const keys = await openRecoveryKeys(keysDir, by);
  if (keys === undefined) return no(adminText.passphrasesWrong);
  const done = await recoverVault(context, {
    deviceId: device,
    clerkId: clerk,
    keys,
    by: by?.pair ?? 'open',
  });
  if (done.ok)
    return { ok: true, lines: adminText.vaultRecovered(done.vaults) };
  return no(
    done.code === 'noClerk' ? adminText.noClerk(clerk) : adminText.noEscrow,
  );
}

async function askTwo(
  terminal: Terminal,
): Promise<{ pair: Pair; passphrases: [string, string] } | undefined> {
  const which = (await terminal.ask(adminText.askPair)).trim();
  const pair = PAIRS.find((each) => each === which);
  if (pair === undefined) return undefined;
  const [first = '', second = ''] = pair.split('+');
  return {
    pair,
    passphrases: [
      await terminal.ask(adminText.askPassphrase(Number(first))),
      await terminal.ask(adminText.askPassphrase(Number(second))),
    ],
  };
}
