import type { ErrorCode, Outcome } from '../protocol/error-code.ts';
import { StorageError } from './database/storage-error.ts';

export function done<Value>(value: Value): { ok: true; value: Value } {
  return { ok: true, value };
}

export function failed<Code extends ErrorCode>(
  code: Code,
  details?: Record<string, string | number>,
): { ok: false; code: Code; details?: Record<string, string | number> } {
  return details === undefined
    ? { ok: false, code }
    : { ok: false, code, details };
}

/**
 * Runs a use case; a failure of the storage becomes the value the screen can
 * speak of (`storageFull`, `storageFailed`). Bugs go on being thrown.
 */
export async function attempt<Value>(
  task: () => Promise<Outcome<Value>>,
): Promise<Outcome<Value>> {
  try {
    return await task();
  } catch (error) {
    if (error instanceof StorageError) return failed(error.code);
    throw error;
  }
}
