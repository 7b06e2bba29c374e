// Argon2id from a secret that people can remember: 64 MiB and 3 passes, about a
// quarter of a second here (design figure: a graphics card's memory is what
// limits the guessing). Six digits alone still fall within hours.
import { argon2id } from 'hash-wasm';
import type { Bytes } from '../bytes.ts';

const MEMORY_KIB = 64 * 1024;
const PASSES = 3;

export async function stretch(secret: string, salt: Bytes): Promise<Bytes> {
  const hash = await argon2id({
    password: secret.normalize('NFKC'),
    salt,
    parallelism: 1,
    iterations: PASSES,
    memorySize: MEMORY_KIB,
    hashLength: 32,
    outputType: 'binary',
  });
  return new Uint8Array(hash);
}
