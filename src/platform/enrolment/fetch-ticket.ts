import { isIPv6 } from 'node:net';
import type { Outcome } from '../../protocol/error-code.ts';
import type { PlatformContext } from '../context.ts';
import { findTicketByCode } from '../database/queries/tickets.ts';
import { makeMac } from '../keys/mac.ts';
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
    {
      subject: `ticket:${makeMac(keys, 'address', [networkOf(address)])}`,
      tries: TRIES_AN_HOUR,
      windowS: 3600,
    },
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

/**
 * Whom tries are counted for: an IPv4 address, or the 64 bits of an IPv6 one that
 * name a network, since whoever has one of its addresses has them all.
 */
function networkOf(address: string): string {
  const mapped = /^::ffff:(\d+(?:\.\d+){3})$/i.exec(address)?.[1];
  if (mapped !== undefined) return mapped;
  const [plain = ''] = address.split('%');
  if (!isIPv6(plain)) return address;
  const [head = '', tail] = plain.split('::');
  const groups = head === '' ? [] : head.split(':');
  const rest = tail === undefined || tail === '' ? [] : tail.split(':');
  // An address that ends in dotted decimals is one group shorter than it looks.
  const length = plain.includes('.') ? 7 : 8;
  if (tail !== undefined)
    while (groups.length + rest.length < length) groups.push('0');
  return [...groups, ...rest]
    .slice(0, 4)
    .map((group) => Number.parseInt(group, 16).toString(16))
    .join(':');
}
