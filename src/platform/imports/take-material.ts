import { LIMITS } from '../../protocol/limits.ts';
import type { PlatformContext } from '../context.ts';
import { addImportMaterial } from '../database/queries/imports.ts';
import { countUncited, findMaterial } from '../database/queries/materials.ts';
import { keepWhole } from '../materials/keep-whole.ts';
import { weightOf } from '../materials/receive-upload.ts';
import {
  isFilled,
  presentPart,
  type ImportProgress,
} from './import-progress.ts';

/**
 * Keeps a material, whether or not an opened operation cites it yet. It must be
 * some device's: that of an operation that cites it, or of the manifest before it,
 * which answers for as many as it promises.
 */
export async function takeMaterial(
  context: PlatformContext,
  progress: ImportProgress,
  { sha256, bytes }: { sha256: string; bytes: Uint8Array<ArrayBuffer> },
): Promise<void> {
  const { sql, config } = context;
  const { county } = config;
  const present = presentPart(progress);
  const part =
    present !== undefined && !isFilled(progress, present, sha256)
      ? present
      : undefined;
  const known = await findMaterial(sql, { county, sha256 });
  const deviceId = part?.manifest.deviceId ?? known?.deviceId;
  if (deviceId === undefined) {
    progress.unproven.materials += 1;
    return;
  }
  const isWanted =
    known !== undefined && (known.isComplete || known.wrappedKey !== null);
  const material = { sha256, deviceId, bytes: bytes.length };
  if (!isWanted && (await isFull(context, progress, material))) {
    progress.full += 1;
    return;
  }
  const kept = await keepWhole(context, {
    deviceId,
    materials: [{ sha256, bytes }],
  });
  part?.materials.add(sha256);
  await addImportMaterial(sql, {
    county,
    importId: progress.importId,
    sha256,
    deviceId,
    isNew: kept.has(sha256),
  });
}

/** Counts it to what its device has left without a citation, unless it is full. */
async function isFull(
  { sql, config }: PlatformContext,
  { uncitedBytes }: ImportProgress,
  p: { sha256: string; deviceId: string; bytes: number },
): Promise<boolean> {
  const { deviceId, sha256: except } = p;
  const { county } = config;
  const before =
    uncitedBytes.get(deviceId) ??
    (await countUncited(sql, {
      county,
      deviceId,
      except,
      least: LIMITS.uncitedLeastBytes,
    }));
  const after = before + weightOf(p.bytes);
  const isTooMuch = after > LIMITS.uncitedStickBytes;
  uncitedBytes.set(deviceId, isTooMuch ? before : after);
  return isTooMuch;
}
