// What the matrix gives to two persons only: one asks and says why, another with the
// same right says yes within half an hour, and the first does it once within the next.
import { randomUUID } from 'node:crypto';
import type { Outcome } from '../../protocol/error-code.ts';
import type { SecondList } from '../../protocol/review-trust.ts';
import { appendAudit } from '../audit/append-audit.ts';
import type { PlatformContext } from '../context.ts';
import {
  addRightRequest,
  approveRequest,
  countOpenRequests,
  findApproved,
  findRightRequest,
  readOpenRequests,
  useRequest,
  type RightRequest,
} from '../database/queries/right-requests.ts';
import type { Principal } from './permissions.ts';
import { openReason, sealReason } from './sealed-reason.ts';

const LASTS_MS = 30 * 60_000;
const LISTED = 100;
/** Of one person's requests, and of all about one thing: more wait for nobody. */
const OPEN_AT_MOST = { own: 20, same: 5 };

type Context = Pick<PlatformContext, 'sql' | 'config' | 'keys' | 'clock'>;

/** What two persons may be needed for, and about what. */
export type TwoPersonAct =
  | { action: 'settleHeld'; subject: `operation:${string}:${string}:${string}` }
  | { action: 'openMaterial'; subject: `material:${string}/${string}` };

/** Whether a person may do it, together with another. */
export type MayAct = (
  principal: Principal,
  act: TwoPersonAct,
) => Promise<boolean>;

/** The first person asks; what he says why is kept, and is in no log. */
export async function askForSecond(
  context: Context,
  principal: Principal,
  p: { act: TwoPersonAct; reason: string; mayAct: MayAct },
): Promise<Outcome<{ requestId: string }, 'forbidden' | 'tooManyRequests'>> {
  const { act, reason, mayAct } = p;
  if (!(await mayAct(principal, act))) return { ok: false, code: 'forbidden' };
  const { sql, config, clock } = context;
  const open = await countOpenRequests(sql, {
    county: config.county,
    accountId: principal.accountId,
    subject: act.subject,
    since: halfAnHourBefore(clock()),
  });
  if (open.own >= OPEN_AT_MOST.own || open.same >= OPEN_AT_MOST.same)
    return { ok: false, code: 'tooManyRequests' };
  const requestId = await keepReason(context, principal, { ...act, reason });
  await note(context, principal, 'secondAsked', requestId);
  return { ok: true, value: { requestId } };
}

/** Keeps why somebody does something, sealed. `isUsed`: he does it at once. */
export async function keepReason(
  { sql, config, keys, clock }: Context,
  { accountId }: Principal,
  p: { action: string; subject: string; reason: string; isUsed?: boolean },
): Promise<string> {
  const requestId = randomUUID();
  const at = clock();
  const { action, subject, reason, isUsed = false } = p;
  await addRightRequest(sql, {
    county: config.county,
    requestId,
    accountId,
    action,
    subject,
    sealedReason: sealReason({ keys, config }, requestId, reason),
    at,
    usedAt: isUsed ? at : null,
  });
  return requestId;
}

/** What waits for a second person whom this one could be, and his own. */
export async function listRequests(
  context: Context,
  principal: Principal,
  mayAct: MayAct,
): Promise<SecondList['rows']> {
  const { sql, config, clock } = context;
  const rows = await readOpenRequests(sql, {
    county: config.county,
    since: halfAnHourBefore(clock()),
    limit: LISTED,
  });
  const shown: SecondList['rows'] = [];
  for (const row of rows)
    if (
      row.accountId === principal.accountId ||
      (await mayAct(principal, actOf(row)))
    ) {
      const { sealedReason: _, ...rest } = row;
      shown.push({ ...rest, reason: openReason(context, row) });
    }
  return shown;
}

/** Another with the same right says yes. */
export async function approve(
  context: Context,
  principal: Principal,
  { requestId, mayAct }: { requestId: string; mayAct: MayAct },
): Promise<Outcome<null, 'notFound' | 'forbidden' | 'notAllowed'>> {
  const { sql, config, clock } = context;
  const key = { county: config.county, requestId };
  const found = await findRightRequest(sql, key);
  if (found === undefined) return { ok: false, code: 'notFound' };
  const isOwn = found.accountId === principal.accountId;
  if (isOwn || !(await mayAct(principal, actOf(found))))
    return { ok: false, code: 'forbidden' };
  const at = clock();
  const isApproved = await approveRequest(sql, {
    ...key,
    by: principal.accountId,
    at,
    since: halfAnHourBefore(at),
  });
  if (!isApproved) return { ok: false, code: 'notAllowed' };
  await note(context, principal, 'secondApproved', requestId);
  return { ok: true, value: null };
}

/** Whether a second person has said yes to it; it is not used up by asking. */
export async function hasSecond(
  { sql, config, clock }: Context,
  { accountId }: Principal,
  act: TwoPersonAct,
): Promise<{ requestId: string } | undefined> {
  return await findApproved(sql, {
    county: config.county,
    accountId,
    ...act,
    since: halfAnHourBefore(clock()),
  });
}

/** Uses it up. False: it was used already. */
export async function useSecond(
  { sql, config, clock }: Context,
  { requestId }: { requestId: string },
): Promise<boolean> {
  const { county } = config;
  return await useRequest(sql, { county, requestId, at: clock() });
}

function actOf({
  action,
  subject,
}: Pick<RightRequest, 'action' | 'subject'>): TwoPersonAct {
  return { action, subject } as TwoPersonAct;
}

async function note(
  context: Context,
  { accountId }: Principal,
  act: 'secondAsked' | 'secondApproved',
  requestId: string,
): Promise<void> {
  const detail = { request: requestId };
  await appendAudit(context, { accountId, act, caseId: null, detail });
}

function halfAnHourBefore(at: Date): Date {
  return new Date(at.getTime() - LASTS_MS);
}
