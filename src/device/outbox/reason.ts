// The county's words for what a person there decided about an operation. They may
// name people, so they lie sealed beside it.
import type { OutboxRow, Sealed } from '../database/tables.ts';
import { openRow, sealRow, type VaultKey } from '../vault/row-cipher.ts';

/** What a reason is sealed for. */
export function reasonPlace(operationId: string): string {
  return `outbox/${operationId}/reason`;
}

export function sealReason(
  vault: VaultKey,
  operationId: string,
  reason: string,
): Promise<Sealed> {
  return sealRow(vault, reasonPlace(operationId), reason);
}

/** null: there is none, or it cannot be read here. */
export async function openReason(
  vault: VaultKey,
  { id, sealedReason }: Pick<OutboxRow, 'id' | 'sealedReason'>,
): Promise<string | null> {
  if (sealedReason === undefined) return null;
  const reason = await openRow<unknown>(vault, reasonPlace(id), sealedReason);
  return typeof reason === 'string' ? reason : null;
}
