import { readFileSync } from 'node:fs';

/** A secret that stands alone in its file; '' when it cannot be read. */
export function readSecretFile(path: string): string {
  try {
    return readFileSync(path, 'utf8').trim();
  } catch {
    return '';
  }
}
