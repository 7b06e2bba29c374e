import type { Socket } from 'node:net';

/**
 * Resets a connection. One that is just hanging up cannot be reset (libuv answers
 * EINVAL and leaves it open for ever): it is closed.
 */
export function breakOff(socket: Socket): void {
  if (socket.writableEnded && !socket.writableFinished) socket.destroy();
  else socket.resetAndDestroy();
}
