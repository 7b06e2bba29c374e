// Processes of the laboratory's program, each given one plan at a time.
import { fork } from 'node:child_process';
import { join } from 'node:path';

const ROOT = join(import.meta.dirname, '../../..');
/** A run takes under a second; one that takes so long will never end. */
const LONGEST_MS = 300_000;
/**
 * fake-indexeddb and libraries keep what they once saw, 6 MB a run, and the collector
 * goes over it again and again: the 460th run of a process costs twice the first.
 */
const RUNS_A_PROCESS = 50;
/** A run makes much that soon is garbage, and other processes have the other cores. */
const HEAP = ['--max-semi-space-size=64', '--single-threaded-gc'];

/**
 * Runs every wish of `wishes` ({seed, plan, verbose}) over `jobs` processes of
 * the built program at `path`; `onResult(wish, answer)` as they come, where
 * `answer` is {plan, result} or {plan, failure}. It may give false: then no more are begun.
 */
export async function runAll({ path, jobs, wishes, onResult }) {
  const queue = wishes[Symbol.iterator]();
  let isStopped = false;
  const next = () => {
    const { value, done } = queue.next();
    return isStopped || done === true ? undefined : value;
  };
  const answered = (wish, answer) => {
    if (onResult(wish, answer) === false) isStopped = true;
  };
  await Promise.all(
    Array.from({ length: jobs }, async () => {
      for (let wish = next(); wish !== undefined;)
        wish = await oneProcess({ path, wish, next, answered });
    }),
  );
}

/** Resolves with the wish that the next process has to begin with, if any. */
function oneProcess({ path, wish: first, next, answered }) {
  return new Promise((resolve) => {
    const child = fork(path, [], { cwd: ROOT, execArgv: HEAP });
    let wish = first;
    let runs = 0;
    let watch;
    const send = () => {
      watch = setTimeout(() => child.kill('SIGKILL'), LONGEST_MS);
      child.send(wish);
    };
    child.on('message', (message) => {
      if (message.ready === true) return send();
      clearTimeout(watch);
      answered(wish, message);
      wish = next();
      runs += 1;
      if (wish === undefined || runs >= RUNS_A_PROCESS) child.kill();
      else send();
    });
    child.on('exit', (code, signal) => {
      clearTimeout(watch);
      if (runs > 0 && (wish === undefined || runs >= RUNS_A_PROCESS))
        return resolve(wish);
      answered(wish, { failure: `the process ended (${signal ?? code})` });
      resolve(next());
    });
  });
}
