// The link is the instrument that the journeys trust, so it is tested itself.
import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { openLink, type Link } from './link.ts';

let server: Server;
let link: Link;
let received: number;

beforeEach(async () => {
  received = 0;
  server = createServer((request, response) => {
    request.on('data', (data: Buffer) => {
      received += data.length;
    });
    request.on('end', () => response.end('x'.repeat(50_000)));
    request.on('error', () => undefined);
  });
  await new Promise<void>((resolve) => {
    server.listen(0, '127.0.0.1', resolve);
  });
  const { port } = server.address() as AddressInfo;
  link = await openLink(() => port);
});

afterEach(async () => {
  await link.close();
  server.closeAllConnections();
  await new Promise((resolve) => server.close(resolve));
});

const post = async (bytes: number): Promise<string> => {
  const answer = await fetch(`http://127.0.0.1:${link.port}/`, {
    method: 'POST',
    body: 'y'.repeat(bytes),
    headers: { connection: 'close' },
  });
  return await answer.text();
};

describe('the link', () => {
  test('passes everything on when nothing is set', async () => {
    expect(await post(20_000)).toHaveLength(50_000);
    expect(received).toBe(20_000);
  });

  test('passes everything on, slowly, on a thin line', async () => {
    link.set({ bytesPerSecond: 200_000 });
    expect(await post(20_000)).toHaveLength(50_000);
  });

  test('refuses when it is down', async () => {
    link.set({ up: false });
    await expect(post(10)).rejects.toThrow();
    link.set({ up: true });
    expect(await post(10)).toHaveLength(50_000);
  });

  test('cuts a request after a number of bytes', async () => {
    link.set({ cutUpAfter: 8_000 });
    await expect(post(20_000)).rejects.toThrow();
    expect(link.bytesUp()).toBe(8_000);
    expect(received).toBeLessThan(8_000);
  });

  test('loses an answer whose request took effect', async () => {
    link.set({ cutDownAfter: 0 });
    await expect(post(20_000)).rejects.toThrow();
    expect(received).toBe(20_000);
  });

  test('answers everything with a page as a captive portal does', async () => {
    link.set({ portalPage: '<html>log in</html>' });
    expect(await post(10)).toBe('<html>log in</html>');
    expect(received).toBe(0);
  });
});
