import { isConnectionLost } from '../../../src/platform/database/engine-fault.ts';

/** Told that nobody knows whether it was done, a person does it again. */
export async function untilHeard<Value>(
  act: () => Promise<Value>,
): Promise<Value> {
  for (;;)
    try {
      return await act();
    } catch (error) {
      if (!isConnectionLost(error)) throw error;
    }
}
