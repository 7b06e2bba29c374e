import { leaveSettledCases } from '../cases/leave-cases.ts';
import { retireCases } from '../cases/retire-cases.ts';
import { StorageError } from '../database/storage-error.ts';
import { nowIso, type DeviceContext } from '../device-context.ts';
import { letGoAfterRound } from './let-go.ts';

/**
 * The county may have said something: what may leave the device leaves, and the
 * room that is left is counted. A storage that fails here is said by the next
 * save of the clerk, who asked for nothing now.
 */
export async function tidyAfterRound(context: DeviceContext): Promise<void> {
  const { storage, vault } = context;
  try {
    const gone = await letGoAfterRound(context);
    if (!context.age.isTooNew)
      await leaveSettledCases(context.store, nowIso(context));
    const { unlocked } = vault;
    const retired =
      unlocked === undefined ? 0 : await retireCases({ ...context, unlocked });
    if (gone.materials + retired > 0) storage.released();
  } catch (error) {
    if (!(error instanceof StorageError)) throw error;
  }
  await storage.look();
}
