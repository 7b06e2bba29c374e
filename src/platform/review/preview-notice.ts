// The paper that a decision would issue, before anybody has decided: in words, without a
// number, and nothing of it is kept.
import type { NoticePreview, ToldDecision } from '../../protocol/review.ts';
import type { PlatformContext } from '../context.ts';
import { findCase } from '../database/queries/cases.ts';
import { transact } from '../database/transaction.ts';
import { draftNotice } from '../notices/issue-notice.ts';
import type { Principal } from '../people/permissions.ts';
import { prepareAct, readRules, type PrepareRefusal } from './prepare-act.ts';

/** Asked by the same rules as the decision itself, so that what is shown could be sent. */
export async function previewNotice(
  context: PlatformContext,
  principal: Principal,
  { caseId, decision }: { caseId: string; decision: ToldDecision },
): Promise<{ ok: true; value: NoticePreview } | PrepareRefusal> {
  const { sql, config } = context;
  const known = await findCase(sql, { county: config.county, caseId });
  if (known === undefined) return { ok: false, code: 'notFound' };
  const rules = await readRules(context, known);
  return await transact(sql, async (work) => {
    const wish = { caseId, decision, rules };
    const prepared = await prepareAct(context, work, principal, wish);
    if (!prepared.ok) return prepared;
    const { act, body } = prepared;
    const handler = principal.name;
    const value = await draftNotice(context, { ...act, body, handler });
    return value === null
      ? ({ ok: false, code: 'badRequest' } as const)
      : ({ ok: true, value } as const);
  });
}
