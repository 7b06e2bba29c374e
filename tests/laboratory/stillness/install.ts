// Puts the still parts in the place of the global ones. First import of the
// laboratory's program: libraries look some of them up when they are loaded.
import type { Scheduler } from '../scheduler/scheduler.ts';
import {
  StillBlob,
  StillCompressionStream,
  StillDecompressionStream,
  StillResponse,
} from './streams.ts';
import { forgetKeys, stillCrypto } from './web-crypto.ts';

/** The run that is going on. */
const running: { scheduler: Scheduler | undefined } = { scheduler: undefined };

export function setRunning(scheduler: Scheduler | undefined): void {
  if (scheduler !== undefined) forgetKeys();
  running.scheduler = scheduler;
}

const turn = globalThis.setImmediate;

/** fake-indexeddb's tasks belong to the disk of whoever asked for them. */
function stillImmediate(
  task: (...values: unknown[]) => void,
  ...values: unknown[]
): unknown {
  const { scheduler } = running;
  if (scheduler === undefined) return turn(task, ...values);
  const { disk } = scheduler.current;
  scheduler.post(disk, 'disk', () => task(...values));
  return undefined;
}

function put(name: string, value: unknown): void {
  Object.defineProperty(globalThis, name, {
    value,
    configurable: true,
    writable: true,
  });
}

put('crypto', stillCrypto);
put('Blob', StillBlob);
put('Response', StillResponse);
put('CompressionStream', StillCompressionStream);
put('DecompressionStream', StillDecompressionStream);
put('setImmediate', stillImmediate);
// Dexie would tell other realms of every change; there are none.
put('BroadcastChannel', undefined);
