// `npm run admin -- …`: what is done at the county's own keyboard. Works beside a
// running platform, on its database.
import { parseArgs } from 'node:util';
import { adminText } from '../../text/platform.ts';
import { readConfig } from '../config.ts';
import type { CommandResult } from './command-result.ts';
import { createAdministrator } from './create-administrator.ts';
import { connectBeside } from './connect-beside.ts';
import { writeTicket } from './write-ticket.ts';

const options = {
  login: { type: 'string' },
  name: { type: 'string' },
  station: { type: 'string' },
  clerk: { type: 'string' },
  out: { type: 'string' },
} as const;

async function run(): Promise<CommandResult> {
  const { command, values } = readArguments();
  if (command !== 'create-administrator' && command !== 'issue-ticket')
    return {
      ok: false,
      lines: [
        ...(command === undefined ? [] : [adminText.unknownCommand(command)]),
        ...adminText.usage,
      ],
    };
  const config = readConfig(process.env);
  if (!config.ok) return { ok: false, lines: config.problems };
  const beside = await connectBeside(config.value);
  if (!beside.ok)
    return { ok: false, lines: [adminText.noPlatform(config.value.dataDir)] };
  try {
    return command === 'create-administrator'
      ? await createAdministrator(beside.value, values)
      : await writeTicket(beside.value, values);
  } finally {
    await beside.close();
  }
}

function readArguments(): {
  command: string | undefined;
  values: Partial<Record<keyof typeof options, string>>;
} {
  try {
    const { positionals, values } = parseArgs({
      options,
      allowPositionals: true,
    });
    return { command: positionals[0], values };
  } catch {
    return { command: undefined, values: {} };
  }
}

const { ok, lines } = await run().catch((error: unknown): CommandResult => {
  const reason = error instanceof Error ? error.message : String(error);
  return { ok: false, lines: [adminText.failed(reason)] };
});
for (const line of lines) (ok ? console.log : console.error)(line);
process.exitCode = ok ? 0 : 1;
