// A county of before the leaner form (protocol/lean-form.ts) takes it for a broken seal.
// It may have been put back to an older release after this device had heard that it
// opens the form: what is sealed so waits until it does again.
import type { OperationResult } from '../../protocol/operations.ts';
import type { OutboxRow } from '../database/tables.ts';
import type { Settlement } from './decide-result.ts';

/** undefined: the refusal stands. */
export function waitForNewer(
  { envelope }: OutboxRow,
  result: OperationResult,
  { opensLean = false }: { opensLean?: boolean },
): Extract<Settlement, { to: 'pending' }> | undefined {
  const isTakenForBroken =
    result.result === 'refused' &&
    result.code === 'badSignature' &&
    isLean(envelope.jwe);
  return isTakenForBroken && !opensLean
    ? { to: 'pending', code: 'busy' }
    : undefined;
}

function isLean(jwe: string): boolean {
  const [header = ''] = jwe.split('.');
  try {
    const text = atob(header.replaceAll('-', '+').replaceAll('_', '/'));
    return 'lean' in (JSON.parse(text) as object);
  } catch {
    return false;
  }
}
