// Small materials together. Each counts by itself: one that is wrong, or that a cut
// tore, says nothing about the others.
import { createHash } from 'node:crypto';
import type { Readable } from 'node:stream';
import type { Outcome } from '../../protocol/error-code.ts';
import { LIMITS } from '../../protocol/limits.ts';
import {
  BundleReader,
  type BundleAnswer,
  type BundledMaterial,
} from '../../protocol/material-bundle.ts';
import type { PlatformContext } from '../context.ts';
import { incomingBytes } from './incoming-bytes.ts';
import { keepWhole, type WholeMaterial } from './keep-whole.ts';
import {
  isTaken,
  readOffset,
  readUncited,
  weightOf,
} from './receive-upload.ts';

type Lacking = BundleAnswer['lacking'][number]['code'];

/**
 * Keeps what comes whole, as it comes, and says of the rest why not. A body that
 * ends inside a material, or is more than a bundle may be, is a bad request; what
 * came before is kept.
 */
export async function receiveBundle(
  context: PlatformContext,
  { deviceId, body }: { deviceId: string; body: Readable },
): Promise<Outcome<BundleAnswer, 'badRequest' | 'payloadTooLarge'>> {
  const hash = createHash('sha256');
  const reader = new BundleReader();
  const lacking: BundleAnswer['lacking'] = [];
  let count = 0;
  for await (const piece of incomingBytes(body, LIMITS.uploadChunkBytes)) {
    hash.update(piece);
    const materials = reader.read(piece);
    if (materials === undefined) return { ok: false, code: 'payloadTooLarge' };
    const codes = await keepSome(context, deviceId, materials);
    for (const [i, code] of codes.entries())
      if (code !== undefined) lacking.push({ at: count + i, code });
    count += materials.length;
  }
  return reader.isWhole
    ? { ok: true, value: { sha256: hash.digest('hex'), lacking } }
    : { ok: false, code: 'badRequest' };
}

/** For each why it is not here now; undefined: it is. */
async function keepSome(
  context: PlatformContext,
  deviceId: string,
  materials: readonly BundledMaterial[],
): Promise<(Lacking | undefined)[]> {
  const codes: (Lacking | undefined)[] = [];
  const good: WholeMaterial[] = [];
  // Counted once: a device may have left fifty thousand rows.
  let uncited: number | undefined;
  for (const { sha256, bytes } of materials) {
    const known = await readOffset(context, { sha256, deviceId });
    if (bytes === undefined) {
      codes.push(known?.isComplete === true ? undefined : 'notFound');
    } else if (createHash('sha256').update(bytes).digest('hex') !== sha256) {
      codes.push('digestMismatch');
    } else if (isTaken(known)) {
      codes.push(undefined);
      good.push({ sha256, bytes });
    } else {
      uncited ??= await readUncited(context, { deviceId });
      // What it has begun of it is counted already.
      const begun = known?.deviceId === deviceId ? weightOf(known.bytes) : 0;
      const after: number = uncited - begun + weightOf(bytes.length);
      const isTooMuch = after > LIMITS.uncitedBytes;
      codes.push(isTooMuch ? 'tooManyRequests' : undefined);
      if (isTooMuch) continue;
      uncited = after;
      good.push({ sha256, bytes });
    }
  }
  await keepWhole(context, { deviceId, materials: good });
  return codes;
}
