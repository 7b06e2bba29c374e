// A real Chromium on a profile that outlives it, so that a test can kill the
// browser with SIGKILL and open it again, as a phone's battery does.
import { spawn, type ChildProcess } from 'node:child_process';
import { existsSync, mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { chromium, type Browser, type Page } from 'playwright-core';
import { until } from './platform-process.ts';

export type BrowserProcess = {
  profile: string;
  /** Of the browser's first process, while it runs; its group has them all. */
  pid(): number | undefined;
  open(): Promise<Page>;
  /** SIGKILL of the browser and everything it started. */
  kill(): Promise<void>;
  close(): Promise<void>;
  remove(): Promise<void>;
};

export function aBrowser(
  size: { width: number; height: number } = { width: 360, height: 640 },
  /** A film that the camera shows. */
  camera?: string,
  /** Without being asked; else as the page's context is told. */
  { isCameraAllowed = true }: { isCameraAllowed?: boolean } = {},
): BrowserProcess {
  const profile = mkdtempSync(join(tmpdir(), 'vsp-profile-'));
  const portFile = join(profile, 'DevToolsActivePort');
  let child: ChildProcess | undefined;
  let browser: Browser | undefined;

  const gone = async (): Promise<void> => {
    const running = child;
    if (running === undefined) return;
    if (running.exitCode === null && running.signalCode === null)
      await new Promise((resolve) => running.once('exit', resolve));
    child = undefined;
    browser = undefined;
  };

  return {
    profile,
    pid: () => child?.pid,
    async open() {
      rmSync(portFile, { force: true });
      // A killed browser leaves its lock; no other one uses this profile.
      for (const lock of [
        'SingletonLock',
        'SingletonSocket',
        'SingletonCookie',
      ])
        rmSync(join(profile, lock), { force: true });
      child = spawn(
        process.env['CHROMIUM'] ?? '/usr/bin/chromium',
        [
          '--headless=new',
          '--remote-debugging-port=0',
          `--user-data-dir=${profile}`,
          `--window-size=${size.width},${size.height}`,
          ...(process.getuid?.() === 0 ? ['--no-sandbox'] : []),
          '--disable-gpu',
          '--disable-quic',
          '--disable-dev-shm-usage',
          '--no-first-run',
          '--disable-background-networking',
          '--disable-component-update',
          '--disable-sync',
          '--hide-crash-restore-bubble',
          // A telephone's lie over the page and take no width from it.
          '--hide-scrollbars',
          ...(camera === undefined
            ? []
            : [
                ...(isCameraAllowed ? ['--use-fake-ui-for-media-stream'] : []),
                '--use-fake-device-for-media-stream',
                `--use-file-for-fake-video-capture=${camera}`,
              ]),
          'about:blank',
        ],
        { stdio: 'ignore', detached: true },
      );
      await until(
        () =>
          Promise.resolve(
            existsSync(portFile) &&
              readFileSync(portFile, 'utf8').includes('\n'),
          ),
        30_000,
      );
      const [port] = readFileSync(portFile, 'utf8').split('\n');
      browser = await chromium.connectOverCDP(`http://127.0.0.1:${port}`);
      const context = browser.contexts()[0];
      if (context === undefined) throw new Error('the browser has no context');
      const page = context.pages()[0] ?? (await context.newPage());
      await page.setViewportSize(size);
      return page;
    },
    async kill() {
      if (child?.pid !== undefined) process.kill(-child.pid, 'SIGKILL');
      await gone();
    },
    async close() {
      await browser?.close().catch(() => undefined);
      if (child?.pid !== undefined && child.exitCode === null)
        process.kill(-child.pid, 'SIGTERM');
      await gone();
    },
    async remove() {
      if (child?.pid !== undefined && child.exitCode === null)
        process.kill(-child.pid, 'SIGKILL');
      await gone();
      rmSync(profile, { recursive: true, force: true, maxRetries: 5 });
    },
  };
}
