import { connect, createServer, type AddressInfo } from 'node:net';
import { expect, test } from 'vitest';
import { breakOff } from './break-off.ts';

test('a connection that is cut while it hangs up ends all the same', async () => {
  const other = createServer((socket) => {
    socket.on('error', () => undefined);
    // In its buffer lie bytes that nobody reads.
    socket.once('readable', () => {
      socket.end();
      breakOff(socket);
    });
  });
  await new Promise<void>((resolve) => {
    other.listen(0, '127.0.0.1', resolve);
  });
  const socket = connect((other.address() as AddressInfo).port, '127.0.0.1');
  socket.on('error', () => undefined);
  socket.write('y'.repeat(5_000_000));
  const hasEnded = await new Promise((resolve) => {
    socket.on('close', () => resolve(true));
  });
  expect(hasEnded).toBe(true);
  await new Promise((resolve) => other.close(resolve));
});
