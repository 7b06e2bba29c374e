import { request } from 'node:http';
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
