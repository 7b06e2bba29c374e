import type { PlatformContext } from '../context.ts';
import { countOpened, hasActSince } from '../database/queries/audit.ts';
import { appendAudit } from './append-audit.ts';

const HOUR_MS = 3_600_000;
/** More different persons in an hour than a reviewer's work ever has. */
const MANY = 200;

/**
 * Writes down that a case (`sha256` null) or one of its materials is opened. Whoever
 * opens very many in an hour raises an alarm, once an hour.
 */
export async function noteOpening(
  context: PlatformContext,
  p: { accountId: string; caseId: string; sha256: string | null },
): Promise<void> {
  const { accountId, caseId, sha256 } = p;
  await appendAudit(context, {
    accountId,
    act: sha256 === null ? 'caseOpened' : 'materialOpened',
    caseId,
    detail: sha256 === null ? {} : { sha256 },
  });
  await noticeMany(context, accountId);
}

async function noticeMany(
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
