import type { HeldCode, RefusedCode } from '../../../protocol/error-code.ts';
import type { Database } from '../connect.ts';

export type OutcomeRow = {
  county: string;
  operationId: string;
  /** What held it until then. */
  heldFor: HeldCode;
  decision: 'apply' | 'refuse' | 'follow' | 'rerun';
  byName: string;
  reason: string | null;
  result: 'applied' | 'held' | 'refused';
  code: HeldCode | RefusedCode | null;
  at: string;
};

/** Adds what was decided about a held operation, behind what was before. */
export async function addOutcome(tx: Database, row: OutcomeRow): Promise<void> {
  await tx`
    INSERT INTO operation_outcomes (county, operation_id, n, held_for, decision,
      by_name, reason, result, code, at)
    SELECT ${row.county}, ${row.operationId}, 1 + count(*), ${row.heldFor},
      ${row.decision}, ${row.byName}, ${row.reason}, ${row.result}, ${row.code},
      ${row.at}::timestamptz
    FROM operation_outcomes
    WHERE county = ${row.county} AND operation_id = ${row.operationId}`;
}

/** The reasons that a person has let it pass in spite of. */
export async function readWaived(
  tx: Database,
  { county, operationId }: Pick<OutcomeRow, 'county' | 'operationId'>,
): Promise<HeldCode[]> {
  const rows = await tx<{ heldFor: HeldCode }[]>`
    SELECT held_for AS "heldFor" FROM operation_outcomes
    WHERE county = ${county} AND operation_id = ${operationId}
      AND decision = 'apply'`;
  return rows.map(({ heldFor }) => heldFor);
}
