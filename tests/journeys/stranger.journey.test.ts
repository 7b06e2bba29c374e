// As a stranger would: the README's command, the printed address, the demo's own
// accounts, one case there and back, Ctrl-C.
import { spawn, spawnSync } from 'node:child_process';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import * as v from 'valibot';
import { afterAll, expect, onTestFailed, test } from 'vitest';
import { demoSchema } from '../../src/protocol/demo.ts';
import { application, REVIEWER, VILLAGE } from '../support/applications.ts';
import { aBrowser } from '../support/browser-process.ts';
import { Clerk } from '../support/clerk.ts';
import { freePort, until } from '../support/platform-process.ts';
import { Reviewer } from '../support/reviewer.ts';

const phone = aBrowser();
const desk = aBrowser({ width: 1280, height: 800 });
const dataDir = mkdtempSync(join(tmpdir(), 'vsp-stranger-'));

afterAll(async () => {
  await phone.remove();
  await desk.remove();
  rmSync(dataDir, { recursive: true, force: true });
});

test('a stranger starts it, takes a case in, decides it and sees it come back', async () => {
  const env = {
    ...process.env,
    PORT: String(await freePort()),
    DATA_DIR: dataDir,
  };
  const start = spawn('npm', ['start'], { env, detached: true });
  let printed = '';
  for (const stream of [start.stdout, start.stderr])
    stream.on('data', (data: Buffer) => {
      printed += data.toString();
    });
  onTestFailed(() => {
    console.log(printed);
  });
  const address = (): string | undefined =>
    /http:\/\/localhost:\d+/.exec(printed)?.[0];
  await until(() => Promise.resolve(address() !== undefined), 120_000);

  const asked = spawnSync('npm', ['run', '-s', 'demo', '--', '--json'], {
    env,
    encoding: 'utf8',
  });
  const demo = v.parse(demoSchema, JSON.parse(asked.stdout));
  expect(demo.address).toContain(address());
  const village = demo.villages.find(({ code }) => code === VILLAGE);
  const account = demo.accounts.find(({ login }) => login === REVIEWER);
  if (!village || !account) throw new Error('the demo county is not there');
  // The accounts stand on the terminal too, for a person without scripts.
  await until(
    () =>
      Promise.resolve(
        printed.includes(account.login) && printed.includes(account.password),
      ),
    20_000,
  );

  const home = address() ?? '';
  const clerk = new Clerk(await phone.open());
  await clerk.enrolsWithCode(home, village.shortCode);
  const number = await clerk.takesIn(application('V24', {}));
  await clerk.sees('县平台已收到');

  const reviewer = new Reviewer(await desk.open());
  await reviewer.signsIn(home, account);
  await reviewer.opensCase(number);
  await reviewer.accepts();

  await clerk.sendsNow();
  await clerk.goesHome();
  await clerk.presses('办件');
  await clerk.sees('已受理');

  // Ctrl-C reaches the whole group; npm itself ends by the signal.
  const ended = new Promise((resolve) => start.once('exit', resolve));
  process.kill(-(start.pid ?? 0), 'SIGINT');
  await ended;
  await until(
    () => Promise.resolve(printed.includes('已停止，数据都在')),
    20_000,
  );
  await expect(fetch(home)).rejects.toThrow();
});
