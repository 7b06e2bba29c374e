// Which of a case's materials have arrived. A material is complete when its
// bytes were checked and written.
import type { Database } from '../connect.ts';

export type CitedMaterial = {
  /** A paper of the matter, or `signature:{by}`. */
  paperId: string;
  sha256: string;
  isComplete: boolean;
};

/** The materials that stand for the case now. */
export async function readCitedMaterials(
  sql: Database,
  { county, caseId }: { county: string; caseId: string },
): Promise<CitedMaterial[]> {
  return await sql<CitedMaterial[]>`
    SELECT cm.paper_id AS "paperId", cm.sha256,
      m.complete_at IS NOT NULL AS "isComplete"
    FROM case_materials cm
    LEFT JOIN materials m ON m.county = cm.county AND m.sha256 = cm.sha256
    WHERE cm.county = ${county} AND cm.case_id = ${caseId} AND cm.is_current
    ORDER BY cm.paper_id, cm.page`;
}

/** Whether the case cites the material, now or in a version handed in earlier. */
export async function isCited(
  sql: Database,
  p: { county: string; caseId: string; sha256: string },
): Promise<boolean> {
  const rows = await sql`
    SELECT 1 FROM case_materials
    WHERE county = ${p.county} AND case_id = ${p.caseId}
      AND sha256 = ${p.sha256} LIMIT 1`;
  return rows.length > 0;
}
