import type { Readable } from 'node:stream';

/** Less than this waits for more, the end or a cut: a commit a packet is waste. */
const LOW_WATER_BYTES = 16 * 1024;

/** More than this waiting for the database, and the sender is slowed down. */
const HIGH_WATER_BYTES = 1024 * 1024;

/**
 * The bytes of a request as they come, in pieces of at most `pieceBytes`, and
 * after a cut all that had arrived before it. Neither the web stream of a request
 * nor async iteration does the latter: both throw away what is buffered when the
 * connection breaks, which on a bad line is what an upload lives on.
 */
export async function* incomingBytes(
  request: Readable,
  pieceBytes: number,
): AsyncGenerator<Uint8Array, { isWhole: boolean }> {
  // What the listeners below change while the loop waits.
  const line = {
    is: 'open' as 'open' | 'whole' | 'cut',
    waiting: [] as Buffer[],
    bytes: 0,
    wake: () => {},
  };
  const isWaiting = () => line.bytes < LOW_WATER_BYTES && line.is === 'open';

  const onData = (part: Buffer) => {
    line.waiting.push(part);
    line.bytes += part.length;
    if (line.bytes >= HIGH_WATER_BYTES) request.pause();
    line.wake();
  };
  const onEnd = () => {
    if (line.is === 'open') line.is = 'whole';
    line.wake();
  };
  const onCut = () => {
    if (line.is === 'open') line.is = 'cut';
    line.wake();
  };
  request.on('data', onData);
  request.on('end', onEnd);
  request.on('error', onCut);
  request.on('close', onCut);
  if (request.destroyed) onCut();
  try {
    for (;;) {
      while (isWaiting())
        await new Promise<void>((resolve) => {
          line.wake = resolve;
        });
      if (line.bytes === 0) return { isWhole: line.is === 'whole' };
      const all = Buffer.concat(line.waiting, line.bytes);
      line.waiting = [];
      line.bytes = 0;
      if (request.isPaused()) request.resume();
      for (let at = 0; at < all.length; at += pieceBytes)
        yield all.subarray(at, at + pieceBytes);
    }
  } finally {
    request.off('data', onData);
    request.off('end', onEnd);
    request.off('close', onCut);
    // The error listener stays: a late error without one ends the process.
  }
}
