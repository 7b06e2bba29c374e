// A cluster is well over a thousand small files. Calls that wait in this thread are
// many times as quick for them as those that pass each step to another one; between two
// pieces whatever else there is to do has its turn.
import { createHash } from 'node:crypto';
import {
  closeSync,
  fchownSync,
  openSync,
  readSync,
  writeFileSync,
  writeSync,
} from 'node:fs';
import { setImmediate } from 'node:timers/promises';
import type { EngineAccount } from '../postgres/engine-account.ts';

const PIECE_BYTES = 256 * 1024;

export type Copied = { sha256: string; bytes: number };

/**
 * Copies a file. The hash is of what was written, also while the file changes
 * underneath. @throws EEXIST when the copy's name is taken.
 */
export async function copyFile(
  from: string,
  to: string,
  owner?: EngineAccount,
): Promise<Copied> {
  const source = openSync(from, 'r');
  try {
    const target = openSync(to, 'wx', 0o600);
    try {
      if (owner !== undefined) fchownSync(target, owner.uid, owner.gid);
      return await pour(source, target);
    } finally {
      closeSync(target);
    }
  } finally {
    closeSync(source);
  }
}

/** What a file holds, without a copy. */
export async function hashFile(path: string): Promise<Copied> {
  const source = openSync(path, 'r');
  try {
    return await pour(source, undefined);
  } finally {
    closeSync(source);
  }
}

async function pour(
  source: number,
  target: number | undefined,
): Promise<Copied> {
  const hash = createHash('sha256');
  const piece = Buffer.allocUnsafe(PIECE_BYTES);
  for (let bytes = 0; ;) {
    const length = readSync(source, piece);
    if (length === 0) return { sha256: hash.digest('hex'), bytes };
    const read = piece.subarray(0, length);
    hash.update(read);
    if (target !== undefined)
      for (let at = 0; at < length;) at += writeSync(target, read, at);
    bytes += length;
    await setImmediate();
  }
}

/** Writes a private file that is not there yet. @throws EEXIST when it is. */
export function writeNew(path: string, content: Uint8Array): Copied {
  writeFileSync(path, content, { mode: 0o600, flag: 'wx' });
  const sha256 = createHash('sha256').update(content).digest('hex');
  return { sha256, bytes: content.length };
}
