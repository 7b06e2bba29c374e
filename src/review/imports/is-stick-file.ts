import { ByteQueue } from '../../protocol/byte-queue.ts';
import { LIMITS } from '../../protocol/limits.ts';
import { MARK } from '../../protocol/stick-records.ts';

const SLICE_BYTES = 1024 * 1024;

/**
 * Whether a record begins where one must, were the file one of ours: a piece of a
 * file may begin inside the largest material. So 4 GB of another kind are not sent
 * to be told so.
 * @throws when the file cannot be read.
 */
export async function isStickFile(file: Blob): Promise<boolean> {
  const end = Math.min(file.size, LIMITS.materialBytes + SLICE_BYTES);
  const queue = new ByteQueue();
  for (let at = 0; at < end; at += SLICE_BYTES) {
    const slice = file.slice(at, at + SLICE_BYTES);
    queue.push(new Uint8Array(await slice.arrayBuffer()));
    const found = queue.find(MARK);
    if (found >= 0 && found + MARK.length <= queue.size) return true;
    queue.drop(queue.size - MARK.length);
  }
  return false;
}
