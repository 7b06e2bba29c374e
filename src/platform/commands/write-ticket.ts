import { writeFileSync } from 'node:fs';
import { resolve } from 'node:path';
import { UNLOCK_POLICIES } from '../../protocol/enrolment.ts';
import { adminText } from '../../text/platform.ts';
import type { PlatformContext } from '../context.ts';
import { findDevice } from '../database/queries/devices.ts';
import { findStation } from '../database/queries/stations.ts';
import { issueTicket } from '../enrolment/issue-ticket.ts';
import type { CommandResult } from './command-result.ts';
import { missingOptions } from './missing-options.ts';

type Wish = {
  station?: string;
  /** Instead of a station: the device that the clerk is added to. */
  device?: string;
  clerk?: string;
  name?: string;
  role?: string;
  policy?: string;
  out?: string;
};

const wrong = (...lines: string[]): CommandResult => ({
  ok: false,
  lines: [...lines, ...adminText.usage],
});

/** Issues an enrolment ticket as a file, and its 8 digits. */
export async function writeTicket(
  context: PlatformContext,
  wish: Wish,
): Promise<CommandResult> {
  const { station, device, clerk, name, out } = wish;
  const place = device === undefined ? { station } : { device };
  const missing = missingOptions({ ...place, clerk, name });
  if (missing.length > 0 || clerk === undefined || name === undefined)
    return wrong(...missing);
  const { role = 'clerk', policy: asked = 'passphrase' } = wish;
  if (role !== 'clerk' && role !== 'head') return wrong(adminText.badRole);
  const policy = UNLOCK_POLICIES.find((each) => each === asked);
  if (policy === undefined || (policy === 'pin' && !context.config.demo))
    return wrong(adminText.badPolicy);

  const { county } = context.config;
  const problem =
    device === undefined
      ? (await findStation(context.sql, { county, code: station ?? '' })) ===
          undefined && adminText.noStation(station ?? '')
      : (await findDevice(context.sql, { county, deviceId: device })) ===
          undefined && adminText.noDevice(device);
  if (problem !== false) return { ok: false, lines: [problem] };
  const { ticket, shortCode } = await issueTicket(context, {
    ...(device === undefined
      ? { stationCode: station ?? '' }
      : { deviceId: device }),
    clerk: { id: clerk, name },
    role,
    policy,
  });
  // One use, but whoever shows it first is enrolled.
  const file = resolve(out ?? `ticket-${station ?? device}-${clerk}.txt`);
  writeFileSync(file, ticket, { mode: 0o600 });
  return {
    ok: true,
    lines: [adminText.ticketWritten(file), adminText.shortCode(shortCode)],
  };
}
