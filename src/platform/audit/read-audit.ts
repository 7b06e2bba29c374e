import type { Outcome } from '../../protocol/error-code.ts';
import { LIMITS } from '../../protocol/limits.ts';
import type { AuditList, AuditQuery } from '../../protocol/review.ts';
import type { PlatformContext } from '../context.ts';
import { readAudit, type AuditRow } from '../database/queries/audit.ts';
import type { Condition } from '../people/matrix.ts';
import { findReach, readReach, type Principal } from '../people/permissions.ts';
import { appendAudit, SETTING_ACTS } from './append-audit.ts';

/**
 * A page of the log, newest first, as far as the person may see it: the auditor all
 * of it, the county's administrator acts on settings, a village's head those of its
 * accounts, everybody his own. That somebody read others' lines is a line of its own.
 */
export async function listAudit(
  context: PlatformContext,
  principal: Principal,
  query: AuditQuery,
): Promise<Outcome<AuditList, 'forbidden'>> {
  const { sql, config } = context;
  const caseId = query.caseId ?? null;
  const accountId = query.accountId ?? null;
  const scope = scopeOf(principal);
  if (scope === undefined) return { ok: false, code: 'forbidden' };
  const own = scope === 'own' ? principal.accountId : accountId;
  if (scope !== 'own')
    await appendAudit(context, {
      accountId: principal.accountId,
      act: 'auditRead',
      caseId,
      detail: accountId === null ? {} : { of: accountId },
    });
  const rows = await readAudit(sql, {
    county: config.county,
    accountId: own,
    acts: scope === 'settings' ? SETTING_ACTS : null,
    stations: scope === 'stations' ? stationsOf(principal) : null,
    caseId,
    before: query.before ?? null,
    limit: LIMITS.auditRows + 1,
  });
  return {
    ok: true,
    value: {
      rows: rows.slice(0, LIMITS.auditRows).map(describe),
      more: rows.length > LIMITS.auditRows,
    },
  };
}

/** The widest that a person has. */
function scopeOf(
  principal: Principal,
): 'all' | 'settings' | 'stations' | 'own' | undefined {
  const reach = (...met: Condition[]) =>
    findReach(principal, 'readAudit', met).length > 0;
  if (reach()) return 'all';
  if (reach('devicesAndSettings')) return 'settings';
  if (reach('stationActs')) return 'stations';
  return reach('ownActs') ? 'own' : undefined;
}

function stationsOf(principal: Principal): string[] {
  return readReach(findReach(principal, 'readAudit', ['stationActs'])).stations;
}

function describe({
  n,
  at,
  accountId,
  act,
  caseId,
  entry,
}: AuditRow): AuditList['rows'][number] {
  const { detail } = JSON.parse(entry) as {
    detail: Record<string, string | number | boolean>;
  };
  return { n, at, accountId, act, caseId, detail };
}
