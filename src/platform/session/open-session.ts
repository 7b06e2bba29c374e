import { decodeJwt } from 'jose';
import type { ControlItem } from '../../protocol/control.ts';
import type { Outcome } from '../../protocol/error-code.ts';
import { EARLY } from '../../protocol/early-batch.ts';
import { SESSION_TYP } from '../../protocol/keys.ts';
import { LEAN } from '../../protocol/lean-form.ts';
import { LIMITS } from '../../protocol/limits.ts';
import { BUNDLES } from '../../protocol/material-bundle.ts';
import {
  PROTOCOL_MIN,
  PROTOCOL_VERSION,
} from '../../protocol/protocol-version.ts';
import {
  assertionClaimsSchema,
  type SessionAnswer,
  type SessionRequest,
} from '../../protocol/session.ts';
import { findCurrentVersion } from '../database/queries/catalogues.ts';
import { findAuthorKey } from '../database/queries/author-keys.ts';
import {
  findDevice,
  useNonce,
  type DeviceRow,
} from '../database/queries/devices.ts';
import { readLacking } from '../database/queries/material-requests.ts';
import { together } from '../database/together.ts';
import type { PlatformContext } from '../context.ts';
import { hearLeft } from '../enrolment/hear-left.ts';
import { readKid, verifyJws } from '../keys/verify-jws.ts';
import { retentionOf } from '../retention/periods.ts';
import { makeAck } from './acknowledge.ts';
import { makeToken } from './check-token.ts';
import { describeAccess } from './device-access.ts';
import { keepContact, keepReport, readHave } from './device-chain.ts';
import { makeNonce, readNonce } from './nonce.ts';
import { noticeRestore } from './notice-restore.ts';
import { readSafeThrough } from './safe-through.ts';
import { markOf, type Scope } from './token.ts';

/** More come with the next session; the device knows most of them anyway. */
const MOST_WANTED = 20;
export const ENROL_AGAIN: ControlItem = { kind: 'enrolAgain' };

/**
 * Opens a session by the delivery key, and for reading by an unlocked author key
 * besides. No clock of a device is trusted: freshness is the platform's nonce.
 */
export async function openSession(
  context: PlatformContext,
  request: SessionRequest,
): Promise<Outcome<SessionAnswer, 'nonceNeeded' | 'unauthorized'>> {
  const { sql, config, keys, clock } = context;
  const { county } = config;
  const now = clock();

  const claimed = readAssertion(request.assertion);
  const issuedUs =
    claimed === undefined ? undefined : readNonce(keys, claimed.nonce, now);
  if (claimed === undefined || issuedUs === undefined)
    return { ok: false, code: 'nonceNeeded' };
  const device = await findDevice(sql, { county, deviceId: claimed.iss });
  if (device === undefined || !(await isByDevice(device, request.assertion)))
    return { ok: false, code: 'unauthorized' };
  const { deviceId } = device;
  if (!(await useNonce(sql, { county, deviceId, issuedUs, at: now })))
    return { ok: false, code: 'nonceNeeded' };

  const mayRead =
    device.state === 'active' &&
    (await isByAuthor(context, device, {
      assertion: request.authorAssertion,
      nonce: claimed.nonce,
    }));
  const scope: Scope[] = mayRead ? ['deliver', 'read'] : ['deliver'];
  const { have } = request;
  const audiences = audiencesOf(device);
  const { epoch, life, proven } = await noticeRestore(context, {
    device,
    audiences,
    have,
  });
  const leftHeard = await hearLeft(context, device, request.left ?? []);
  const access = await describeAccess(context, device, now);
  const reported = await keepReport(context, device, have, {
    by: mayRead ? 'author' : 'deliveryKey',
  });
  // A copied delivery key could say that the device has not what it has.
  if (mayRead) await keepContact(context, device, have);
  const ack = makeAck(keys, {
    epoch,
    deviceId,
    seq: device.ackSeq,
    head: device.ackHead,
  });
  const [lacking, known, safeThrough, catalogueVersion] = await together([
    readLacking(sql, { county, deviceId, limit: MOST_WANTED }),
    readHave(context, reported),
    readSafeThrough(context),
    findCurrentVersion(sql, county),
  ]);
  const { token, expiresAt } = makeToken(keys, {
    deviceId,
    scope,
    epoch,
    life,
    now,
  });
  return {
    ok: true,
    value: {
      token,
      tokenExpiresAt: expiresAt.toISOString(),
      scope,
      nonce: makeNonce(keys, now),
      serverTime: now.toISOString(),
      epoch,
      life: markOf(life),
      have: known,
      safeThrough,
      protocol: { min: PROTOCOL_MIN, max: PROTOCOL_VERSION },
      limits: {
        batchBytes: LIMITS.batchBytes,
        batchOperations: LIMITS.batchOperations,
      },
      sealKid: keys.intake[0].kid,
      opens: { lean: LEAN, bundles: BUNDLES, early: EARLY },
      catalogueVersion: catalogueVersion ?? '',
      readableDays: retentionOf(config).readableDays,
      ...(config.origins === undefined
        ? {}
        : { residentOrigin: config.origins.resident }),
      residents: retentionOf(config).residents,
      audiences,
      ...(leftHeard.length === 0 ? {} : { leftHeard }),
      device: access.device,
      lease: access.lease,
      control: [
        ...access.control,
        ...(reported.chainState === 'forked' ? [ENROL_AGAIN] : []),
        ...lacking.flatMap(({ sha256, isAsked }): ControlItem[] =>
          isAsked ? [{ kind: 'materialFirst', sha256 }] : [],
        ),
      ],
      ...(lacking.length === 0
        ? {}
        : {
            wanted: lacking.map(({ sha256, offset }) => ({ sha256, offset })),
          }),
      // A contact with nothing to say is kept small.
      ...(ack.mac === have.ack?.mac ? {} : { ack }),
      ...(proven === undefined ? {} : { proven }),
    },
  };
}

/** Whose events a device may pull. */
export function audiencesOf(device: DeviceRow): string[] {
  return [`station:${device.stationCode}`];
}

/** Claims before they are verified, to know by which key to verify them. */
function readAssertion(
  assertion: string,
): { iss: string; nonce: string } | undefined {
  try {
    const { iss, nonce } = decodeJwt(assertion);
    const isUuid = /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/i;
    return typeof iss === 'string' &&
      isUuid.test(iss) &&
      typeof nonce === 'string'
      ? { iss, nonce }
      : undefined;
  } catch {
    return undefined;
  }
}

async function isByDevice(
  device: DeviceRow,
  assertion: string,
): Promise<boolean> {
  const claims = await verifyJws(assertion, {
    jwk: device.deliveryJwk,
    typ: SESSION_TYP,
    schema: assertionClaimsSchema,
  });
  return claims?.iss === device.deviceId;
}

async function isByAuthor(
  { sql, config, clock }: PlatformContext,
  device: DeviceRow,
  { assertion, nonce }: { assertion: string | null; nonce: string },
): Promise<boolean> {
  if (assertion === null) return false;
  const kid = readKid(assertion) ?? readIssuer(assertion);
  if (kid === undefined) return false;
  const key = await findAuthorKey(sql, { county: config.county, kid });
  if (key === undefined || key.deviceId !== device.deviceId) return false;
  if (key.suspendedAt !== null) return false;
  if (
    key.validUntil !== null &&
    Date.parse(key.validUntil) <= clock().getTime()
  )
    return false;
  const claims = await verifyJws(assertion, {
    jwk: key.jwk,
    typ: SESSION_TYP,
    schema: assertionClaimsSchema,
  });
  return claims?.iss === kid && claims.nonce === nonce;
}

function readIssuer(assertion: string): string | undefined {
  try {
    return decodeJwt(assertion).iss;
  } catch {
    return undefined;
  }
}
