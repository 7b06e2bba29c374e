// What the system tells about a process by its id. Ids are used again, and a
// dead process keeps its id as a "zombie" until its parent collects it, which
// in a container may be never: an id alone proves nothing.
import { execFileSync } from 'node:child_process';
import { readFileSync } from 'node:fs';

/** Whether the id is taken, be it by a zombie or by somebody else's process. */
export function isTaken(pid: number): boolean {
  try {
    process.kill(pid, 0);
    return true;
  } catch (error) {
    return (error as NodeJS.ErrnoException).code === 'EPERM';
  }
}

/** The command line with all arguments; empty for the dead and for zombies. */
export function commandOf(pid: number): string {
  try {
    if (process.platform === 'linux') {
      return readFileSync(`/proc/${pid}/cmdline`, 'utf8');
    }
    const [tool, ...args] =
      process.platform === 'win32'
        ? ['tasklist', '/FI', `PID eq ${pid}`, '/NH']
        : ['ps', '-o', 'command=', '-p', String(pid)];
    return execFileSync(tool, args, { encoding: 'utf8' });
  } catch {
    return '';
  }
}

/**
 * When a living process started, as an opaque text that differs between two
 * uses of one id; `undefined` for the dead. Where the system does not tell
 * (Windows), every living process of that id counts as the same.
 */
export function startOf(pid: number): string | undefined {
  if (!isTaken(pid)) return undefined;
  try {
    if (process.platform === 'linux') {
      // Field 22, counted after the name in brackets, which may hold spaces.
      const stat = readFileSync(`/proc/${pid}/stat`, 'utf8');
      const fields = stat.slice(stat.lastIndexOf(')') + 2).split(' ');
      if (fields[0] === 'Z') return undefined;
      // Counted in ticks since the machine was started, hence its boot id.
      const boot = readFileSync('/proc/sys/kernel/random/boot_id', 'utf8');
      return `${boot.trim()} ${fields[19] ?? ''}`;
    }
    if (process.platform === 'win32') return 'alive';
    const args = ['-o', 'lstart=', '-p', String(pid)];
    return execFileSync('ps', args, { encoding: 'utf8' }).trim();
  } catch {
    return undefined;
  }
}
