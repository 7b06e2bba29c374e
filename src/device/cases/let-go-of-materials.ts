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
 * caller's transaction over `materials`. What the county has whole is left alone;
 * what another case cites too is that one's from now on.
 */
export async function letGoOfMaterials(
  db: DeviceDatabase,
  given: { caseId: string; dropped: readonly string[]; at: string },
): Promise<void> {
  await db.materials
    .where('sha256')
    .anyOf(given.dropped)
    .and(({ state }) => state !== 'sent')
    .modify((row) => {
      const { besides = [] } = row;
      const others = besides.filter((caseId) => caseId !== given.caseId);
      row.besides = others;
      if (row.caseId !== given.caseId) return;
      const next = others.shift();
      if (next === undefined) {
        row.state = 'removed';
        row.since = given.at;
      } else row.caseId = next;
    });
}
