import { once } from 'node:events';
import { request } from 'node:http';
import { connect, type Socket } from 'node:net';
import { expect, onTestFinished, test, vi } from 'vitest';
import { listen } from '../../../src/platform/http/listen.ts';

test('a stop lets the running request finish and takes nothing new', async () => {
  let finish = (): void => {};
  let begun = (): void => {};
  const isRunning = new Promise<void>((resolve) => {
    begun = resolve;
  });
  const gate = new Promise<void>((resolve) => {
    finish = resolve;
  });
  const server = await listen(
    async () => {
      begun();
      await gate;
      return new Response('whole');
    },
    { port: 0, hostname: '127.0.0.1' },
  );
  const address = `http://127.0.0.1:${server.port}/`;
  const running = fetch(address).then((answer) => answer.text());
  await isRunning;
  const closed = server.close();
  const refused = await new Promise<string | undefined>((resolve) => {
    request(address, { agent: false }, () => resolve(undefined))
      .once('error', (error: NodeJS.ErrnoException) => resolve(error.code))
      .end();
  });
  expect(refused).toBe('ECONNREFUSED');
  finish();
  expect(await running).toBe('whole');
  await closed;
});

test('a stop is not held for longer than ten seconds by who never ends his request', async () => {
  let begun = (): void => {};
  const isRunning = new Promise<void>((resolve) => {
    begun = resolve;
  });
  const server = await listen(
    async () => {
      begun();
      return await new Promise<Response>(() => undefined);
    },
    { port: 0, hostname: '127.0.0.1' },
  );
  const cut = new Promise<string | undefined>((resolve) => {
    request({ host: '127.0.0.1', port: server.port })
      .once('error', (error: NodeJS.ErrnoException) => resolve(error.code))
      .end();
  });
  await isRunning;
  vi.useFakeTimers({
    toFake: ['setTimeout', 'setInterval', 'clearTimeout', 'clearInterval'],
  });
  onTestFinished(() => void vi.useRealTimers());
  const closed = server.close();
  vi.advanceTimersByTime(10_000);
  await closed;
  expect(await cut).toBe('ECONNRESET');
});

const SHORT = { headersMs: 200, silenceMs: 400, checkMs: 50 };

/** A line by hand; `said`: what has come back, when the other side has hung up. */
async function aLine(port: number, send: (line: Socket) => void) {
  const line = connect(port, '127.0.0.1');
  let said = '';
  line.on('data', (part) => {
    said += part.toString();
  });
  line.on('error', () => undefined);
  const ended = once(line, 'close');
  await once(line, 'connect');
  send(line);
  await ended;
  return said;
}

test('who drips headers, falls silent in a body, or does not read is hung up on, and others are served meanwhile', async () => {
  let isLetGo = false;
  const endless = () =>
    new ReadableStream<Uint8Array>({
      pull: (controller) => controller.enqueue(new Uint8Array(64 * 1024)),
      cancel: () => {
        isLetGo = true;
      },
    });
  const server = await listen(
    async (asked) => {
      if (asked.method === 'GET') return new Response(endless());
      return new Response(String((await asked.arrayBuffer()).byteLength));
    },
    { port: 0, hostname: '127.0.0.1', patience: SHORT },
  );
  onTestFinished(() => server.close());
  const { port } = server;
  const head = 'POST / HTTP/1.1\r\nHost: x\r\n';
  const dripping = aLine(port, (line) => {
    line.write(head);
    const drip = setInterval(() => line.write('X-A: b\r\n'), 20);
    line.once('close', () => clearInterval(drip));
  });
  const silent = aLine(port, (line) => {
    line.write(`${head}Content-Length: 9\r\n\r\nhalf`);
  });
  const deaf = connect(port, '127.0.0.1').pause();
  deaf.on('error', () => undefined);
  onTestFinished(() => void deaf.destroy());
  deaf.write('GET / HTTP/1.1\r\nHost: x\r\n\r\n');

  const address = `http://127.0.0.1:${port}/`;
  const other = await fetch(address, { method: 'POST', body: 'whole' });
  expect(await other.text()).toBe('5');
  expect(await dripping).toContain('408');
  expect(await silent).toBe('');
  await expect.poll(() => isLetGo).toBe(true);
});
