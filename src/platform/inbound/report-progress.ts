// An external office says how far it is with a case that was dispatched to it. It decides
// as a handler of that office does, by the same table, and no case of another's.
import { createHash } from 'node:crypto';
import { unreachable } from '../../domain/unreachable.ts';
import type { InboundProgress } from '../../protocol/inbound.ts';
import type { Decision } from '../../protocol/review.ts';
import { appendAudit } from '../audit/append-audit.ts';
import type { PlatformContext } from '../context.ts';
import { findCase, lockCase } from '../database/queries/cases.ts';
import { addReport, findReport } from '../database/queries/inbound.ts';
import { findCaseByNumber } from '../database/queries/receipts.ts';
import { transact } from '../database/transaction.ts';
import { canonicalJson } from '../keys/canonical-json.ts';
import type { Principal } from '../people/permissions.ts';
import { decideWithin, type DecisionResult } from '../review/decide.ts';
import { readRules } from '../review/prepare-act.ts';
import type { InboundSender } from '../settings/inbound-settings.ts';

type Refusal = Extract<DecisionResult, { ok: false }>;
type Reported =
  | { ok: true }
  | Exclude<Refusal, { code: 'changed' }>
  | { ok: false; code: 'changed' };

/** That id was used of another case at this very moment: nothing of it is done. */
class IdUsed extends Error {}

/** Records it, once for each of the sender's ids; `changed`: that id said another thing. */
export async function reportProgress(
  context: PlatformContext,
  sender: InboundSender,
  wish: InboundProgress,
): Promise<Reported> {
  const { sql, config, clock } = context;
  const { county } = config;
  const { number } = wish;
  const found = await findCaseByNumber(sql, { county, number });
  const known =
    found && (await findCase(sql, { county, caseId: found.caseId }));
  if (known === undefined) return { ok: false, code: 'notFound' };
  const { caseId } = known;
  const rules = await readRules(context, known);
  const key = { county, sender: sender.id, senderId: wish.id };
  const sha256 = createHash('sha256').update(canonicalJson(wish)).digest('hex');
  const done = await transact(sql, async (work): Promise<Reported> => {
    // Whoever says the same at this moment waits here.
    const row = await lockCase(work.tx, { county, caseId });
    if (row === undefined) return { ok: false, code: 'notFound' };
    const before = await findReport(work.tx, key);
    if (before !== undefined)
      return before === sha256 ? { ok: true } : { ok: false, code: 'changed' };
    const decision = decisionOf(wish.progress, row.version);
    const decided = await decideWithin(work, context, officeOf(sender), {
      caseId,
      decision,
      rules,
    });
    if (!decided.ok)
      return decided.code === 'changed'
        ? { ok: false, code: decided.code }
        : decided;
    const at = clock().toISOString();
    const said = { ...key, sha256, caseId, at };
    if (!(await addReport(work.tx, said))) throw new IdUsed();
    return { ok: true };
  }).catch((error: unknown): Reported => {
    if (error instanceof IdUsed) return { ok: false, code: 'changed' };
    throw error;
  });
  if (done.ok || done.code !== 'forbidden') return done;
  // To a stranger to it there is no such case; that he asked is written down.
  await appendAudit(context, {
    accountId: officeOf(sender).accountId,
    act: 'refused',
    caseId,
    detail: { act: wish.progress.state },
  });
  return { ok: false, code: 'notFound' };
}

function officeOf({ id, name, offices }: InboundSender): Principal {
  return {
    accountId: `system:${id}`,
    name,
    roles: offices.map((office) => ({
      role: 'handler',
      audience: `department:${office}`,
    })),
  };
}

function decisionOf(
  progress: InboundProgress['progress'],
  version: number,
): Decision {
  switch (progress.state) {
    case 'started':
      return { act: 'start', version };
    case 'approved': {
      const { result, note } = progress;
      return { act: 'conclude', version, result, pickup: null, note };
    }
    case 'rejected': {
      const { reason, remedy } = progress;
      return { act: 'reject', version, reason, remedy };
    }
    default:
      return unreachable(progress);
  }
}
