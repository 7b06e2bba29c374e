import { randomInt, randomUUID } from 'node:crypto';
import { CompactSign } from 'jose';
import type { Ticket, UnlockPolicy } from '../../protocol/enrolment.ts';
import { TICKET_TYP } from '../../protocol/keys.ts';
import { SIGN_ALG } from '../../protocol/sealed-operation.ts';
import type { PlatformContext } from '../context.ts';
import type { Database } from '../database/connect.ts';
import { findDevice } from '../database/queries/devices.ts';
import { findStation, takeDeviceNumber } from '../database/queries/stations.ts';
import { addTicket } from '../database/queries/tickets.ts';
import { transact } from '../database/transaction.ts';
import { makeMac } from '../keys/mac.ts';
import { DAY_MS } from '../../domain/calendar/day-ms.ts';

const TICKET_DAYS = 14;
/** Of 10^8 codes few are in use; the second try nearly never comes. */
const CODE_TRIES = 5;

/** Where a new device will stand, or the device that the clerk is added to. */
type Wish = ({ stationCode: string } | { deviceId: string }) & {
  /** `id` is the clerk's account; who takes a case in may never review it. */
  clerk: { id: string; name: string };
  role?: Ticket['role'];
  /** `pin` alone protects nothing and is for the demo. */
  policy?: UnlockPolicy;
  /** Account of the head who vouches for him at the console; null: nobody does. */
  voucherId?: string | null;
};

/**
 * Issues a one-use enrolment ticket (14 days) and 8 digits that fetch it (24
 * hours): with the station's next device number, or for a further clerk of a
 * device.
 * @throws when station or device is unknown, the station has had its 899 devices,
 * or the policy is the demo's and this is none.
 */
export async function issueTicket(
  { sql, config, keys, clock }: PlatformContext,
  {
    clerk,
    role = 'clerk',
    policy = 'passphrase',
    voucherId = null,
    ...whom
  }: Wish,
): Promise<{ ticket: string; shortCode: string }> {
  const { county, demo } = config;
  if (policy === 'pin' && !demo)
    throw new Error('the policy pin is for the demo');
  return await transact(sql, async ({ tx }) => {
    const { stationCode, deviceNumber, deviceId } =
      'deviceId' in whom
        ? await placeOf(tx, county, whom.deviceId)
        : await newPlace(tx, county, whom.stationCode);
    const station = await findStation(tx, { county, code: stationCode });
    if (station === undefined) throw new Error(`no station ${stationCode}`);

    const issuedAt = clock();
    const expiresAt = new Date(issuedAt.getTime() + TICKET_DAYS * DAY_MS);
    const claims: Ticket = {
      jti: randomUUID(),
      county,
      station,
      deviceNumber,
      clerk,
      ...(deviceId === null ? {} : { deviceId }),
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
        deviceId,
        voucherId,
      });
      if (isAdded) return { ticket, shortCode };
    }
    throw new Error('no free short code');
  });
}

type Place = {
  stationCode: string;
  deviceNumber: number;
  deviceId: string | null;
};

async function newPlace(
  tx: Database,
  county: string,
  stationCode: string,
): Promise<Place> {
  const number = await takeDeviceNumber(tx, { county, code: stationCode });
  if (number === undefined) throw new Error(`no station ${stationCode}`);
  if (number > 899)
    throw new Error(`station ${stationCode} has no device number left`);
  return { stationCode, deviceNumber: number, deviceId: null };
}

async function placeOf(
  tx: Database,
  county: string,
  deviceId: string,
): Promise<Place> {
  const device = await findDevice(tx, { county, deviceId });
  if (device === undefined) throw new Error(`no device ${deviceId}`);
  const { stationCode, deviceNumber } = device;
  return { stationCode, deviceNumber, deviceId };
}
