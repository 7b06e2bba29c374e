// Which files a set of running processes flushes to the disk, and when: strace
// asks the kernel. SIGKILL proves nothing of a power cut, since what a killed
// process has written stays in the page cache.
import { spawn } from 'node:child_process';
import { mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { until } from '../../support/platform-process.ts';

export type Flush = { atMs: number; path: string };

export type Trace = {
  /** Flushes that have ended so far, in their order; epoch ms. */
  flushes(): Flush[];
  stop(): Promise<void>;
};

/** Follows the processes and all that they start from now on. */
export async function traceFlushes(pids: readonly number[]): Promise<Trace> {
  const folder = mkdtempSync(join(tmpdir(), 'vsp-strace-'));
  const file = join(folder, 'calls');
  const tracer = spawn(
    'strace',
    [
      '-f',
      '-y',
      '-ttt',
      '-e',
      'trace=fsync,fdatasync',
      '-o',
      file,
      ...pids.flatMap((pid) => ['-p', String(pid)]),
    ],
    { stdio: ['ignore', 'ignore', 'pipe'] },
  );
  let said = '';
  tracer.stderr.on('data', (data: Buffer) => {
    said += data.toString();
  });
  await until(
    () =>
      Promise.resolve(
        pids.every((pid) => said.includes(`Process ${pid} attached`)),
      ),
    20_000,
  );
  return {
    flushes: () => readFlushes(readFileSync(file, 'utf8')),
    async stop() {
      tracer.kill('SIGINT');
      if (tracer.exitCode === null)
        await new Promise((resolve) => tracer.once('exit', resolve));
      rmSync(folder, { recursive: true, force: true });
    },
  };
}

/** `1234 1764057600.123456 fdatasync(7</path/of/it>) = 0`, or its two halves. */
function readFlushes(text: string): Flush[] {
  const begun = new Map<string, string>();
  const flushes: Flush[] = [];
  for (const line of text.split('\n')) {
    const call =
      /^(\d+)\s+(\d+\.\d+) (?:<\.\.\. )?f(?:data)?sync(?:\(\d+<([^>]*)>)?/.exec(
        line,
      );
    if (call === null) continue;
    const [, pid = '', at = '', path] = call;
    if (path !== undefined) begun.set(pid, path);
    if (!line.endsWith('= 0')) continue;
    flushes.push({ atMs: Number(at) * 1000, path: begun.get(pid) ?? '' });
  }
  return flushes;
}

/** A process with all of its descendants. */
export function familyOf(root: number): number[] {
  const parents = new Map<number, number>();
  for (const name of readdirSync('/proc')) {
    if (!/^\d+$/.test(name)) continue;
    const parent = parentOf(Number(name));
    if (parent !== undefined) parents.set(Number(name), parent);
  }
  const family = [root];
  for (const member of family)
    for (const [pid, parent] of parents)
      if (parent === member) family.push(pid);
  return family;
}

function parentOf(pid: number): number | undefined {
  try {
    const stat = readFileSync(`/proc/${pid}/stat`, 'utf8');
    // Behind the name, which may hold spaces: state, parent.
    return Number(stat.slice(stat.lastIndexOf(')') + 2).split(' ')[1]);
  } catch {
    return undefined;
  }
}
