// The engine dies just when the platform opens its first connections, again and
// again: it is started anew, and the platform serves on.
import { afterAll, expect, test } from 'vitest';
import {
  aPlatform,
  until,
  type PlatformProcess,
} from '../../support/platform-process.ts';
import { killEngine } from './engine.ts';

const ROUNDS = 3;
let platform: PlatformProcess | undefined;

afterAll(async () => {
  await platform?.remove();
});

test('an engine killed while connections are made does not end the platform', async () => {
  platform = await aPlatform();
  const { port, dataDir } = platform;
  for (let round = 0; round < ROUNDS; round += 1) {
    if (round > 0) await platform.kill();
    await platform.start();
    const pid = platform.pid();
    killEngine(dataDir);
    await until(async () => {
      const ready = await fetch(`http://127.0.0.1:${port}/readyz`).catch(
        () => undefined,
      );
      return ready?.ok === true;
    }, 60_000);
    expect(platform.pid()).toBe(pid);
  }
});
