// `npm run backup -- --to FOLDER`: beside the running platform, on its database.
import { userInfo } from 'node:os';
import { parseArgs } from 'node:util';
import { backupText } from '../../text/backup.ts';
import { adminText } from '../../text/platform.ts';
import { appendAudit } from '../audit/append-audit.ts';
import { describeBackup, makeBackup } from '../backup/make-backup.ts';
import { readConfig } from '../config.ts';
import { connect, disconnect } from '../database/connect.ts';
import { backupFinished } from './backup-finished.ts';
import type { CommandResult } from './command-result.ts';
import { connectBeside } from './connect-beside.ts';
import { explainFault } from './explain-fault.ts';

async function run(): Promise<CommandResult> {
  const wish = readArguments();
  if (wish?.to === undefined)
    return { ok: false, lines: [...backupText.usage] };
  const config = readConfig(process.env);
  if (!config.ok) return { ok: false, lines: config.problems };
  const { dataDir } = config.value;
  const beside = await connectBeside(config.value);
  if (!beside.ok) return { ok: false, lines: [adminText.noPlatform(dataDir)] };
  const context = beside.value;
  const session = connect(beside.target, { max: 1, max_lifetime: null });
  try {
    const backup = await makeBackup(context, session, {
      ...config.value,
      to: wish.to,
      withKeys: wish['with-keys'] === true,
      say: console.log,
    });
    const { through, database, keys } = backup.description;
    await appendAudit(context, {
      accountId: null,
      act: 'command',
      caseId: null,
      detail: {
        command: 'backup',
        machineAccount: userInfo().username,
        withKeys: keys.areIn,
      },
    });
    const lines = describeBackup(backup);
    if (database === null)
      return { ok: true, lines: [...lines, ...backupText.external] };
    const marked = await backupFinished(context, { through });
    if (!marked.ok) return marked;
    return { ok: true, lines: [...lines, backupText.marked] };
  } finally {
    await disconnect(session);
    await beside.close();
  }
}

function readArguments() {
  try {
    return parseArgs({
      options: {
        to: { type: 'string' },
        'with-keys': { type: 'boolean' },
      },
    }).values;
  } catch {
    return undefined;
  }
}

const { ok, lines } = await run().catch((error: unknown): CommandResult => ({
  ok: false,
  lines: [explainFault(error, backupText.failed)],
}));
for (const line of lines) (ok ? console.log : console.error)(line);
process.exitCode = ok ? 0 : 1;
