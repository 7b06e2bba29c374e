// A file from a village's stick, taken in record by record as it comes: nothing
// but one record is in memory, and what has come is taken in even when the rest
// does not come.
import { createHash } from 'node:crypto';
import { uuidv7 } from 'uuidv7';
import type { Outcome } from '../../protocol/error-code.ts';
import { StickReader, type StickPiece } from '../../protocol/read-stick.ts';
import type { ImportSummary } from '../../protocol/stick-file.ts';
import { STICK_TYPES, type Digest } from '../../protocol/stick-records.ts';
import type { PlatformContext } from '../context.ts';
import { isEngineFault } from '../database/engine-fault.ts';
import {
  addImport,
  countImport,
  endImport,
  markFileWhole,
  readWholeParts,
} from '../database/queries/imports.ts';
import { findStation } from '../database/queries/stations.ts';
import { describeError } from '../describe-error.ts';
import { StoreUnavailable } from '../materials/material-store.ts';
import { findReach, type Principal } from '../people/permissions.ts';
import {
  beginProgress,
  isWhole,
  partsOf,
  type ImportProgress,
} from './import-progress.ts';
import { takeEnrolment, takeManifest } from './take-manifest.ts';
import { takeMaterial } from './take-material.ts';
import { takeOperations, takeWaiting } from './take-operations.ts';

export const digest: Digest = (bytes) =>
  Promise.resolve(createHash('sha256').update(bytes).digest());

/**
 * Takes a file in. Exactly once hangs on the ids of its operations and the hashes
 * of its materials, as on the network; so files may come twice, in pieces and in
 * any order. `importUnreadable`: not one record is whole.
 */
export async function importFile(
  context: PlatformContext,
  principal: Principal,
  body: AsyncIterable<Uint8Array>,
): Promise<Outcome<ImportSummary, 'forbidden' | 'importUnreadable'>> {
  const { sql, config, clock } = context;
  const [audience] = findReach(principal, 'importStick');
  if (audience === undefined) return { ok: false, code: 'forbidden' };
  const importId = uuidv7();
  await addImport(sql, {
    county: config.county,
    importId,
    accountId: principal.accountId,
    accountName: principal.name,
    audience,
    at: clock(),
  });
  const progress = beginProgress(importId);
  let records = 0;
  for await (const piece of new StickReader(body, digest).pieces()) {
    if (piece.kind === 'record') {
      await takeAlone(context, progress, piece);
      records += 1;
    } else {
      progress.damagedRecords += 1;
      progress.isCut ||= piece.torn;
    }
  }
  if (records === 0) return { ok: false, code: 'importUnreadable' };
  for (const device of progress.devices.values())
    await takeWaiting(context, device);
  const summary = await summarise(context, principal, progress);
  const { county } = config;
  await endImport(sql, { county, importId, at: clock(), summary });
  return { ok: true, value: summary };
}

/** What one record stumbles over costs that record and no other. */
async function takeAlone(
  context: PlatformContext,
  progress: ImportProgress,
  record: Extract<StickPiece, { kind: 'record' }>,
): Promise<void> {
  try {
    await takeRecord(context, progress, record);
  } catch (error) {
    // Neither database nor disk is at the record's fault.
    if (isEngineFault(error) || isOfSystem(error)) throw error;
    if (error instanceof StoreUnavailable) throw error;
    const { importId } = progress;
    context.log.error({ importId, ...describeError(error) }, 'record failed');
    progress.damagedRecords += 1;
  }
}

function isOfSystem(error: unknown): boolean {
  return error instanceof Error && 'syscall' in error;
}

async function takeRecord(
  context: PlatformContext,
  progress: ImportProgress,
  record: Extract<StickPiece, { kind: 'record' }>,
): Promise<void> {
  switch (record.type) {
    case STICK_TYPES.enrolment:
      return await takeEnrolment(context, progress, record.bytes);
    case STICK_TYPES.manifest:
      return await takeManifest(context, progress, record.bytes);
    case STICK_TYPES.operations:
      return await takeOperations(context, progress, record);
    case STICK_TYPES.material:
      return await takeMaterial(context, progress, record);
    default:
      // Of a later version, or a county's answer: not for us.
      return undefined;
  }
}

async function summarise(
  { sql, config, clock }: PlatformContext,
  principal: Principal,
  progress: ImportProgress,
): Promise<ImportSummary> {
  const { county } = config;
  const { importId, unproven } = progress;
  const files: ImportSummary['files'] = [];
  let torn = false;
  for (const each of partsOf(progress)) {
    const { deviceId, fileId, stationCode, part, parts, ...rest } =
      each.manifest;
    if (isWhole(each))
      await markFileWhole(sql, { county, importId, deviceId, fileId, part });
    else torn = true;
    const whole = await readWholeParts(sql, { county, deviceId, fileId });
    const station = await findStation(sql, { county, code: stationCode });
    files.push({
      fileId,
      deviceId,
      stationCode,
      stationName: station?.name ?? stationCode,
      part,
      parts,
      operations: rest.operations,
      materials: rest.materials,
      madeAt: rest.madeAt,
      missingParts: Array.from({ length: parts }, (_, i) => i + 1).filter(
        (n) => n !== part && !whole.includes(n),
      ),
    });
  }
  const counts = await countImport(sql, { county, importId });
  return {
    importId,
    at: clock().toISOString(),
    by: principal.name,
    files,
    cases: counts.cases,
    operations: { ...counts.operations, unproven: unproven.operations },
    materials: {
      ...counts.materials,
      unproven: unproven.materials,
      full: progress.full,
    },
    damagedRecords: progress.damagedRecords,
    torn: files.length === 0 ? progress.isCut : torn,
    forged: progress.forged,
    enrolmentProblems: progress.enrolmentProblems,
  };
}
