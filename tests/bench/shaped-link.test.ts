// The shaped line is the instrument of the bench, so it is measured itself.
import { createServer, type Server } from 'node:http';
import { connect, type AddressInfo } from 'node:net';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { openShapedLink, type ShapedLink } from './shaped-link.ts';

let server: Server;
let link: ShapedLink;

beforeEach(async () => {
  server = createServer((request, response) => {
    request.on('error', () => undefined);
    request.resume();
    request.on('end', () => response.end('x'.repeat(1000)));
  });
  await new Promise<void>((resolve) => {
    server.listen(0, '127.0.0.1', resolve);
  });
  const { port } = server.address() as AddressInfo;
  link = await openShapedLink(() => port);
});

afterEach(async () => {
  await link.stop();
  server.closeAllConnections();
  await new Promise((resolve) => server.close(resolve));
});

const LINE = { upPerS: null, downPerS: null, roundTripMs: 0, cutEveryS: null };

async function post(bytes: number, path = '/api/v1/operations') {
  const answer = await fetch(`http://127.0.0.1:${link.port}${path}`, {
    method: 'POST',
    body: 'y'.repeat(bytes),
    headers: { connection: 'close' },
  });
  return await answer.text();
}

async function secondsOf(task: () => Promise<unknown>): Promise<number> {
  const begun = performance.now();
  await task();
  return (performance.now() - begun) / 1000;
}

/** Seconds that mean a hang: a busy machine may be late, and that is no failure. */
const HANG_S = 10;

test('all connections share one width', async () => {
  link.open({ ...LINE, upPerS: 100_000 });
  const took = await secondsOf(() =>
    Promise.all([post(50_000), post(50_000), post(50_000)]),
  );
  expect(took).toBeGreaterThan(1.45);
  expect(took).toBeLessThan(HANG_S);
});

test('a request costs a round trip, and a new connection one more', async () => {
  link.open({ ...LINE, roundTripMs: 200 });
  const took = await secondsOf(() => post(10));
  expect(took).toBeGreaterThan(0.39);
  expect(took).toBeLessThan(HANG_S);
});

test('counts what passed, by its purpose', async () => {
  link.open(LINE);
  await post(3000);
  await post(5000, '/api/v1/materials/ab');
  const { up, down, connections, http } = link.count();
  expect(http.up).toEqual({ operations: 3000, materials: 5000, other: 0 });
  expect(http).toMatchObject({ requests: 2, unansweredOperations: 0 });
  expect(up).toBe(8000 + http.requestHeads);
  expect(down).toBe(http.down + http.responseHeads);
  expect(connections).toBe(2);
});

test('a cut breaks what is on its way, and its batch counts as sent in vain', async () => {
  link.open({ ...LINE, upPerS: 10_000, cutEveryS: 0.3 });
  await expect(post(20_000)).rejects.toThrow();
  const { cuts, http } = link.count();
  expect(cuts).toBe(1);
  expect(http.up.operations).toBeGreaterThan(1000);
  expect(http.up.operations).toBeLessThan(6000);
  expect(http.unansweredOperations).toBe(http.up.operations);
});

test('a closed line lets nothing in', async () => {
  link.close();
  await expect(post(10)).rejects.toThrow();
  link.openWide();
  expect(await post(10)).toHaveLength(1000);
});

test('an answer to half a request arrives before the reset that ends it', async () => {
  server.removeAllListeners('request');
  server.on('request', (request, response) => {
    request.on('error', () => undefined);
    response.end('go on');
    setTimeout(() => request.socket.destroySoon(), 50);
  });
  link.open({ ...LINE, upPerS: 50_000, roundTripMs: 200 });
  const socket = connect(link.port, '127.0.0.1');
  let heard = '';
  socket.on('data', (part) => {
    heard += part.toString();
  });
  socket.on('error', () => undefined);
  socket.write('POST / HTTP/1.1\r\nhost: x\r\ncontent-length: 5000000\r\n\r\n');
  socket.write('y'.repeat(5_000_000));
  await new Promise((resolve) => {
    socket.on('close', resolve);
  });
  expect(heard).toContain('go on');
  expect(link.count().up).toBeLessThan(200_000);
});
