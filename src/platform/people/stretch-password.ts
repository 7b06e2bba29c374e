// Argon2id, one password after the other, in a thread beside the process's own.
import { createRequire } from 'node:module';
import { pathToFileURL } from 'node:url';
import { Worker } from 'node:worker_threads';
// oxlint-disable-next-line import/default -- its text, which vite exports
import program from './argon2-worker.mjs?raw';

export type Cost = { memoryKib: number; passes: number };

const KEY_BYTES = 32;
/** The library takes no empty text; this one nobody can send. */
const NOTHING_TYPED = '\0';

type Answer = { n: number; hash?: Uint8Array; problem?: string };
type Waiting = {
  resolve: (hash: Buffer) => void;
  reject: (error: Error) => void;
};

let thread: Worker | undefined;
let last = 0;
const waiting = new Map<number, Waiting>();

/** 32 bytes. @throws when the library refuses the cost, or its thread ends. */
export function stretchPassword(
  password: string,
  salt: Uint8Array,
  { memoryKib, passes }: Cost,
): Promise<Buffer> {
  thread ??= startThread();
  const worker = thread;
  last += 1;
  const n = last;
  return new Promise((resolve, reject) => {
    waiting.set(n, { resolve, reject });
    // Only while something waits does it keep a program from ending.
    worker.ref();
    worker.postMessage({
      n,
      options: {
        // The same password typed on two keyboards may be composed differently.
        password: password.normalize('NFKC') || NOTHING_TYPED,
        salt,
        parallelism: 1,
        iterations: passes,
        memorySize: memoryKib,
        hashLength: KEY_BYTES,
        outputType: 'binary',
      },
    });
  });
}

function startThread(): Worker {
  const library = createRequire(import.meta.url).resolve('hash-wasm');
  // From its text: the built platform is a few files that know no others.
  const worker = new Worker(
    new URL(`data:text/javascript,${encodeURIComponent(program)}`),
    { workerData: { library: pathToFileURL(library).href } },
  );
  worker.on('message', ({ n, hash, problem }: Answer) => {
    const asked = waiting.get(n);
    waiting.delete(n);
    if (waiting.size === 0) worker.unref();
    if (hash !== undefined) asked?.resolve(Buffer.from(hash));
    else asked?.reject(new Error(problem));
  });
  const end = (error: Error) => {
    thread = undefined;
    for (const { reject } of waiting.values()) reject(error);
    waiting.clear();
  };
  worker.on('error', end);
  worker.on('exit', () => end(new Error('the thread for passwords ended')));
  return worker;
}
