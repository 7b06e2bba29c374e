// A reviewer's act on a case, under the case's lock (prepare-act.ts). So of two
// reviewers at once one decides, and the other is told.
import { handlingStatus } from '../../domain/cases/display-status.ts';
import type { DisplayStatus } from '../../domain/cases/display-status.ts';
import type { Decision } from '../../protocol/review.ts';
import type { PlatformContext } from '../context.ts';
import { findCase } from '../database/queries/cases.ts';
import { transact, type Work } from '../database/transaction.ts';
import { recordEvent } from '../feed/record-event.ts';
import { withNotice } from '../notices/issue-notice.ts';
import type { Principal } from '../people/permissions.ts';
import { prepareAct, readRules, type PrepareRefusal } from './prepare-act.ts';

export type DecisionResult =
  | { ok: true; value: { version: number; display: DisplayStatus } }
  | PrepareRefusal;

/** Decides a case; the event, its feed items and the state are one transaction. */
export async function decide(
  context: PlatformContext,
  principal: Principal,
  { caseId, decision }: { caseId: string; decision: Decision },
): Promise<DecisionResult> {
  const { sql, config } = context;
  const { county } = config;
  const known = await findCase(sql, { county, caseId });
  if (known === undefined) return { ok: false, code: 'notFound' };
  const rules = await readRules(context, known);
  const wish = { caseId, decision, rules };
  return await transact(
    sql,
    async (work) => await decideWithin(work, context, principal, wish),
  );
}

/** The same in a transaction that does more. */
export async function decideWithin(
  work: Work,
  context: PlatformContext,
  principal: Principal,
  wish: Parameters<typeof prepareAct>[3],
): Promise<DecisionResult> {
  const { county } = context.config;
  const { caseId } = wish;
  const prepared = await prepareAct(context, work, principal, wish);
  if (!prepared.ok) return prepared;
  const { act, body } = prepared;
  const { at } = act;
  const handler = principal.name;
  const { state } = await recordEvent(work, {
    county,
    caseId,
    by: { kind: 'staff', id: principal.accountId, name: principal.name },
    body: await withNotice(context, { ...act, body, handler }),
    at,
  });
  return {
    ok: true,
    value: { version: state.version, display: handlingStatus(state) },
  };
}
