// Removed drafts and pages go for good after 7 days. What a case still cites is
// never touched here: its materials are not among the removed.
import { write, type Store } from '../database/write.ts';
import type { DevicePorts } from '../ports.ts';
import { DAY_MS } from '../../domain/calendar/day-ms.ts';

const KEPT_MS = 7 * DAY_MS;

export async function tidyDrafts(
  store: Store,
  ports: Pick<DevicePorts, 'clock'>,
): Promise<void> {
  const before = new Date(ports.clock.wallMs() - KEPT_MS).toISOString();
  const { db } = store;
  await write(store, ['drafts', 'materials', 'materialBytes'], async () => {
    const old = await db.drafts
      .where({ state: 'removed' })
      .filter(({ removedAt }) => removedAt !== null && removedAt < before)
      .primaryKeys();
    const ofDrafts = await db.materials
      .where('draftId')
      .anyOf(old)
      .filter(({ caseId }) => caseId === null)
      .primaryKeys();
    const pages = await db.materials
      .where('[state+since]')
      .between(['removed', ''], ['removed', before])
      .primaryKeys();
    const gone = [...ofDrafts, ...pages];
    await db.materials.bulkDelete(gone);
    await db.materialBytes.bulkDelete(gone);
    await db.drafts.bulkDelete(old);
  });
}
