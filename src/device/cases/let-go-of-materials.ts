import type { DeviceDatabase } from '../database/tables.ts';
import { caseMaterials, type CaseContent } from './case-content.ts';

/** What the case cited before and does not cite any more. */
export function noLongerCited(
  before: CaseContent | undefined,
  after: CaseContent | undefined,
): string[] {
  if (before === undefined) return [];
  const cited = new Set(
    after === undefined ? [] : caseMaterials(after).map(({ sha256 }) => sha256),
  );
  return caseMaterials(before)
    .map(({ sha256 }) => sha256)
    .filter((sha256) => !cited.has(sha256));
}

/**
 * Puts a case's materials among the removed, which stay 7 days, inside the
 * caller's transaction over `materials`. What the county has whole, and what
 * another case cites by now, is left alone.
 */
export async function letGoOfMaterials(
  db: DeviceDatabase,
  given: { caseId: string; dropped: readonly string[]; at: string },
): Promise<void> {
  await db.materials
    .where('sha256')
    .anyOf(given.dropped)
    .and(({ caseId, state }) => caseId === given.caseId && state !== 'sent')
    .modify({ state: 'removed', since: given.at });
}
