import { randomUUID } from 'node:crypto';
import * as v from 'valibot';
import { LIMITS } from '../../protocol/limits.ts';
import {
  operationBatchSchema,
  type OperationResult,
} from '../../protocol/operations.ts';
import type { Envelope } from '../../protocol/sealed-operation.ts';
import type { PlatformContext } from '../context.ts';
import { findDevice, type DeviceRow } from '../database/queries/devices.ts';
import {
  addImportOperations,
  addWaiting,
  endWaiting,
  readWaiting,
  readWas,
  type ImportedOperation,
} from '../database/queries/imports.ts';
import { openOperation } from '../intake/open-operation.ts';
import { takeInBatch } from '../intake/take-in-batch.ts';
import { readEpoch } from '../session/epoch.ts';
import { findVouching, type ImportProgress } from './import-progress.ts';
import { parseJson } from './take-manifest.ts';

/**
 * In one file, of operations that nobody vouches for and no author proves: each
 * costs a cipher, and only somebody's noise has so many.
 */
const MOST_UNPROVEN = 1000;

/** The database's own bound, as the network's route has it. */
const LAST_SEQ = 2 ** 31 - 1;

/**
 * Takes one batch in, by the same intake as the network's, for the device that
 * made it. A batch that no manifest vouches for is taken envelope by envelope, as
 * far as its author proves it: what anybody could have written into the file must
 * not stand in a device's name.
 */
export async function takeOperations(
  context: PlatformContext,
  progress: ImportProgress,
  { sha256, bytes }: { sha256: string; bytes: Uint8Array },
): Promise<void> {
  const batch = v.safeParse(operationBatchSchema, parseJson(bytes));
  if (
    !batch.success ||
    batch.output.operations.some(({ seq }) => seq > LAST_SEQ)
  ) {
    progress.damagedRecords += 1;
    return;
  }
  const { operations } = batch.output;
  const deviceIds = new Set(operations.map(({ deviceId }) => deviceId));
  const vouching = findVouching(progress, { sha256, deviceIds });
  const [first] = vouching;
  if (first !== undefined) {
    const device = progress.devices.get(first.manifest.deviceId);
    if (device === undefined) throw new Error('a manifest without its device');
    await takeIn(context, progress, { device, envelopes: operations });
    for (const { batches } of vouching) batches.add(sha256);
    return;
  }
  const proven = new Map<string, Envelope[]>();
  for (const envelope of operations) {
    const isTried = progress.unproven.operations < MOST_UNPROVEN;
    if (!isTried || !(await isProven(context, envelope))) {
      progress.unproven.operations += 1;
      continue;
    }
    const { deviceId } = envelope;
    proven.set(deviceId, [...(proven.get(deviceId) ?? []), envelope]);
  }
  for (const [deviceId, envelopes] of proven) {
    const { county } = context.config;
    const device = await findDevice(context.sql, { county, deviceId });
    if (device === undefined) throw new Error('an author without a device');
    await takeIn(context, progress, { device, envelopes });
  }
}

/** An author of that very device signed it. */
async function isProven(
  context: PlatformContext,
  envelope: Envelope,
): Promise<boolean> {
  const opened = await openOperation(context, envelope, envelope.deviceId);
  return opened.ok;
}

async function takeIn(
  context: PlatformContext,
  progress: ImportProgress,
  p: { device: DeviceRow; envelopes: readonly Envelope[] },
): Promise<void> {
  const { sql, config } = context;
  const { county } = config;
  const { device, envelopes } = p;
  const { deviceId } = device;
  progress.devices.set(deviceId, device);
  const operationIds = envelopes.map(({ id }) => id);
  const was = await readWas(sql, { county, operationIds });
  const results = await judge(context, device, envelopes);
  await addWaiting(sql, {
    county,
    deviceId,
    envelopes: envelopes.filter(
      ({ id }) => results.get(id)?.result === 'later',
    ),
  });
  await addImportOperations(
    sql,
    { county, importId: progress.importId },
    // The last of an id counts; a batch may name one twice.
    [...new Map(envelopes.map((each) => [each.id, each])).values()].flatMap(
      ({ id, caseId }): ImportedOperation[] => {
        const result = results.get(id);
        if (result === undefined) return [];
        return [
          {
            operationId: id,
            deviceId,
            caseId,
            was: was.get(id) ?? 'new',
            result: grossResult(result),
          },
        ];
      },
    ),
  );
}

/**
 * Judges again what an earlier part or an earlier file of the device brought
 * without its predecessors, until nothing more moves.
 */
export async function takeWaiting(
  context: PlatformContext,
  device: DeviceRow,
): Promise<void> {
  const { sql, config } = context;
  const { county } = config;
  const { deviceId } = device;
  let afterSeq = 0;
  for (;;) {
    const envelopes = await readWaiting(sql, {
      county,
      deviceId,
      afterSeq,
      limit: LIMITS.batchOperations,
    });
    const last = envelopes[envelopes.length - 1];
    if (last === undefined) return;
    const results = await judge(context, device, envelopes);
    for (const [operationId, result] of results) {
      if (result.result === 'later') continue;
      await endWaiting(sql, {
        county,
        deviceId,
        operationId,
        result: grossResult(result),
      });
    }
    // Predecessors have lower places in the chain: one walk is enough.
    afterSeq = last.seq;
  }
}

async function judge(
  context: PlatformContext,
  device: DeviceRow,
  envelopes: readonly Envelope[],
): Promise<Map<string, OperationResult>> {
  const { sql, config } = context;
  const answer = await takeInBatch(
    context,
    {
      device,
      epoch: await readEpoch(sql, config.county),
    },
    { batchId: randomUUID(), operations: [...envelopes] },
    { isFromStick: true },
  );
  return new Map(answer.results.map((result) => [result.id, result]));
}

function grossResult({ result }: OperationResult): ImportedOperation['result'] {
  return result === 'duplicate' ? 'applied' : result;
}
