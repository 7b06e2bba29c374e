// A township proposes a clerk of one of its stations; the county makes him an account, to
// which it gives tickets, or does not. The account has no password until the county's
// keyboard gives it one: a clerk works on a device.
import { randomUUID } from 'node:crypto';
import type { Outcome } from '../../protocol/error-code.ts';
import type { ProposalDecision } from '../../protocol/review-clerks.ts';
import { appendAudit, type AuditAct } from '../audit/append-audit.ts';
import type { PlatformContext } from '../context.ts';
import { addAccount } from '../database/queries/accounts.ts';
import {
  addProposal,
  countOpenProposals,
  decideProposal,
  lockProposal,
  readProposals,
  type ClerkProposal,
} from '../database/queries/clerk-proposals.ts';
import { findStation } from '../database/queries/stations.ts';
import { transact } from '../database/transaction.ts';
import type { Condition } from '../people/matrix.ts';
import {
  findReach,
  isPermitted,
  readReach,
  type Principal,
  type SignedIn,
} from '../people/permissions.ts';
import { isFresh } from '../people/sign-in.ts';

export const PROPOSING = ['proposal'] as const satisfies readonly Condition[];

const LISTED = 200;
/** Of one station. */
const OPEN_AT_MOST = 10;

/** Of a station of the own township; a name, and no account yet. */
export async function proposeClerk(
  context: PlatformContext,
  principal: Principal,
  { stationCode, name }: { stationCode: string; name: string },
): Promise<
  Outcome<{ proposalId: string }, 'forbidden' | 'notFound' | 'tooManyRequests'>
> {
  const { sql, config, clock } = context;
  const { county } = config;
  const subject = { town9: stationCode.slice(0, 9), stationCode };
  if (!isPermitted(principal, 'enrolClerk', subject, PROPOSING))
    return { ok: false, code: 'forbidden' };
  if ((await findStation(sql, { county, code: stationCode })) === undefined)
    return { ok: false, code: 'notFound' };
  if ((await countOpenProposals(sql, { county, stationCode })) >= OPEN_AT_MOST)
    return { ok: false, code: 'tooManyRequests' };
  const proposalId = randomUUID();
  const { accountId: proposedBy } = principal;
  await addProposal(sql, {
    county,
    proposalId,
    stationCode,
    clerkName: name,
    proposedBy,
    at: clock(),
  });
  const detail = { station: stationCode, proposal: proposalId };
  await note(context, principal, 'clerkProposed', detail);
  return { ok: true, value: { proposalId } };
}

/** Those of his township; of the county, all. */
export async function listProposals(
  { sql, config }: Pick<PlatformContext, 'sql' | 'config'>,
  principal: Principal,
): Promise<Outcome<ClerkProposal[], 'forbidden'>> {
  const audiences = findReach(principal, 'enrolClerk', PROPOSING);
  if (audiences.length === 0) return { ok: false, code: 'forbidden' };
  const { isCounty, townships } = readReach(audiences);
  const { county } = config;
  const wish = { county, isCounty, townships, limit: LISTED };
  return { ok: true, value: await readProposals(sql, wish) };
}

/** Gives the id of the account that a grant makes. */
export async function decideOnClerk(
  context: PlatformContext,
  principal: SignedIn,
  { proposalId, decision }: { proposalId: string; decision: ProposalDecision },
): Promise<
  Outcome<
    { clerkId: string | null },
    'forbidden' | 'freshLoginNeeded' | 'notFound' | 'changed'
  >
> {
  const { sql, config, clock } = context;
  const { county, demo } = config;
  if (findReach(principal, 'enrolClerk').length === 0)
    return { ok: false, code: 'forbidden' };
  if (!isFresh(context, principal))
    return { ok: false, code: 'freshLoginNeeded' };
  const { accountId: by } = principal;
  const done = await transact(
    sql,
    async ({ tx }): Promise<Outcome<ClerkProposal, 'notFound' | 'changed'>> => {
      const key = { county, proposalId };
      const row = await lockProposal(tx, key);
      if (row === undefined) return { ok: false, code: 'notFound' };
      if (row.decidedAt !== null) return { ok: false, code: 'changed' };
      const clerkId = decision === 'grant' ? randomUUID() : null;
      if (clerkId !== null)
        await addAccount(tx, {
          county,
          accountId: clerkId,
          login: `clerk-${clerkId}`,
          name: row.clerkName,
          passwordHash: '',
          demo,
          roles: [{ role: 'clerk', audience: `station:${row.stationCode}` }],
        });
      await decideProposal(tx, { ...key, by, at: clock(), clerkId });
      return { ok: true, value: { ...row, clerkId } };
    },
  );
  if (!done.ok) return done;
  const { clerkId, stationCode } = done.value;
  await note(context, principal, 'proposalDecided', {
    station: stationCode,
    proposal: proposalId,
    decision,
    ...(clerkId === null ? {} : { clerk: clerkId }),
  });
  return { ok: true, value: { clerkId } };
}

async function note(
  context: PlatformContext,
  { accountId }: Principal,
  act: AuditAct,
  detail: Record<string, string>,
): Promise<void> {
  await appendAudit(context, { accountId, act, caseId: null, detail });
}
