// One thread that stretches passwords, so that neither the process's own thread nor
// the four that Node has for files and keys stand still meanwhile. Started from its
// text by stretch-password.ts.
import { parentPort, workerData } from 'node:worker_threads';

const { argon2id } = await import(workerData.library);

parentPort.on('message', async ({ n, options }) => {
  try {
    parentPort.postMessage({ n, hash: await argon2id(options) });
  } catch (error) {
    parentPort.postMessage({ n, problem: String(error) });
  }
});
