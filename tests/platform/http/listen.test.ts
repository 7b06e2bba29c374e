import { request } from 'node:http';
import { expect, test } from 'vitest';
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
