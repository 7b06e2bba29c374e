import type { Answers } from '../../../domain/cases/answers.ts';
import type { Consent } from '../../../domain/cases/consent.ts';
import type { CaseState } from '../../../domain/cases/fold-case.ts';
import type {
  BundleOfCase,
  SubmitOperation,
} from '../../../domain/cases/operation.ts';
import type { Paper, Signature } from '../../../domain/cases/papers.ts';
import type { WalkIn } from '../../../domain/cases/walk-in.ts';
import type { Database } from '../connect.ts';

type Key = { county: string; caseId: string };

export type CaseRow = Key & {
  number: string;
  stationCode: string;
  town9: string;
  matterCode: string;
  matterRevision: number;
  catalogueVersion: string;
  clerkId: string;
  clerkName: string;
  applicantName: string;
  /** Secrets masked; the whole ones stand in case_secrets. */
  answers: Answers;
  papers: Paper[];
  signatures: Signature[];
  consents: Consent[];
  queryCodeMac: string;
  /** The first case of its visit; null: it is that, or the only one. */
  visitId: string | null;
  /** Of what it is a part, taken in at one sitting; null: of no bundle. */
  bundle: ({ id: string } & BundleOfCase) | null;
  servingWays: SubmitOperation['servingWays'];
  walkIn: WalkIn | null;
  state: CaseState;
  version: number;
  takenInAt: string;
  arrivedAt: string;
};

/** A case without events; `recordEvent` gives it its state. */
export type NewCase = Omit<CaseRow, 'version'>;

/** False when the number belongs to another case. The id must be new. */
export async function addCase(tx: Database, row: NewCase): Promise<boolean> {
  const rows = await tx`
    INSERT INTO cases (county, case_id, number, station_code, town9,
      matter_code, matter_revision, catalogue_version, clerk_id, clerk_name,
      applicant_name, answers, papers, signatures, consents, query_code_mac,
      visit_id, bundle, serving_ways, walk_in, state, status, version, notice_by, taken_in_at, arrived_at)
    VALUES (${row.county}, ${row.caseId}, ${row.number}, ${row.stationCode},
      ${row.town9}, ${row.matterCode}, ${row.matterRevision},
      ${row.catalogueVersion}, ${row.clerkId}, ${row.clerkName},
      ${row.applicantName}, ${tx.json(row.answers)}, ${tx.json(row.papers)},
      ${tx.json(row.signatures)}, ${tx.json(row.consents)}, ${row.queryCodeMac},
      ${row.visitId}, ${row.bundle === null ? null : tx.json(row.bundle)},
      ${row.servingWays},
      ${row.walkIn === null ? null : tx.json(row.walkIn)},
      ${tx.json(row.state)}, ${row.state.status}, 0, null,
      ${row.takenInAt}, ${row.arrivedAt})
    ON CONFLICT (county, number) DO NOTHING
    RETURNING case_id`;
  return rows.length === 1;
}

/** Locks the case until the transaction ends; undefined when there is none. */
export async function lockCase(
  tx: Database,
  { county, caseId }: Key,
): Promise<CaseRow | undefined> {
  const [row] = await tx<CaseRow[]>`
    SELECT ${columns(tx)} FROM cases
    WHERE county = ${county} AND case_id = ${caseId}
    FOR UPDATE`;
  return row;
}

/** A case as it stands; it is not locked. */
export async function findCase(
  sql: Database,
  { county, caseId }: Key,
): Promise<CaseRow | undefined> {
  const [row] = await sql<CaseRow[]>`
    SELECT ${columns(sql)} FROM cases
    WHERE county = ${county} AND case_id = ${caseId}`;
  return row;
}

/**
 * All cases of a visit, the first one first; `visitId`: that one's id. A device may claim
 * any visit: only those of the one station count.
 */
export async function readVisit(
  sql: Database,
  p: { county: string; stationCode: string; visitId: string },
): Promise<CaseRow[]> {
  return await sql<CaseRow[]>`
    SELECT ${columns(sql)} FROM cases
    WHERE county = ${p.county} AND station_code = ${p.stationCode}
      AND (case_id = ${p.visitId} OR visit_id = ${p.visitId})
    ORDER BY taken_in_at, case_id
    LIMIT ${MOST_OF_VISIT}`;
}

/** How many cases of a bundle have come to their end, of the one station likewise. */
export async function countDoneOfBundle(
  sql: Database,
  p: { county: string; stationCode: string; bundleId: string },
): Promise<number> {
  const [row] = await sql<{ done: number }[]>`
    SELECT count(*)::int AS done FROM cases
    WHERE county = ${p.county} AND station_code = ${p.stationCode}
      AND bundle->>'id' = ${p.bundleId} AND state->>'endedAt' IS NOT NULL`;
  return row?.done ?? 0;
}

/** More matters one person hardly has; a device that says so is not believed. */
const MOST_OF_VISIT = 30;

/** Writes what the fold of the events says now. */
export async function saveCaseState(
  tx: Database,
  { county, caseId }: Key,
  state: CaseState,
): Promise<void> {
  await tx`
    UPDATE cases SET state = ${tx.json(state)}, status = ${state.status},
      offices = ${officesOf(state)}, version = ${state.version}, notice_by = ${state.noticeBy?.date ?? null}
    WHERE county = ${county} AND case_id = ${caseId}`;
}

/** Writes what an operation changed in a case. */
export async function saveCaseContent(
  tx: Database,
  { county, caseId }: Key,
  content: Pick<
    CaseRow,
    'answers' | 'papers' | 'signatures' | 'consents' | 'applicantName'
  >,
): Promise<void> {
  await tx`
    UPDATE cases SET answers = ${tx.json(content.answers)},
      papers = ${tx.json(content.papers)},
      signatures = ${tx.json(content.signatures)},
      consents = ${tx.json(content.consents)},
      applicant_name = ${content.applicantName}
    WHERE county = ${county} AND case_id = ${caseId}`;
}

/** Departments that see it: the one that has it, and those asked about it. */
function officesOf({ officeId, joint }: CaseState): string[] {
  const asked = joint?.offices.map((office) => office.officeId) ?? [];
  return [...new Set(officeId === null ? asked : [officeId, ...asked])];
}

function columns(sql: Database) {
  return sql`county, case_id AS "caseId", number,
    station_code AS "stationCode", town9, matter_code AS "matterCode",
    matter_revision AS "matterRevision",
    catalogue_version AS "catalogueVersion", clerk_id AS "clerkId",
    clerk_name AS "clerkName", applicant_name AS "applicantName", answers,
    papers, signatures, consents, query_code_mac AS "queryCodeMac", visit_id AS "visitId", bundle,
    serving_ways AS "servingWays", walk_in AS "walkIn", state, version,
    taken_in_at AS "takenInAt", arrived_at AS "arrivedAt"`;
}
