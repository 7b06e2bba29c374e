import { createHash } from 'node:crypto';
import type { S3Settings } from '../settings/material-settings.ts';
import {
  DamagedMaterial,
  StoreUnavailable,
  type MaterialStore,
} from './material-store.ts';
import { signS3 } from './sign-s3.ts';

const SHA256 = /^[0-9a-f]{64}$/;
/** No hash: no material has that name. */
const MARK = 'village-service-point';
const MARK_BYTES = new TextEncoder().encode('materials\n');
/** A file of 20 MB over a slow line between two halls. */
const BYTES_MS = 60_000;
/** Transactions may wait for it. */
const WORD_MS = 5_000;
/** So long nobody waits for a store that has just let somebody wait too long. */
const PAUSE_MS = 5_000;

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
  let awayUntilMs = 0;
  let isKnownOurs = false;
  const ask = async (
    method: string,
    name: string,
    body?: Uint8Array<ArrayBuffer>,
  ): Promise<{ status: number; bytes: Uint8Array<ArrayBuffer> }> => {
    const now = clock();
    if (now.getTime() < awayUntilMs)
      throw new StoreUnavailable('no answer a moment ago');
    const url = `${settings.url}/${name}`;
    const bodySha256 = body === undefined ? {} : { bodySha256: hashOf(body) };
    const headers = signS3(settings, { method, url, now, ...bodySha256 });
    const stop = new AbortController();
    const stopAfter = (ms: number) =>
      setTimeout(() => stop.abort(new DOMException('', 'TimeoutError')), ms);
    let timer = stopAfter(method === 'PUT' ? BYTES_MS : WORD_MS);
    try {
      const answer = await send(url, {
        method,
        headers,
        ...(body === undefined ? {} : { body }),
        redirect: 'error',
        signal: stop.signal,
      });
      clearTimeout(timer);
      timer = stopAfter(BYTES_MS);
      const { status } = answer;
      if (method === 'GET' && status === 200)
        return { status, bytes: new Uint8Array(await answer.arrayBuffer()) };
      await answer.body?.cancel();
      return { status, bytes: new Uint8Array() };
    } catch (error) {
      if (error instanceof DOMException && error.name === 'TimeoutError')
        awayUntilMs = clock().getTime() + PAUSE_MS;
      throw new StoreUnavailable('no answer');
    } finally {
      clearTimeout(timer);
    }
  };
  const isOurs = async (): Promise<boolean> =>
    expected(await ask('HEAD', MARK), [200, 404]) === 200;
  return {
    put: async (sha256, bytes) => {
      const name = nameOf(sha256);
      const parts: Uint8Array[] = [];
      const hash = createHash('sha256');
      // Whole in memory, 20 MB at most: the signature is over its hash.
      for await (const part of bytes) {
        hash.update(part);
        parts.push(part);
      }
      if (hash.digest('hex') !== sha256) return false;
      isKnownOurs ||= await isOurs();
      if (!isKnownOurs) throw new StoreUnavailable(UNMARKED);
      const body = new Uint8Array(Buffer.concat(parts));
      expected(await ask('PUT', name, body), [200]);
      return true;
    },
    read: async (sha256) => {
      const answer = await ask('GET', nameOf(sha256));
      expected(answer, [200]);
      if (hashOf(answer.bytes) !== sha256) throw new DamagedMaterial();
      return answer.bytes;
    },
    has: async (sha256) => {
      if (expected(await ask('HEAD', nameOf(sha256)), [200, 404]) === 200)
        return true;
      // One that is emptied while we run has lost its mark with all else.
      if (!(await isOurs())) throw new StoreUnavailable(UNMARKED);
      return false;
    },
    remove: async (sha256) => {
      expected(await ask('DELETE', nameOf(sha256)), [200, 204, 404]);
    },
    bucket: {
      isOurs,
      makeOurs: async () => {
        expected(await ask('PUT', MARK, MARK_BYTES), [200]);
      },
      isBeside: () => Promise.resolve(false),
    },
  };
}

const UNMARKED = 'not the bucket that was used before';

function nameOf(sha256: string): string {
  if (!SHA256.test(sha256)) throw new RangeError('not a SHA-256');
  return `${sha256.slice(0, 2)}/${sha256.slice(2)}`;
}

function hashOf(bytes: Uint8Array): string {
  return createHash('sha256').update(bytes).digest('hex');
}

/** @throws StoreUnavailable for a status that is none of these. */
function expected(
  { status }: { status: number },
  statuses: readonly number[],
): number {
  if (!statuses.includes(status))
    throw new StoreUnavailable(`status ${status}`);
  return status;
}
