import { writeFileSync } from 'node:fs';
import { resolve } from 'node:path';
import { adminText } from '../../text/platform.ts';
import type { PlatformContext } from '../context.ts';
import { findStation } from '../database/queries/stations.ts';
import { issueTicket } from '../enrolment/issue-ticket.ts';
import type { CommandResult } from './command-result.ts';

type Wish = { station?: string; clerk?: string; name?: string; out?: string };

/** Issues an enrolment ticket as a file, and its 8 digits. */
export async function writeTicket(
  context: PlatformContext,
  { station, clerk, name, out }: Wish,
): Promise<CommandResult> {
  const missing = Object.entries({ station, clerk, name })
    .filter(([, value]) => value === undefined || value.trim() === '')
    .map(([option]) => adminText.missing(option));
  if (station === undefined || clerk === undefined || name === undefined)
    return { ok: false, lines: [...missing, ...adminText.usage] };
  if (missing.length > 0)
    return { ok: false, lines: [...missing, ...adminText.usage] };

  const { county } = context.config;
  const found = await findStation(context.sql, { county, code: station });
  if (found === undefined)
    return { ok: false, lines: [adminText.noStation(station)] };
  const { ticket, shortCode } = await issueTicket(context, {
    stationCode: station,
    clerk: { id: clerk, name },
  });
  // One use, but whoever shows it first is enrolled.
  const file = resolve(out ?? `ticket-${station}-${clerk}.txt`);
  writeFileSync(file, ticket, { mode: 0o600 });
  return {
    ok: true,
    lines: [adminText.ticketWritten(file), adminText.shortCode(shortCode)],
  };
}
