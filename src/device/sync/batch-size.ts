// How much text is under way at once: it grows while the link holds, and what a cut
// destroys is sent again, so that for a while after one less of it goes.
import {
  CALM_BATCH,
  LARGEST_BATCH,
  SMALLEST_BATCH,
  type DeliveryContext,
  type RoundMemory,
} from './round-context.ts';

/** A batch that took longer does not grow. */
const QUICK_MS = 10_000;
/** So long after a cut the line is not trusted with more. */
const CALM_MS = 60_000;
/** This much keeps a thin line busy over its round trip. */
const LEAST_CEILING = 32 * 1024;
/** More goes at once only as far as the link carries it in this time. */
const WORTH_MS = 1_000;
/** Of an operation sealed and in base64, gzipped. */
const SHARE_ON_WIRE = 0.6;

/** An answer came `ms` after its batch had been begun. */
export function growBatch(
  { memory, ports }: DeliveryContext,
  ms: number,
): void {
  if (ms >= QUICK_MS) return;
  const isCalm = ports.clock.monotonicMs() >= memory.calmAtMs;
  const ceiling = isCalm ? calmCeiling(memory) : memory.batchCeiling;
  memory.batchBytes = Math.min(memory.batchBytes * 2, ceiling);
}

/** What keeps this link busy, and no more: a fast one carries a large batch. */
function calmCeiling({ pace }: RoundMemory): number {
  const carried = pace.bytesIn(WORTH_MS) / SHARE_ON_WIRE;
  return Math.min(Math.max(carried, CALM_BATCH), LARGEST_BATCH);
}

/** False: it is as small as it gets. */
export function shrinkBatch({ memory, ports }: DeliveryContext): boolean {
  const half = memory.batchBytes / 2;
  memory.batchCeiling = Math.max(half, LEAST_CEILING);
  memory.calmAtMs = ports.clock.monotonicMs() + CALM_MS;
  if (memory.batchBytes <= SMALLEST_BATCH) return false;
  memory.batchBytes = Math.max(half, SMALLEST_BATCH);
  return true;
}
