// What applicants have been told by short message, and telling it again.
import { messageText } from '../../text/messages.ts';
import type { PlatformContext } from '../context.ts';
import {
  readMessageState,
  requeueMessages,
} from '../database/queries/messages.ts';
import type { CommandResult } from './command-result.ts';

/** How many wait for the gateway, and how many were given up. */
export async function showMessages({
  sql,
  config,
}: PlatformContext): Promise<CommandResult> {
  const { county, sms } = config;
  const { waiting, refused, unreachable } = await readMessageState(sql, county);
  return {
    ok: true,
    lines: [
      ...(sms === undefined ? [messageText.none] : []),
      messageText.waiting(waiting),
      ...(refused > 0 ? [messageText.refused(refused)] : []),
      ...(unreachable > 0 ? [messageText.unreachable(unreachable)] : []),
      ...(refused + unreachable > 0 ? [messageText.again] : []),
    ],
  };
}

/** What was given up is sent once more. */
export async function resendMessages({
  sql,
  config,
  clock,
}: PlatformContext): Promise<CommandResult> {
  const { county, sms } = config;
  if (sms === undefined) return { ok: false, lines: [messageText.none] };
  const count = await requeueMessages(sql, { county, now: clock() });
  return { ok: true, lines: [messageText.queued(count)] };
}
