// `npm run admin -- …`: what is done at the county's own keyboard. Works beside a
// running platform, on its database.
import { userInfo } from 'node:os';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { adminText } from '../../text/platform.ts';
import { appendAudit } from '../audit/append-audit.ts';
import { readConfig } from '../config.ts';
import type { PlatformContext } from '../context.ts';
import { isUuid } from '../is-uuid.ts';
import { adoptOrList } from './adopt-witnesses.ts';
import {
  createAccount,
  disableAccount,
  resetPassword,
  setSecondFactor,
  unbindOidc,
  unlockAccount,
} from './account-commands.ts';
import { checkLog, exportLog, whoSaw } from './audit-commands.ts';
import { backupFinished } from './backup-finished.ts';
import type { CommandResult } from './command-result.ts';
import { createAdministrator } from './create-administrator.ts';
import {
  checkCatalogueFile,
  exportCatalogue,
  publishCatalogueFile,
} from './catalogue-commands.ts';
import { connectBeside } from './connect-beside.ts';
import {
  countPersons,
  revoke,
  showDevices,
  takeOut,
} from './device-commands.ts';
import {
  returnIntake,
  rotateIntake,
  rotateSecretKey,
  showKeys,
} from './key-commands.ts';
import { moveOneCase } from './move-case.ts';
import { makeRecoveryKey, recover } from './recovery-commands.ts';
import { applyRetention } from './retention.ts';
import { serviceUnit } from './service-unit.ts';
import { setPersons } from './set-persons.ts';
import { runHeldAgain, settleOne } from './settle.ts';
import { resendMessages, showMessages } from './message-commands.ts';
import { replayOutbound, showOutbound } from './outbound-commands.ts';
import { openTerminal } from './terminal.ts';
import { withdrawCatalogue } from './withdraw-catalogue.ts';
import { writeTicket } from './write-ticket.ts';

const options = {
  login: { type: 'string' },
  name: { type: 'string' },
  station: { type: 'string' },
  township: { type: 'string' },
  device: { type: 'string' },
  clerk: { type: 'string' },
  role: { type: 'string' },
  policy: { type: 'string' },
  out: { type: 'string' },
  suspend: { type: 'boolean' },
  restore: { type: 'boolean' },
  operation: { type: 'string' },
  apply: { type: 'boolean' },
  refuse: { type: 'boolean' },
  reason: { type: 'string' },
  by: { type: 'string' },
  code: { type: 'string' },
  version: { type: 'string' },
  mode: { type: 'string' },
  case: { type: 'string' },
  through: { type: 'string' },
  'with-clerks': { type: 'boolean' },
  of: { type: 'string' },
  file: { type: 'string' },
  enable: { type: 'boolean' },
  remove: { type: 'boolean' },
  'dry-run': { type: 'boolean' },
  now: { type: 'boolean' },
  from: { type: 'string' },
  refused: { type: 'boolean' },
} as const;

type Values = ReturnType<
  typeof parseArgs<{ options: typeof options; allowPositionals: true }>
>['values'];
type Command = (
  context: PlatformContext,
  values: Values,
  keysDir: string,
) => Promise<CommandResult>;

const commands: Record<string, Command> = {
  'create-administrator': createAdministrator,
  'export-audit': exportLog,
  'check-audit': checkLog,
  'who-saw': whoSaw,
  'create-account': createAccount,
  'reset-password': resetPassword,
  'unlock-account': unlockAccount,
  'disable-account': disableAccount,
  'second-factor': setSecondFactor,
  'unbind-oidc': unbindOidc,
  'set-persons': (context, values) =>
    atTerminal((terminal) => setPersons({ context, terminal }, values)),
  'issue-ticket': writeTicket,
  devices: showDevices,
  'revoke-device': revoke,
  'remove-clerk': takeOut,
  'persons-on-device': countPersons,
  'settle-held': settleOne,
  'run-held': runHeldAgain,
  'withdraw-catalogue': withdrawCatalogue,
  'export-catalogue': exportCatalogue,
  'check-catalogue': checkCatalogueFile,
  'publish-catalogue': publishCatalogueFile,
  'adopt-witnesses': adoptOrList,
  'move-case': moveOneCase,
  'backup-finished': backupFinished,
  retention: applyRetention,
  outbound: showOutbound,
  'replay-outbound': replayOutbound,
  messages: showMessages,
  'resend-messages': resendMessages,
  keys: showKeys,
  'rotate-intake-key': (context, _values, keysDir) =>
    rotateIntake(context, keysDir),
  'return-intake-key': returnIntake,
  'rotate-column-key': (context, _values, keysDir) =>
    rotateSecretKey(context, 'column', keysDir),
  'rotate-material-key': (context, _values, keysDir) =>
    rotateSecretKey(context, 'material', keysDir),
  'make-recovery-key': (context, _values, keysDir) =>
    atTerminal((terminal) => makeRecoveryKey({ context, keysDir, terminal })),
  'recover-vault': (context, values, keysDir) =>
    atTerminal((terminal) => recover({ context, keysDir, terminal }, values)),
};

/** They look, or are written down as something else. */
const UNNOTED = [
  'check-audit',
  'export-audit',
  'devices',
  'keys',
  'outbound',
  'messages',
  'export-catalogue',
  'check-catalogue',
];
/** A person, free text, a path of this machine. */
const UNSAID = ['name', 'reason', 'out', 'file'];

/** Who sits there is known by the machine's account alone, and by what he says. */
async function noteCommand(
  context: PlatformContext,
  command: string,
  values: Values,
): Promise<void> {
  if (UNNOTED.includes(command)) return;
  const said = Object.fromEntries(
    Object.entries(values).filter(([option]) => !UNSAID.includes(option)),
  );
  const { case: caseId = '' } = values;
  await appendAudit(context, {
    accountId: null,
    act: 'command',
    caseId: isUuid(caseId) ? caseId.toLowerCase() : null,
    detail: { command, machineAccount: userInfo().username, ...said },
  });
}

async function atTerminal(
  task: (terminal: ReturnType<typeof openTerminal>) => Promise<CommandResult>,
): Promise<CommandResult> {
  const terminal = openTerminal();
  try {
    return await task(terminal);
  } finally {
    terminal.close();
  }
}

async function run(): Promise<CommandResult> {
  const { name, values } = readArguments();
  // Before there is a platform.
  if (name === 'service-unit') {
    const config = readConfig(process.env);
    return config.ok
      ? serviceUnit(config.value.dataDir)
      : { ok: false, lines: config.problems };
  }
  const command = name === undefined ? undefined : commands[name];
  if (command === undefined)
    return {
      ok: false,
      lines: [
        ...(name === undefined ? [] : [adminText.unknownCommand(name)]),
        ...adminText.usage,
      ],
    };
  const config = readConfig(process.env);
  if (!config.ok) return { ok: false, lines: config.problems };
  const { dataDir } = config.value;
  const beside = await connectBeside(config.value);
  if (!beside.ok) return { ok: false, lines: [adminText.noPlatform(dataDir)] };
  try {
    const done = await command(beside.value, values, join(dataDir, 'keys'));
    if (done.ok) await noteCommand(beside.value, name ?? '', values);
    return done;
  } finally {
    await beside.close();
  }
}

function readArguments(): { name: string | undefined; values: Values } {
  try {
    const { positionals, values } = parseArgs({
      options,
      allowPositionals: true,
    });
    return { name: positionals[0], values };
  } catch {
    return { name: undefined, values: {} };
  }
}

const { ok, lines } = await run().catch((error: unknown): CommandResult => {
  const reason = error instanceof Error ? error.message : String(error);
  return { ok: false, lines: [adminText.failed(reason)] };
});
for (const line of lines) (ok ? console.log : console.error)(line);
process.exitCode = ok ? 0 : 1;
