// Held work settled by whom the matrix names: the township what is neither forked nor
// revoked, a department what came late or no longer fits, the county the rest, and that
// by two persons.
import type { HeldCode, Outcome } from '../../protocol/error-code.ts';
import type { Settlement } from '../../protocol/review-trust.ts';
import { appendAudit } from '../audit/append-audit.ts';
import type { PlatformContext } from '../context.ts';
import { findDevice } from '../database/queries/devices.ts';
import {
  findOperation,
  type OperationRow,
} from '../database/queries/operations.ts';
import { settleHeld, type Settled } from '../intake/settle-held.ts';
import type { Condition } from '../people/matrix.ts';
import { isPermitted, type Principal } from '../people/permissions.ts';
import { hasSecond, useSecond } from '../people/second-person.ts';
import { subjectOfHeld } from './held-subject.ts';

type Failure =
  | 'notFound'
  | 'forbidden'
  | 'secondPersonNeeded'
  /** It is held for something else than the person saw, or no more. */
  | 'changed'
  | 'notAllowed';

/** Settles one held operation and what waited for it. */
export async function settleWork(
  context: PlatformContext,
  principal: Principal,
  p: { operationId: string; settlement: Settlement },
): Promise<Outcome<Settled[], Failure>> {
  const { operationId, settlement } = p;
  const { county } = context.config;
  const row = await findOperation(context.sql, { county, operationId });
  if (row === undefined) return { ok: false, code: 'notFound' };
  const code = row.result === 'held' ? (row.code as HeldCode) : undefined;
  const may = await howMaySettle(context, principal, row, code);
  if (may === 'no') return { ok: false, code: 'forbidden' };
  if (settlement.code !== code) return { ok: false, code: 'changed' };
  const act = settleAct({ operationId, ...settlement });
  const second =
    may === 'together' ? await hasSecond(context, principal, act) : undefined;
  const isAlone =
    may === 'together' &&
    (second === undefined || !(await useSecond(context, second)));
  if (isAlone) return { ok: false, code: 'secondPersonNeeded' };
  const { decision, reason } = settlement;
  const settled = await settleHeld(context, {
    operationId,
    by: principal.name,
    decision,
    reason,
    heldFor: code,
  });
  if (!settled.ok) return settled;
  await appendAudit(context, {
    accountId: principal.accountId,
    act: 'heldSettled',
    caseId: row.caseId,
    detail: {
      operation: operationId,
      decision,
      heldFor: code,
      followers: settled.value.length - 1,
      ...(second === undefined ? {} : { request: second.requestId }),
    },
  });
  return settled;
}

/** Whether a person may settle what is held for that together with another. */
export async function maySettleTogether(
  context: PlatformContext,
  principal: Principal,
  { operationId, code }: { operationId: string; code: string | undefined },
): Promise<boolean> {
  const { county } = context.config;
  const row = await findOperation(context.sql, { county, operationId });
  if (row?.result !== 'held' || row.code !== code) return false;
  const may = await howMaySettle(context, principal, row, row.code as HeldCode);
  return may === 'together';
}

async function howMaySettle(
  context: PlatformContext,
  principal: Principal,
  row: OperationRow,
  code: HeldCode | undefined,
): Promise<'alone' | 'together' | 'no'> {
  const subject = await subjectOfHeld(context, principal, row);
  if (subject === undefined) return 'no';
  const met = await conditionsOf(context, row, code);
  if (isPermitted(principal, 'settleHeld', subject, met)) return 'alone';
  const both: Condition[] = [...met, 'secondPerson'];
  return isPermitted(principal, 'settleHeld', subject, both)
    ? 'together'
    : 'no';
}

/** undefined: it is settled, and whoever could have settled it is told so. */
async function conditionsOf(
  context: PlatformContext,
  row: OperationRow,
  code: HeldCode | undefined,
): Promise<Condition[]> {
  const isProven =
    code === undefined || !(await isForkedOrRevoked(context, row));
  // Of whom nobody can say that it is his, a department does not judge either.
  if (!isProven) return [];
  const isLate =
    code === undefined || code === 'lateAnswer' || code === 'notAllowedNow';
  return [
    'notForkedOrRevoked',
    ...(isLate ? (['lateOrNotAllowed'] as const) : []),
  ];
}

/** Itself, what it waits for, or the device that sent it, by what is known now. */
async function isForkedOrRevoked(
  { sql }: PlatformContext,
  row: OperationRow,
): Promise<boolean> {
  const { county, deviceId } = row;
  const device = await findDevice(sql, { county, deviceId });
  if (device?.state === 'revoked' || device?.chainState === 'forked')
    return true;
  const seen = new Set<string>();
  let at: OperationRow | undefined = row;
  while (at !== undefined && !seen.has(at.operationId)) {
    const { operationId, code, casePrev }: OperationRow = at;
    if (code === 'forked' || code === 'revoked') return true;
    seen.add(operationId);
    at =
      code === 'predecessorHeld' && casePrev !== null
        ? await findOperation(sql, { county, operationId: casePrev })
        : undefined;
  }
  return false;
}

/** What a second person is asked for: one decision on what is held for one reason. */
export function settleAct(p: {
  operationId: string;
  decision: Settlement['decision'];
  code: HeldCode;
}) {
  return {
    action: 'settleHeld',
    subject: `operation:${p.operationId}:${p.code}:${p.decision}`,
  } as const;
}
