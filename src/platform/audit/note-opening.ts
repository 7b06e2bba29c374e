import type { PlatformContext } from '../context.ts';
import { countOpened, hasActSince } from '../database/queries/audit.ts';
import { appendAudit, type AuditAct } from './append-audit.ts';

const HOUR_MS = 3_600_000;
/** More different persons in an hour than a reviewer's work ever has. */
const MANY = 200;

/**
 * The case, its numbers whole, one of its materials, the paper that tells of event `n`,
 * or the case masked. `request`: where the reason or the second person's word is kept.
 */
export type Opened =
  | 'case'
  | 'numbers'
  | { sha256: string; request?: string }
  | { n: number }
  | { masked: true; request: string };

/**
 * Writes down that something of a case is opened. Whoever opens very many cases in an
 * hour raises an alarm, once an hour.
 */
export async function noteOpening(
  context: PlatformContext,
  p: { accountId: string; caseId: string; opened: Opened },
): Promise<void> {
  const { accountId, caseId, opened } = p;
  await appendAudit(context, {
    accountId,
    act: actOf(opened),
    caseId,
    detail: typeof opened === 'string' ? {} : opened,
  });
  await noticeMany(context, accountId);
}

function actOf(opened: Opened): AuditAct {
  if (opened === 'case') return 'caseOpened';
  if (opened === 'numbers') return 'numbersOpened';
  if ('masked' in opened) return 'caseLookedAt';
  return 'n' in opened ? 'noticeOpened' : 'materialOpened';
}

/** Raises that alarm if it is due; rows of an exported list count like cases. */
export async function noticeMany(
  context: PlatformContext,
  accountId: string,
): Promise<void> {
  const { sql, config, clock, log } = context;
  const { county } = config;
  const since = new Date(clock().getTime() - HOUR_MS);
  const of = { county, accountId, since };
  const opened = await countOpened(sql, { ...of, most: MANY + 1 });
  if (opened <= MANY || (await hasActSince(sql, { ...of, act: 'manyOpened' })))
    return;
  await appendAudit(context, {
    accountId,
    act: 'manyOpened',
    caseId: null,
    detail: { cases: opened },
  });
  log.warn({ accountId, cases: opened }, 'very many cases opened in an hour');
}
