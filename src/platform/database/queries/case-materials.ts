import type { Database } from '../connect.ts';

type Key = { county: string; caseId: string };

export type CaseMaterial = {
  /** A paper's id, or `signature:{by}`. */
  paperId: string;
  /** From 1. */
  page: number;
  sha256: string;
};

/** Writes down which materials an operation cites for which papers. */
export async function addCaseMaterials(
  tx: Database,
  { county, caseId, operationId }: Key & { operationId: string },
  materials: readonly CaseMaterial[],
): Promise<void> {
  if (materials.length === 0) return;
  await tx`
    INSERT INTO case_materials (county, case_id, paper_id, page, operation_id,
      sha256)
    SELECT ${county}, ${caseId}::uuid, r."paperId", r.page, ${operationId}::uuid,
      r.sha256
    FROM jsonb_to_recordset(${tx.json(materials)}) AS r("paperId" text,
      page int, sha256 text)`;
}

/** What stood for these papers until now is kept, and stands for them no more. */
export async function retireCaseMaterials(
  tx: Database,
  { county, caseId }: Key,
  paperIds: readonly string[],
): Promise<void> {
  await tx`
    UPDATE case_materials SET is_current = false
    WHERE county = ${county} AND case_id = ${caseId}
      AND paper_id = ANY(${[...paperIds]}) AND is_current`;
}

/** What stands for these papers of a case stands for them in another one too. */
export async function uniteMaterials(
  tx: Database,
  p: { county: string; from: string; to: string; paperIds: readonly string[] },
): Promise<void> {
  await tx`
    INSERT INTO case_materials (county, case_id, paper_id, page, operation_id,
      sha256)
    SELECT county, ${p.to}, paper_id, page, operation_id, sha256
    FROM case_materials
    WHERE county = ${p.county} AND case_id = ${p.from} AND is_current
      AND paper_id = ANY(${[...p.paperIds]})`;
}

/** Materials that operations cite and that are not complete, oldest case first. */
export async function readWanted(
  sql: Database,
  p: { county: string; caseIds: string[]; operationIds: string[] },
): Promise<{ sha256: string; offset: number }[]> {
  if (p.caseIds.length === 0) return [];
  return await sql<{ sha256: string; offset: number }[]>`
    SELECT m.sha256, m.received_bytes AS "offset"
    FROM materials m
    WHERE m.county = ${p.county} AND m.complete_at IS NULL
      AND m.sha256 IN (
        SELECT sha256 FROM case_materials
        WHERE county = ${p.county} AND case_id = ANY(${p.caseIds}::uuid[])
          AND operation_id = ANY(${p.operationIds}::uuid[])
      )
    ORDER BY m.created_at, m.sha256`;
}

type CitedMaterial = Pick<CaseMaterial, 'paperId' | 'sha256'> & {
  /** Its bytes were checked and written. */
  isComplete: boolean;
};

/** The materials that stand for the case now. */
export async function readCitedMaterials(
  sql: Database,
  { county, caseId }: { county: string; caseId: string },
): Promise<CitedMaterial[]> {
  return await sql<CitedMaterial[]>`
    SELECT paper_id AS "paperId", sha256, is_complete AS "isComplete"
    FROM standing_materials
    WHERE county = ${county} AND case_id = ${caseId}
    ORDER BY paper_id, page`;
}

/**
 * Whether the case cites the material, now or in a version handed in earlier, and
 * not with a key that does not open it.
 */
export async function isCited(
  sql: Database,
  p: { county: string; caseId: string; sha256: string },
): Promise<boolean> {
  const rows = await sql`
    SELECT 1 FROM case_materials
    WHERE county = ${p.county} AND case_id = ${p.caseId}
      AND sha256 = ${p.sha256} AND opens IS DISTINCT FROM false LIMIT 1`;
  return rows.length > 0;
}

/** Of one material the citations that cannot open it. */
export async function markUnreadable(
  tx: Database,
  p: {
    county: string;
    sha256: string;
    /** These operations', or all others'. */
    of: 'these' | 'others';
    operationIds: readonly string[];
  },
): Promise<void> {
  await tx`
    UPDATE case_materials SET opens = false
    WHERE county = ${p.county} AND sha256 = ${p.sha256}
      AND (operation_id = ANY(${[...p.operationIds]}::uuid[]))
        = ${p.of === 'these'}`;
}
