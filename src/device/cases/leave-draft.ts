import type { DeviceDatabase } from '../database/tables.ts';

/**
 * Removes a draft whose operation was stored, inside that transaction. What the
 * draft held and the operation does not cite stays 7 days among the removed.
 */
export async function leaveDraft(
  db: DeviceDatabase,
  draftId: string,
  at: string,
): Promise<void> {
  await db.drafts.delete(draftId);
  await db.materials.where({ draftId }).modify((material) => {
    material.draftId = null;
    if (material.caseId === null) {
      material.state = 'removed';
      material.since = at;
    }
  });
}
