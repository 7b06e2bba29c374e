import type { CaseState } from '../../../domain/cases/fold-case.ts';
import type { Database } from '../connect.ts';

/** Of a case, what a receipt may show. */
export type ReceiptCase = {
  caseId: string;
  number: string;
  matterCode: string;
  catalogueVersion: string;
  stationCode: string;
  applicantName: string;
  state: CaseState;
  takenInAt: string;
};

/** By its own number; whether it was joined to another findJoinedTo says. */
export async function findCaseByNumber(
  sql: Database,
  { county, number }: { county: string; number: string },
): Promise<ReceiptCase | undefined> {
  const [row] = await sql<ReceiptCase[]>`
    SELECT ${columns(sql)} FROM cases
    WHERE county = ${county} AND number = ${number}`;
  return row;
}

/**
 * The case that goes on with this one, which was joined to it; undefined: it goes on
 * itself.
 */
export async function findJoinedTo(
  sql: Database,
  { county, caseId }: { county: string; caseId: string },
): Promise<ReceiptCase | undefined> {
  const [row] = await sql<ReceiptCase[]>`
    SELECT ${columns(sql)} FROM cases
    WHERE county = ${county} AND case_id = (
      SELECT (body->>'caseId')::uuid FROM events
      WHERE county = ${county} AND case_id = ${caseId} AND kind = 'joined'
        AND body->>'goesOn' = 'false'
      ORDER BY n DESC LIMIT 1)`;
  return row;
}

/** By what a resident types from his paper: last nine digits and query code. */
export async function findCaseByCode(
  sql: Database,
  p: { county: string; last9: string; queryCodeMac: string },
): Promise<ReceiptCase | undefined> {
  const [row] = await sql<ReceiptCase[]>`
    SELECT ${columns(sql)} FROM cases
    WHERE county = ${p.county} AND right(number, 9) = ${p.last9}
      AND query_code_mac = ${p.queryCodeMac}
    ORDER BY arrived_at DESC LIMIT 1`;
  return row;
}

/**
 * Whether that operation is the submit that made that number's case, or the
 * refused one in whose place it was made.
 */
export async function isSubmitOf(
  sql: Database,
  p: { county: string; operationId: string; number: string },
): Promise<boolean> {
  const rows = await sql`
    SELECT 1 FROM operations
    WHERE county = ${p.county} AND number = ${p.number}
      AND result = 'applied' AND schema = 'submit@1'
      AND (operation_id = ${p.operationId} OR replaces = ${p.operationId})`;
  return rows.length === 1;
}

/** Whether the county has that submit of the device, applied or held for a person. */
export async function isKeptOf(
  sql: Database,
  p: { county: string; deviceId: string; operationId: string; number: string },
): Promise<boolean> {
  const rows = await sql`
    SELECT 1 FROM operations
    WHERE county = ${p.county} AND operation_id = ${p.operationId}
      AND device_id = ${p.deviceId} AND number = ${p.number}
      AND result IN ('applied', 'held')`;
  return rows.length === 1;
}

function columns(sql: Database) {
  return sql`case_id AS "caseId", number, matter_code AS "matterCode",
    catalogue_version AS "catalogueVersion", station_code AS "stationCode",
    applicant_name AS "applicantName", state, taken_in_at AS "takenInAt"`;
}
