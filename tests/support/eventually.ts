import { vi } from 'vitest';

/** Longer than any machine takes: only what never comes is ended by the clock. */
const LONG_MS = 20_000;

/** Waits until the check holds, and gives what it gives. */
export async function eventually<Value>(
  check: () => Value | Promise<Value>,
): Promise<Value> {
  return await vi.waitFor(check, { timeout: LONG_MS });
}
