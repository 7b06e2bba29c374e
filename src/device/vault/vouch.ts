import { CompactSign } from 'jose';
import type { Ticket } from '../../protocol/enrolment.ts';
import type { Outcome } from '../../protocol/error-code.ts';
import { TICKET_TYP } from '../../protocol/keys.ts';
import { SIGN_ALG } from '../../protocol/sealed-operation.ts';
import { toUtf8 } from '../bytes.ts';
import { read } from '../database/write.ts';
import { getDeviceId, type OpenContext } from '../device-context.ts';
import { done, failed } from '../outcome.ts';
import { getTicket } from './enrolled.ts';

/** A vouched clerk's ticket is used at once; the county ends his key itself. */
const TICKET_S = 14 * 86_400;

/**
 * The unlocked head of the station vouches for a clerk on this device: a ticket
 * by the head's author key. The county confirms it at the next contact, for 30
 * days.
 */
export async function vouch(
  { store, ports, unlocked }: OpenContext,
  name: string,
): Promise<Outcome<string>> {
  const { ticket, deviceId, clerk } = {
    ticket: await getTicket(store),
    deviceId: await getDeviceId(store),
    clerk: await read(store, (db) => db.clerks.get(unlocked.clerk.id)),
  };
  if (clerk === undefined || clerk.isVouched === true)
    return failed('forbidden');
  if ((clerk.role ?? ticket.role) !== 'head') return failed('forbidden');
  const seconds = Math.floor(ports.clock.wallMs() / 1000);
  const claims: Ticket = {
    ...ticket,
    jti: ports.newId(),
    clerk: { id: `vouched-${ports.newId()}`, name: name.trim() },
    deviceId,
    role: 'clerk',
    policy: clerk.policy as Ticket['policy'],
    iat: seconds,
    exp: seconds + TICKET_S,
  };
  const jws = await new CompactSign(toUtf8(JSON.stringify(claims)))
    .setProtectedHeader({
      alg: SIGN_ALG,
      typ: TICKET_TYP,
      kid: unlocked.author.kid,
    })
    .sign(unlocked.author.key);
  return done(jws);
}
