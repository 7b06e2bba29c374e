// Processor time, which tells what work costs also where others take the processor.
import { readdirSync, readFileSync } from 'node:fs';

/** Clock ticks a second on Linux (`getconf CLK_TCK`). */
const TICKS = 100;

export type Cpu = { platformS: number; engineS: number };

/** Of the platform's process, and of the engine with all its backends, so far. */
export function readCpu(pid: number): Cpu {
  const processes = readdirSync('/proc').flatMap((name) =>
    /^\d+$/.test(name) ? readProcess(Number(name)) : [],
  );
  const of = (pids: readonly number[]) =>
    processes
      .filter((each) => pids.includes(each.pid))
      .reduce((sum, { ticks }) => sum + ticks, 0) / TICKS;
  const below = (parent: number) =>
    processes.filter((each) => each.parent === parent).map((each) => each.pid);
  const engines = below(pid);
  return {
    platformS: of([pid]),
    engineS: of([...engines, ...engines.flatMap(below)]),
  };
}

/** `ticks` with those of children that have ended. */
function readProcess(
  pid: number,
): { pid: number; parent: number; ticks: number }[] {
  try {
    const stat = readFileSync(`/proc/${pid}/stat`, 'utf8');
    const fields = stat
      .slice(stat.lastIndexOf(')') + 2)
      .split(' ')
      .map(Number);
    const [, parent = 0] = fields;
    const ticks = fields.slice(11, 15).reduce((sum, each) => sum + each, 0);
    return [{ pid, parent, ticks }];
  } catch {
    // It has ended meanwhile.
    return [];
  }
}
