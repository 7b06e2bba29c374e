// `npm run restore -- --from FOLDER`: into an empty data folder, before a start.
import { parseArgs } from 'node:util';
import { backupText } from '../../text/backup.ts';
import { restoreBackup } from '../backup/restore-backup.ts';
import { readConfig } from '../config.ts';
import type { CommandResult } from './command-result.ts';
import { explainFault } from './explain-fault.ts';

async function run(): Promise<CommandResult> {
  const wish = readArguments();
  if (wish?.from === undefined)
    return { ok: false, lines: [...backupText.usageOfRestore] };
  const config = readConfig(process.env);
  if (!config.ok) return { ok: false, lines: config.problems };
  const { dataDir, databaseUrl } = config.value;
  const { description, ...begun } = await restoreBackup({
    ...config.value,
    from: wish.from,
    ...(wish.keys === undefined ? {} : { keys: wish.keys }),
    say: console.log,
  });
  const { through } = description;
  return {
    ok: true,
    lines: [
      ...backupText.restored(dataDir, { through, ...begun }),
      ...(databaseUrl === undefined ? [] : [backupText.restoredExternal]),
    ],
  };
}

function readArguments() {
  try {
    return parseArgs({
      options: { from: { type: 'string' }, keys: { type: 'string' } },
    }).values;
  } catch {
    return undefined;
  }
}

const { ok, lines } = await run().catch((error: unknown): CommandResult => ({
  ok: false,
  lines: [explainFault(error, backupText.failedRestore)],
}));
for (const line of lines) (ok ? console.log : console.error)(line);
process.exitCode = ok ? 0 : 1;
