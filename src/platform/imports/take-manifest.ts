import { decodeJwt, errors } from 'jose';
import * as v from 'valibot';
import { enrolmentRequestSchema } from '../../protocol/enrolment.ts';
import { manifestSchema, STICK_TYP } from '../../protocol/stick-file.ts';
import type { PlatformContext } from '../context.ts';
import { findDevice } from '../database/queries/devices.ts';
import { addImportFile } from '../database/queries/imports.ts';
import { enrolDevice } from '../enrolment/enrol-device.ts';
import { verifyJws } from '../keys/verify-jws.ts';
import { keepReport } from '../session/device-chain.ts';
import { noticeRestore } from '../session/notice-restore.ts';
import { audiencesOf } from '../session/open-session.ts';
import type { ImportProgress } from './import-progress.ts';
import { uuid } from '../../domain/schema-parts.ts';

/** Binds a device that had no contact before, as the network would. */
export async function takeEnrolment(
  context: PlatformContext,
  progress: ImportProgress,
  bytes: Uint8Array,
): Promise<void> {
  progress.heads.enrolments += 1;
  const request = v.safeParse(enrolmentRequestSchema, parseJson(bytes));
  if (!request.success || progress.heads.enrolments > MOST_ENROLMENTS) {
    progress.damagedRecords += 1;
    return;
  }
  const enrolled = await enrolDevice(context, request.output);
  if (!enrolled.ok && progress.enrolmentProblems.length < MOST_PROBLEMS)
    progress.enrolmentProblems.push(enrolled.code);
}

/** In one file; a person joins a few parts, not hundreds. */
const MOST_MANIFESTS = 100;
/** Each part of a device that had no contact yet has them of all its clerks. */
const MOST_ENROLMENTS = 500;
/** Told of one file; nobody reads more. */
const MOST_PROBLEMS = 20;

/**
 * Reads who exported the file. Without a genuine manifest nothing is lost: each
 * operation is proven by its author then.
 */
export async function takeManifest(
  context: PlatformContext,
  progress: ImportProgress,
  bytes: Uint8Array,
): Promise<void> {
  const { sql, config } = context;
  const { county } = config;
  progress.heads.manifests += 1;
  if (progress.heads.manifests > MOST_MANIFESTS) {
    progress.damagedRecords += 1;
    return;
  }
  const jws = new TextDecoder().decode(bytes);
  const deviceId = readIssuer(jws);
  const device =
    deviceId === undefined
      ? undefined
      : await findDevice(sql, { county, deviceId });
  const manifest =
    device &&
    (await verifyJws(jws, {
      jwk: device.deliveryJwk,
      typ: STICK_TYP,
      schema: manifestSchema,
    }));
  if (
    device === undefined ||
    manifest === undefined ||
    manifest.deviceId !== device.deviceId ||
    manifest.stationCode !== device.stationCode
  ) {
    progress.forged += 1;
    return;
  }
  // A confirmation of ours that we do not remember *is* a restore.
  await noticeRestore(context, {
    device,
    audiences: audiencesOf(device),
    have: manifest.have,
  });
  await keepReport(context, device, manifest.have, { by: 'stick' });
  await addImportFile(sql, {
    county,
    importId: progress.importId,
    deviceId: device.deviceId,
    fileId: manifest.fileId,
    part: manifest.part,
    have: {
      epoch: manifest.have.epoch,
      cursors: manifest.have.cursors.map(({ audience, pos }) => ({
        audience,
        pos,
      })),
    },
  });
  progress.devices.set(device.deviceId, device);
  progress.promised.push({
    manifest,
    batches: new Set(),
    materials: new Set(),
  });
}

/** Unverified, to know by whose key to verify. */
function readIssuer(jws: string): string | undefined {
  try {
    const claims = decodeJwt<{ deviceId?: unknown }>(jws);
    return v.is(uuid, claims.deviceId) ? claims.deviceId : undefined;
  } catch (error) {
    if (error instanceof errors.JOSEError) return undefined;
    throw error;
  }
}

/** undefined: no JSON. */
export function parseJson(bytes: Uint8Array): unknown {
  try {
    return JSON.parse(new TextDecoder('utf-8', { fatal: true }).decode(bytes));
  } catch {
    // TypeError: not UTF-8. SyntaxError: not JSON.
    return undefined;
  }
}
