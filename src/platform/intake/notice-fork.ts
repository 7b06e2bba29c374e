// A device that was copied: both copies go on with the one chain, and that shows in
// what their clerks signed.
import type { Envelope } from '../../protocol/sealed-operation.ts';
import { markForked } from '../database/queries/devices.ts';
import { readChainAround } from '../database/queries/operations.ts';
import type { Batch, Judgement } from './judgement.ts';
import type { OpenedOperation, Unopened } from './open-operation.ts';

type Place = Pick<Envelope, 'id' | 'seq' | 'prev' | 'sha256'>;

/**
 * Two operations at one place of a chain, or neighbours that do not name each
 * other: the device was copied. The chain is evidence, never a gate, so a gap is
 * no fork.
 */
export function isFork(
  { id, seq, prev, sha256 }: Place,
  around: Awaited<ReturnType<typeof readChainAround>>,
): boolean {
  if ((seq === 1) !== (prev === null)) return true;
  return around.some(
    (other) =>
      other.operationId !== id.toLowerCase() &&
      (other.seq === seq ||
        (other.seq === seq - 1 && other.sha256 !== prev) ||
        (other.seq === seq + 1 && other.prev !== sha256)),
  );
}

/**
 * Marks the device when what was decided now parts its chain: on arrival, when it is
 * judged again, or when it was only told of. The place of what took effect was looked
 * at; of the rest it may not have been.
 */
export async function noticeFork(
  { context, work, device }: Pick<Batch, 'context' | 'work' | 'device'>,
  place: Place,
  decided: { judgement: Judgement; opened: OpenedOperation | Unopened },
): Promise<void> {
  const { judgement, opened } = decided;
  // A key that is out of use proves no more that the device goes on twice.
  const isUsed = opened.ok && opened.author.removedAt === null;
  if (!isUsed || judgement.result === 'applied') return;
  const heldFor = judgement.result === 'held' ? judgement.code : undefined;
  // The look itself may have been the fault; it comes when that is mended.
  if (heldFor === 'unprocessable') return;
  const { county } = context.config;
  const { deviceId } = device;
  const isForked =
    heldFor === 'forked' ||
    isFork(
      place,
      await readChainAround(work.tx, { county, deviceId, seq: place.seq }),
    );
  if (isForked) await markForked(work.tx, { county, deviceId });
}
