import { randomInt, randomUUID } from 'node:crypto';
import { CompactSign } from 'jose';
import type { Ticket, UnlockPolicy } from '../../protocol/enrolment.ts';
import { TICKET_TYP } from '../../protocol/keys.ts';
import { SIGN_ALG } from '../../protocol/sealed-operation.ts';
import type { PlatformContext } from '../context.ts';
import { findStation, takeDeviceNumber } from '../database/queries/stations.ts';
import { addTicket } from '../database/queries/tickets.ts';
import { transact } from '../database/transaction.ts';
import { makeMac } from '../keys/mac.ts';

const DAY_MS = 24 * 3600 * 1000;
const TICKET_DAYS = 14;
/** Of 10^8 codes few are in use; the second try nearly never comes. */
const CODE_TRIES = 5;

type Wish = {
  stationCode: string;
  /** `id` is the clerk's account; who takes a case in may never review it. */
  clerk: { id: string; name: string };
  role?: Ticket['role'];
  /** `pin` alone protects nothing and is for the demo. */
  policy?: UnlockPolicy;
};

/**
 * Issues a one-use enrolment ticket (14 days) with the station's next device
 * number, and 8 digits that fetch it (24 hours).
 * @throws when the station is unknown or has had its 899 devices.
 */
export async function issueTicket(
  { sql, config, keys, clock }: PlatformContext,
  { stationCode, clerk, role = 'clerk', policy = 'pin' }: Wish,
): Promise<{ ticket: string; shortCode: string }> {
  const { county } = config;
  return await transact(sql, async ({ tx }) => {
    const station = await findStation(tx, { county, code: stationCode });
    const deviceNumber = await takeDeviceNumber(tx, {
      county,
      code: stationCode,
    });
    if (station === undefined || deviceNumber === undefined)
      throw new Error(`no station ${stationCode}`);
    if (deviceNumber > 899)
      throw new Error(`station ${stationCode} has no device number left`);

    const issuedAt = clock();
    const expiresAt = new Date(issuedAt.getTime() + TICKET_DAYS * DAY_MS);
    const claims: Ticket = {
      jti: randomUUID(),
      county,
      station,
      deviceNumber,
      clerk,
      role,
      policy,
      rootThumbprint: keys.root.kid,
      intakeKid: keys.intake[0].kid,
      demo: config.demo,
      iat: Math.floor(issuedAt.getTime() / 1000),
      exp: Math.floor(expiresAt.getTime() / 1000),
    };
    const ticket = await new CompactSign(
      new TextEncoder().encode(JSON.stringify(claims)),
    )
      .setProtectedHeader({
        alg: SIGN_ALG,
        typ: TICKET_TYP,
        kid: keys.ticket.kid,
      })
      .sign(keys.ticket.privateKey);

    for (let i = 0; i < CODE_TRIES; i += 1) {
      const shortCode = String(randomInt(10 ** 8)).padStart(8, '0');
      const isAdded = await addTicket(tx, {
        county,
        ticketId: claims.jti,
        stationCode,
        deviceNumber,
        clerkId: clerk.id,
        clerkName: clerk.name,
        signed: ticket,
        shortCodeMac: makeMac(keys, 'ticketCode', [shortCode]),
        shortCodeExpiresAt: new Date(issuedAt.getTime() + DAY_MS),
        issuedAt,
        expiresAt,
      });
      if (isAdded) return { ticket, shortCode };
    }
    throw new Error('no free short code');
  });
}
