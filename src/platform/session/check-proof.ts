import { createHash } from 'node:crypto';
import { decodeJwt, errors } from 'jose';
import * as v from 'valibot';
import type { Outcome } from '../../protocol/error-code.ts';
import {
  EARLY_SCHEME,
  EARLY_TYP,
  earlyClaimsSchema,
  earlyText,
} from '../../protocol/early-batch.ts';
import type { OperationBatch } from '../../protocol/operations.ts';
import type { PlatformContext } from '../context.ts';
import { findDevice } from '../database/queries/devices.ts';
import { together } from '../database/together.ts';
import { verifyJws } from '../keys/verify-jws.ts';
import type { DeviceSession } from './check-token.ts';
import { readLife } from './epoch.ts';
import { markOf } from './token.ts';

/** `batch`: what alone the device may deliver by it. `life`: said with its answer. */
export type ProvenBatch = { batch: string; life: string };

/** True when an `Authorization` header is no token but a proof. */
export function isProof(authorization: string | undefined): boolean {
  return authorization?.startsWith(`${EARLY_SCHEME} `) === true;
}

/**
 * Who delivers a batch before he has a session. He may have been told of no restore
 * yet: what he delivers is taken all the same, and his session tells him.
 */
export async function checkProof(
  { sql, config, clock }: PlatformContext,
  authorization: string,
): Promise<Outcome<ProvenBatch & { session: DeviceSession }, 'unauthorized'>> {
  const { county } = config;
  const proof = authorization.slice(EARLY_SCHEME.length + 1);
  const deviceId = readIssuer(proof);
  if (deviceId === undefined) return { ok: false, code: 'unauthorized' };
  const [device, { epoch, life }] = await together([
    findDevice(sql, { county, deviceId }),
    readLife(sql, county),
  ]);
  if (device === undefined) return { ok: false, code: 'unauthorized' };
  const claims = await verifyJws(proof, {
    jwk: device.deliveryJwk,
    typ: EARLY_TYP,
    schema: earlyClaimsSchema,
  });
  if (claims?.iss !== deviceId) return { ok: false, code: 'unauthorized' };
  const session: DeviceSession = {
    device,
    scope: ['deliver'],
    epoch,
    openedAtMs: clock().getTime(),
  };
  const { batch } = claims;
  return { ok: true, value: { session, batch, life: markOf(life) } };
}

/** Whether it is the batch that was proved. */
export function isProven(batch: OperationBatch, proven: string): boolean {
  return createHash('sha256').update(earlyText(batch)).digest('hex') === proven;
}

/** Before it is verified, to know by which key. */
function readIssuer(proof: string): string | undefined {
  try {
    const parsed = v.safeParse(earlyClaimsSchema, decodeJwt(proof));
    return parsed.success ? parsed.output.iss : undefined;
  } catch (error) {
    if (error instanceof errors.JOSEError) return undefined;
    throw error;
  }
}
