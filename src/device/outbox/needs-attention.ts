// 需处理: what the county refused stays whole in the outbox until a person has
// settled it, by an operation in its place or by taking it back.
import type { OperationKind } from '../../domain/cases/operation.ts';
import type { ErrorCode } from '../../protocol/error-code.ts';
import type { DeviceDatabase, OutboxRow } from '../database/tables.ts';

/**
 * What a person can do about it, besides taking it back. `edit`: mend its content,
 * in a draft or in a form of its own (mend-step.ts), or send it as it is. `sendAgain`: only the envelope was bad, or the
 * one before it. `afterPrevious`: the one before it in the tray comes first.
 */
export type Remedy = 'edit' | 'sendAgain' | 'afterPrevious';

/** Refused for what is inside; of all others a new envelope is enough. */
const OF_CONTENT = new Set<ErrorCode>(['invalid', 'tooLarge']);

/** `previous`: the outbox's row of its `casePrev`. */
export function remedyOf(
  row: OutboxRow,
  previous: OutboxRow | undefined,
): Remedy {
  if (previous?.state === 'attention') return 'afterPrevious';
  // It was refused with the one before it, whose code it carries.
  if (previous?.result === 'refused') return 'sendAgain';
  return row.code !== null &&
    OF_CONTENT.has(row.code) &&
    kindOf(row) !== 'journal'
    ? 'edit'
    : 'sendAgain';
}

/** The kind that an envelope names. */
export function kindOf({
  envelope,
}: {
  envelope: Pick<OutboxRow['envelope'], 'schema'>;
}): OperationKind {
  return envelope.schema.replace(/@\d+$/, '') as OperationKind;
}

/** Inside a transaction over `outbox`. */
export async function isInTray(
  db: DeviceDatabase,
  id: string,
): Promise<boolean> {
  return (await db.outbox.get(id))?.state === 'attention';
}

/**
 * Takes a refused row out of the tray, inside the caller's transaction over
 * `outbox`: another operation stands in its place, or a person took it back. Row
 * and chain entry stay. False: it is not in the tray (any more).
 */
export async function leaveTray(
  db: DeviceDatabase,
  id: string,
  how: Pick<OutboxRow, 'replacedBy'> | Pick<OutboxRow, 'removed'>,
): Promise<boolean> {
  const row = await db.outbox.get(id);
  if (row?.state !== 'attention') return false;
  await db.outbox.put({ ...row, ...how, state: 'settled' });
  return true;
}
