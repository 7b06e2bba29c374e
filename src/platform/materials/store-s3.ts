import { createHash } from 'node:crypto';
import type { S3Settings } from '../settings/material-settings.ts';
import { StoreUnavailable, type MaterialStore } from './material-store.ts';
import { signS3 } from './sign-s3.ts';

const SHA256 = /^[0-9a-f]{64}$/;
/** A file of 20 MB over a slow line between two halls. */
const TIMEOUT_MS = 60_000;

/**
 * A bucket of an S3-compatible store: `ab/cdef…`, as in a folder. It says that it has a
 * material when it keeps it for good, and takes no bytes of another hash than was signed.
 * An answer that is none of the two is no answer: nothing is lost by it, and whoever
 * asks is told that the platform cannot serve now.
 */
export function storeS3(
  settings: S3Settings,
  clock: () => Date,
  send: typeof fetch = fetch,
): MaterialStore {
  const ask = async (
    method: string,
    sha256: string,
    body?: Uint8Array<ArrayBuffer>,
  ): Promise<Response> => {
    if (!SHA256.test(sha256)) throw new RangeError('not a SHA-256');
    const url = `${settings.url}/${sha256.slice(0, 2)}/${sha256.slice(2)}`;
    const bodySha256 = body === undefined ? {} : { bodySha256: sha256 };
    const headers = signS3(settings, {
      method,
      url,
      now: clock(),
      ...bodySha256,
    });
    try {
      return await send(url, {
        method,
        headers,
        ...(body === undefined ? {} : { body }),
        redirect: 'error',
        signal: AbortSignal.timeout(TIMEOUT_MS),
      });
    } catch {
      throw new StoreUnavailable('no answer');
    }
  };
  return {
    put: async (sha256, bytes) => {
      const parts: Uint8Array[] = [];
      const hash = createHash('sha256');
      // Whole in memory, 20 MB at most: the signature is over its hash.
      for await (const part of bytes) {
        hash.update(part);
        parts.push(part);
      }
      if (hash.digest('hex') !== sha256) return false;
      const body = new Uint8Array(Buffer.concat(parts));
      await drained(await ask('PUT', sha256, body), [200]);
      return true;
    },
    read: async (sha256) => {
      const answer = await ask('GET', sha256);
      if (answer.status !== 200) {
        await answer.body?.cancel();
        throw new StoreUnavailable(`status ${answer.status}`);
      }
      const bytes = new Uint8Array(await answer.arrayBuffer());
      const hash = createHash('sha256').update(bytes).digest('hex');
      if (hash !== sha256) throw new Error('a material of another hash');
      return bytes;
    },
    has: async (sha256) =>
      (await drained(await ask('HEAD', sha256), [200, 404])) === 200,
    remove: async (sha256) => {
      await drained(await ask('DELETE', sha256), [200, 204, 404]);
    },
  };
}

/** @throws StoreUnavailable for a status that is none of these. */
async function drained(
  answer: Response,
  statuses: readonly number[],
): Promise<number> {
  await answer.body?.cancel();
  if (!statuses.includes(answer.status))
    throw new StoreUnavailable(`status ${answer.status}`);
  return answer.status;
}
