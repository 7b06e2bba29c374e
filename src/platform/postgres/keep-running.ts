import type { ChildProcess } from 'node:child_process';
import { setTimeout as pause } from 'node:timers/promises';
import { engineText } from '../../text/engine.ts';
import { endPostmaster } from './postmaster.ts';

/** Starts an engine, and starts it again whenever it ends without being told. */
export async function keepRunning(
  start: () => Promise<ChildProcess>,
  log: (sentence: string) => void,
): Promise<{ readonly pid: number; stop: () => Promise<void> }> {
  const stopping = new AbortController();
  let revival: Promise<void> | undefined;
  let child = await start();

  // Even a platform that ends by a bug does not leave its engine behind.
  const endWithProcess = () => child.kill('SIGINT');
  process.once('exit', endWithProcess);

  const watch = () => {
    child.once('exit', () => {
      if (!stopping.signal.aborted) revival = revive();
    });
  };
  const revive = async () => {
    log(engineText.endedAlone);
    for (
      let waitMs = 200;
      !stopping.signal.aborted;
      waitMs = Math.min(waitMs * 2, 10_000)
    ) {
      try {
        child = await start();
        watch();
        return;
      } catch (error) {
        log(error instanceof Error ? error.message : String(error));
        await pause(waitMs);
      }
    }
  };
  watch();

  return {
    get pid() {
      return child.pid ?? 0;
    },
    stop: async () => {
      stopping.abort();
      await revival;
      process.off('exit', endWithProcess);
      await endPostmaster(child);
    },
  };
}
