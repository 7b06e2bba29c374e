// What is done on a device besides the operations of a case (look-ups, reprints,
// exports, erasures) is written down as it is done, and goes to the county with
// the next round as one signed `journal` operation (append-journal.ts).
import type { DeviceDatabase } from '../database/tables.ts';
import type { WithdrawalReason } from '../../domain/cases/withdrawal-reason.ts';

/** Codes only: they go to the county as they are, so no free text fits. */
export type JournalAct =
  | 'residentLookedUp'
  | 'receiptReprinted'
  | 'handedOver'
  | 'exported'
  | 'materialsErased'
  | 'caseTextErased'
  | 'clerkAdded'
  | 'clerkRemoved'
  | 'enrolledAgain'
  | `unsentRemoved.${WithdrawalReason}`;

/** Store that recordAct needs in the caller's transaction. */
export const ACT_STORES = ['acts'] as const;

/** Writes one act down, inside the caller's transaction over `acts`. */
export async function recordAct(
  db: DeviceDatabase,
  done: {
    act: JournalAct;
    caseId: string | null;
    /** ISO 8601, wall clock. */
    at: string;
    /** Who did it; null: it needs no unlocking (an export while locked). */
    clerkId: string | null;
  },
): Promise<void> {
  await db.acts.add({ ...done, operationId: null });
}
