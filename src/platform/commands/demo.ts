// `npm run demo [-- --json]`: asks the platform that runs at PORT on this machine
// for its demo accounts and fresh enrolment tickets.
import * as v from 'valibot';
import { demoSchema, type Demo } from '../../protocol/demo.ts';
import { demoCommandText, startText } from '../../text/platform.ts';
import { readConfig } from '../config.ts';

type Answer = { ok: true; value: Demo } | { ok: false; reason: string };

const TIMEOUT_MS = 10_000;

async function ask(address: string): Promise<Answer> {
  let response: Response;
  try {
    response = await fetch(`${address}/api/v1/demo`, {
      signal: AbortSignal.timeout(TIMEOUT_MS),
    });
  } catch {
    return { ok: false, reason: demoCommandText.nothingThere(address) };
  }
  if (response.status === 404)
    return { ok: false, reason: demoCommandText.notDemo(address) };
  const body: unknown = await response.json().catch(() => undefined);
  const parsed = v.safeParse(demoSchema, body);
  return response.ok && parsed.success
    ? { ok: true, value: parsed.output }
    : { ok: false, reason: demoCommandText.strange(address) };
}

function list({ address, accounts, villages }: Demo): string[] {
  return [
    demoCommandText.address(address),
    demoCommandText.accounts,
    ...accounts.map(startText.account),
    demoCommandText.villages,
    ...villages.map(({ name, code, shortCode }) =>
      demoCommandText.village(name, code, shortCode),
    ),
  ];
}

const config = readConfig(process.env);
const answer: Answer = config.ok
  ? await ask(`http://127.0.0.1:${config.value.port}`)
  : { ok: false, reason: config.problems.join('\n') };
if (!answer.ok) {
  // Only the object itself goes to the output that a script reads.
  console.error(answer.reason);
  process.exitCode = 1;
} else if (process.argv.includes('--json')) {
  console.log(JSON.stringify(answer.value));
} else {
  console.log(list(answer.value).join('\n'));
}
