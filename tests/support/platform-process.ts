// A real platform with its private PostgreSQL, as an operator would run it, that
// a test can kill and start again on the same data.
import { spawn, type ChildProcess } from 'node:child_process';
import { chmodSync, existsSync, mkdtempSync, rmSync } from 'node:fs';
import { createServer, type AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import * as v from 'valibot';
import { demoSchema, type Demo } from '../../src/protocol/demo.ts';

const PROGRAM = 'dist/platform/main.js';

export type PlatformProcess = {
  port: number;
  dataDir: string;
  /** @throws while it does not run. */
  pid(): number;
  /** Whether it runs, or how it ended. */
  standing(): string;
  /** `next`: another build's program on the same data and port. */
  start(next?: string, settings?: Record<string, string>): Promise<void>;
  /** SIGKILL, as a power cut or the out-of-memory killer would. */
  kill(): Promise<void>;
  /** SIGTERM and the exit code. */
  stop(): Promise<number | null>;
  demo(): Promise<Demo>;
  /** Everything it has printed. */
  output(): string;
  remove(): Promise<void>;
};

/**
 * The platform is built by `npm run build`; this only runs it. `dataDir`: instead of
 * a new one.
 */
export async function aPlatform(
  program = PROGRAM,
  dataDir = mkdtempSync(join(tmpdir(), 'vsp-journey-')),
): Promise<PlatformProcess> {
  if (!existsSync(program))
    throw new Error(`${program} is missing: run npm run build first`);
  // As root the engine runs as another account, which must get in here.
  chmodSync(dataDir, 0o755);
  const port = await freePort();
  let child: ChildProcess | undefined;
  let output = '';

  const ended = async (): Promise<number | null> => {
    const running = child;
    if (running === undefined || hasEnded(running)) return null;
    return await new Promise((resolve) => running.once('exit', resolve));
  };

  return {
    port,
    dataDir,
    pid() {
      if (child?.pid === undefined) throw new Error('it does not run');
      return child.pid;
    },
    standing() {
      if (child === undefined) return 'never started';
      return hasEnded(child)
        ? `ended with ${child.signalCode ?? child.exitCode}`
        : 'runs';
    },
    async start(next = program, settings = {}) {
      child = spawn(process.execPath, [next], {
        env: {
          ...process.env,
          PORT: String(port),
          DATA_DIR: dataDir,
          DEMO: '1',
          ...settings,
        },
        stdio: ['ignore', 'pipe', 'pipe'],
      });
      for (const stream of [child.stdout, child.stderr])
        stream?.on('data', (data: Buffer) => {
          output += data.toString();
        });
      await until(async () => {
        if (child?.exitCode !== null && child?.exitCode !== undefined)
          throw new Error(`the platform ended at its start:\n${output}`);
        const answer = await fetch(`http://127.0.0.1:${port}/readyz`).catch(
          () => undefined,
        );
        return answer?.ok === true;
      }, 60_000);
    },
    async kill() {
      child?.kill('SIGKILL');
      await ended();
    },
    async stop() {
      child?.kill('SIGTERM');
      return await ended();
    },
    async demo() {
      const answer = await fetch(`http://127.0.0.1:${port}/api/v1/demo`);
      return v.parse(demoSchema, await answer.json());
    },
    output: () => output,
    async remove() {
      child?.kill('SIGTERM');
      await ended();
      rmSync(dataDir, { recursive: true, force: true });
    },
  };
}

function hasEnded({ exitCode, signalCode }: ChildProcess): boolean {
  return exitCode !== null || signalCode !== null;
}

/** Waits for a condition; the interval only bounds how often it is asked. */
export async function until(
  condition: () => Promise<boolean>,
  withinMs: number,
): Promise<void> {
  const end = Date.now() + withinMs;
  while (!(await condition())) {
    if (Date.now() > end) throw new Error(`not within ${withinMs} ms`);
    await new Promise((resolve) => {
      setTimeout(resolve, 50);
    });
  }
}

export async function freePort(): Promise<number> {
  const server = createServer();
  await new Promise<void>((resolve) => {
    server.listen(0, '127.0.0.1', resolve);
  });
  const { port } = server.address() as AddressInfo;
  await new Promise((resolve) => server.close(resolve));
  return port;
}
