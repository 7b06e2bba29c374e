// What the holder of a receipt learns. Every answer has the same fields, and none
// ever says a reason or what is on a paper.
import { handlingStatus } from '../../domain/cases/display-status.ts';
import type { EventKind } from '../../domain/cases/event.ts';
import { readReceiptNumber } from '../../domain/cases/receipt-number.ts';
import { findMatterByCode } from '../../domain/catalogue/get-matter.ts';
import { maskName } from '../../domain/rules/mask.ts';
import type { Outcome } from '../../protocol/error-code.ts';
import { RECEIPT_TYP } from '../../protocol/keys.ts';
import {
  receiptClaimsSchema,
  type ReceiptClaims,
  type ReceiptStatusAnswer,
  type ReceiptStatusRequest,
} from '../../protocol/receipts.ts';
import {
  findCatalogue,
  findCurrentCatalogue,
} from '../catalogue/pinned-catalogue.ts';
import { deadlinesOf } from '../clocks/deadlines-of.ts';
import type { PlatformContext } from '../context.ts';
import { findAuthorKey } from '../database/queries/author-keys.ts';
import { findDevice } from '../database/queries/devices.ts';
import { readEvents } from '../database/queries/events.ts';
import {
  findCaseByCode,
  findCaseByNumber,
  findJoinedTo,
  isKeptOf,
  isSubmitOf,
  type ReceiptCase,
} from '../database/queries/receipts.ts';
import { addShownReceipt } from '../database/queries/shown-receipts.ts';
import { stationPlace } from '../../text/station-place.ts';
import { findStation } from '../database/queries/stations.ts';
import { limitedAttempt } from '../enrolment/limited-attempt.ts';
import { queryCodeMac } from '../intake/apply-submit.ts';
import { makeMac } from '../keys/mac.ts';
import { readKid, verifyJws } from '../keys/verify-jws.ts';
import { networkOf } from '../network-of.ts';

const TRIES_A_DAY = 5;
/**
 * Of all networks together, at one number: a code has 31^6 forms. So nobody who asks
 * from one place can use up the tries of the number's holder.
 */
const ALL_TRIES_A_DAY = 100;
const DAY_S = 24 * 3600;

const NOT_GENUINE: ReceiptStatusAnswer = {
  genuine: false,
  arrived: false,
  number: null,
  matterName: null,
  stationName: null,
  intakeAt: null,
  status: null,
};

/** Steps on the way of a case; what else is recorded is not the holder's. */
const STEPS = new Set<EventKind>([
  'received',
  'correctionRequested',
  'correctionAnswered',
  'accepted',
  'notAcceptable',
  'acceptanceRefused',
  'departmentStarted',
  'specialStarted',
  'specialEnded',
  'concludedApproved',
  'concludedWithDeficiency',
  'concludedRejected',
  'withdrawn',
  'recalled',
  'revoked',
  'delivered',
  'dispatched',
  'extended',
  'posted',
  'correctionLapsed',
  'withdrawalRequested',
  'withdrawalRefused',
  'joined',
]);

/**
 * By the signed receipt of the QR code, also before the case has arrived; or by
 * what is typed from the paper, five wrong tries a day for each number and network.
 * `address`: the network address that asks; of it a keyed hash is kept.
 */
export async function readReceiptStatus(
  context: PlatformContext,
  request: ReceiptStatusRequest,
  address: string,
): Promise<Outcome<ReceiptStatusAnswer, 'tooManyRequests'>> {
  if ('receipt' in request)
    return { ok: true, value: await byReceipt(context, request.receipt) };
  const { last9, queryCode } = request;
  const attempt = await limitedAttempt(
    context,
    [
      {
        subject: `receipt:${last9}:${makeMac(context.keys, 'address', [networkOf(address)])}`,
        tries: TRIES_A_DAY,
        windowS: DAY_S,
      },
      {
        subject: `receipt:${last9}`,
        tries: ALL_TRIES_A_DAY,
        windowS: DAY_S,
      },
    ],
    async ({ tx }) =>
      await findCaseByCode(tx, {
        county: context.config.county,
        last9,
        queryCodeMac: queryCodeMac(context, { number: last9, queryCode }),
      }),
  );
  if (attempt.ok)
    return { ok: true, value: await describeCase(context, attempt.value) };
  return attempt.code === 'tooMany'
    ? { ok: false, code: 'tooManyRequests' }
    : { ok: true, value: NOT_GENUINE };
}

async function byReceipt(
  context: PlatformContext,
  receipt: string,
): Promise<ReceiptStatusAnswer> {
  const { sql, config } = context;
  const { county } = config;
  const claims = await verifyReceipt(context, receipt);
  if (claims === undefined) return NOT_GENUINE;
  const { number, operationId } = claims;
  const found = await findCaseByNumber(sql, { county, number });
  if (
    found !== undefined &&
    (await isSubmitOf(sql, { county, operationId, number }))
  )
    return await describeCase(context, found);
  if (found === undefined) await noteShown(context, claims);
  return await describeClaims(context, claims);
}

/** Somebody waits for what is not here: that is an alarm until it arrives. */
async function noteShown(
  { sql, config, clock }: PlatformContext,
  { number, matterCode, intake }: ReceiptClaims,
): Promise<void> {
  const parts = readReceiptNumber(number);
  if (parts === undefined) return;
  await addShownReceipt(sql, {
    county: config.county,
    number,
    stationCode: parts.region,
    matterCode,
    intakeAt: intake.device,
    at: clock().toISOString(),
  });
}

async function verifyReceipt(
  { sql, config }: PlatformContext,
  receipt: string,
): Promise<ReceiptClaims | undefined> {
  const kid = readKid(receipt);
  if (kid === undefined) return undefined;
  const { county } = config;
  const author = await findAuthorKey(sql, { county, kid });
  if (author === undefined) return undefined;
  const claims = await verifyJws(receipt, {
    jwk: author.jwk,
    typ: RECEIPT_TYP,
    schema: receiptClaimsSchema,
  });
  if (claims === undefined || claims.deviceId !== author.deviceId)
    return undefined;
  // A copy of a key that has left its device goes on signing.
  if (author.lastSeq !== null && claims.seq > author.lastSeq) return undefined;
  const { deviceId } = author;
  const device = await findDevice(sql, { county, deviceId });
  const { number, operationId } = claims;
  const parts = readReceiptNumber(number);
  if (device === undefined || parts?.region !== device.stationCode)
    return undefined;
  // A device makes numbers of its own only. One that took cases in by a ticket that
  // had bound another gave that one's: of those what the county keeps is genuine.
  const isIts =
    parts.deviceNumber === device.deviceNumber ||
    (await isKeptOf(sql, { county, deviceId, operationId, number }));
  return isIts ? claims : undefined;
}

/** Genuine, and not here yet. */
async function describeClaims(
  context: PlatformContext,
  claims: ReceiptClaims,
): Promise<ReceiptStatusAnswer> {
  const { sql, config } = context;
  const parts = readReceiptNumber(claims.number);
  if (parts === undefined) return NOT_GENUINE;
  const current = await findCurrentCatalogue(context);
  const matter =
    current && findMatterByCode(current.catalogue, claims.matterCode);
  const station = await findStation(sql, {
    county: config.county,
    code: parts.region,
  });
  return {
    genuine: true,
    arrived: false,
    number: claims.number,
    matterName: matter?.name ?? null,
    stationName: station === undefined ? null : stationPlace(station),
    intakeAt: claims.intake.device,
    status: null,
  };
}

async function describeCase(
  context: PlatformContext,
  found: ReceiptCase,
): Promise<ReceiptStatusAnswer> {
  const { sql, config } = context;
  const { county } = config;
  const going = await findGoing(context, found);
  const pinned = await findCatalogue(context, going.catalogueVersion);
  const matter = pinned && findMatterByCode(pinned.catalogue, going.matterCode);
  const station = await findStation(sql, { county, code: found.stationCode });
  const events = await readEvents(sql, county, going.caseId);
  const current = await findCurrentCatalogue(context);
  const deadlines =
    matter &&
    current &&
    deadlinesOf(context, {
      caseId: going.caseId,
      events,
      periods: matter,
      calendar: current.calendar,
    });
  return {
    genuine: true,
    arrived: true,
    number: found.number,
    matterName: matter?.name ?? null,
    stationName: station === undefined ? null : stationPlace(station),
    intakeAt: found.takenInAt,
    status: {
      applicantMasked: maskName(found.applicantName),
      display: handlingStatus(going.state),
      steps: events
        .filter(({ body }) => STEPS.has(body.kind))
        .map(({ body, at }) => ({ kind: body.kind, at })),
      noticeBy: deadlines?.notice?.due?.date ?? null,
      promisedBy: deadlines?.promise?.due?.date ?? null,
    },
  };
}

/** Of one filed twice both receipts tell how the one goes on that was kept. */
async function findGoing(
  context: PlatformContext,
  found: ReceiptCase,
): Promise<ReceiptCase> {
  const { caseId } = found;
  const next = await findJoinedTo(context.sql, {
    county: context.config.county,
    caseId,
  });
  return next === undefined ? found : await findGoing(context, next);
}
