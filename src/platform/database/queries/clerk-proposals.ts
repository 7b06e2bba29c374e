import type { Database } from '../connect.ts';

type Key = { county: string; proposalId: string };

export type ClerkProposal = {
  proposalId: string;
  stationCode: string;
  clerkName: string;
  /** Accounts; null: nobody has decided. */
  proposedBy: string;
  decidedBy: string | null;
  /** ISO 8601. */
  proposedAt: string;
  decidedAt: string | null;
  /** The account that came of it; null: none did. */
  clerkId: string | null;
};

/** Adds one that waits for the county. */
export async function addProposal(
  sql: Database,
  p: Pick<ClerkProposal, 'stationCode' | 'clerkName' | 'proposedBy'> &
    Key & { at: Date },
): Promise<void> {
  await sql`
    INSERT INTO clerk_proposals
      (county, proposal_id, station_code, clerk_name, proposed_by, proposed_at)
    VALUES (${p.county}, ${p.proposalId}, ${p.stationCode}, ${p.clerkName},
      ${p.proposedBy}, ${p.at})`;
}

/** How many of a station wait. */
export async function countOpenProposals(
  sql: Database,
  { county, stationCode }: { county: string; stationCode: string },
): Promise<number> {
  const [row] = await sql<{ count: number }[]>`
    SELECT count(*) AS count FROM clerk_proposals
    WHERE county = ${county} AND station_code = ${stationCode}
      AND decided_at IS NULL`;
  return row?.count ?? 0;
}

/** Of these townships, or of all; those that wait first, then the latest. */
export async function readProposals(
  sql: Database,
  p: { county: string; isCounty: boolean; townships: string[]; limit: number },
): Promise<ClerkProposal[]> {
  return await sql<ClerkProposal[]>`
    SELECT ${columns(sql)} FROM clerk_proposals
    WHERE county = ${p.county}
      AND (${p.isCounty} OR left(station_code, 9) = ANY(${p.townships}))
    ORDER BY decided_at DESC NULLS FIRST, proposed_at, proposal_id
    LIMIT ${p.limit}`;
}

/** Locks a proposal until the transaction ends. */
export async function lockProposal(
  tx: Database,
  { county, proposalId }: Key,
): Promise<ClerkProposal | undefined> {
  const [row] = await tx<ClerkProposal[]>`
    SELECT ${columns(tx)} FROM clerk_proposals
    WHERE county = ${county} AND proposal_id = ${proposalId} FOR UPDATE`;
  return row;
}

/** `clerkId` null: it was refused. The row is locked by the caller. */
export async function decideProposal(
  tx: Database,
  p: Key & { by: string; at: Date; clerkId: string | null },
): Promise<void> {
  await tx`
    UPDATE clerk_proposals
    SET decided_by = ${p.by}, decided_at = ${p.at}, clerk_id = ${p.clerkId}
    WHERE county = ${p.county} AND proposal_id = ${p.proposalId}`;
}

function columns(sql: Database) {
  return sql`proposal_id AS "proposalId", station_code AS "stationCode",
    clerk_name AS "clerkName", proposed_by AS "proposedBy",
    proposed_at AS "proposedAt", decided_by AS "decidedBy",
    decided_at AS "decidedAt", clerk_id AS "clerkId"`;
}
