import type { PlatformContext } from '../context.ts';
import { makeMac } from '../keys/mac.ts';
import type { Principal } from '../people/permissions.ts';
import { appendAudit } from './append-audit.ts';

/**
 * Who looked for a person, never for whom: whoever knows what was typed finds it by its
 * keyed hash.
 */
export async function noteSearch(
  context: PlatformContext,
  { accountId }: Principal,
  typed: string,
  rows: number,
): Promise<void> {
  const term = makeMac(context.keys, 'search', [
    typed.normalize('NFKC').trim(),
  ]);
  await appendAudit(context, {
    accountId,
    act: 'personsSearched',
    caseId: null,
    detail: { term, rows },
  });
}
