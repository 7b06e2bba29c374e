import type { Outcome } from '../../protocol/error-code.ts';
import type { PlatformContext } from '../context.ts';
import { findTicketByCode } from '../database/queries/tickets.ts';
import { makeMac } from '../keys/mac.ts';
import { networkOf } from '../network-of.ts';
import { limitedAttempt } from './limited-attempt.ts';

const TRIES_AN_HOUR = 5;

/**
 * The signed ticket that 8 digits stand for. Wrong codes are counted by network
 * address, of which only a keyed hash is kept.
 */
export async function fetchTicket(
  context: PlatformContext,
  { code, address }: { code: string; address: string },
): Promise<Outcome<string, 'notFound' | 'tooManyRequests'>> {
  const { config, keys, clock } = context;
  const attempt = await limitedAttempt(
    context,
    [
      {
        subject: `ticket:${makeMac(keys, 'address', [networkOf(address)])}`,
        tries: TRIES_AN_HOUR,
        windowS: 3600,
      },
    ],
    async ({ tx }) =>
      await findTicketByCode(tx, {
        county: config.county,
        shortCodeMac: makeMac(keys, 'ticketCode', [code]),
        now: clock(),
      }),
  );
  if (attempt.ok) return attempt;
  return {
    ok: false,
    code: attempt.code === 'tooMany' ? 'tooManyRequests' : 'notFound',
  };
}
