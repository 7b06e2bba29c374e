// The audit log, at the county's own keyboard.
import { resolve } from 'node:path';
import { adminText } from '../../text/platform.ts';
import { checkAudit, type AuditCheck } from '../audit/check-audit.ts';
import { checkExport, exportAudit } from '../audit/export-audit.ts';
import type { PlatformContext } from '../context.ts';
import { readAudit } from '../database/queries/audit.ts';
import type { CommandResult } from './command-result.ts';
import { missingOptions } from './missing-options.ts';
import { isUuid } from '../is-uuid.ts';

const LISTED = 1000;

type Wish = { out?: string; file?: string; case?: string };

/** All of it as a new file, signed at its end. */
export async function exportLog(
  context: PlatformContext,
  { out = '' }: Wish,
): Promise<CommandResult> {
  const missing = missingOptions({ out });
  if (missing.length > 0) return { ok: false, lines: missing };
  const path = resolve(out);
  const checked = await exportAudit(context, path);
  return checked.ok
    ? { ok: true, lines: [adminText.auditExported(path, checked.head.n)] }
    : { ok: false, lines: [brokenLine(checked)] };
}

/** Whether the log, and a file that was exported from it, are as they were written. */
export async function checkLog(
  context: PlatformContext,
  { file }: Wish,
): Promise<CommandResult> {
  const checked = await checkAudit(context);
  if (!checked.ok) return { ok: false, lines: [brokenLine(checked)] };
  const lines = [adminText.auditWhole(checked.head.n)];
  if (file === undefined) return { ok: true, lines };
  const compared = await checkExport(context, resolve(file));
  if (compared.ok)
    return { ok: true, lines: [...lines, adminText.exportWhole(compared.n)] };
  const problem = {
    line: () => adminText.exportLine('line' in compared ? compared.line : 0),
    signature: () => adminText.exportSignature,
    log: () => adminText.exportElsewhere,
  }[compared.why]();
  return { ok: false, lines: [problem] };
}

/** Who opened a case and its papers, newest first. */
export async function whoSaw(
  { sql, config }: PlatformContext,
  { case: caseId = '' }: Wish,
): Promise<CommandResult> {
  if (!isUuid(caseId)) return { ok: false, lines: [adminText.noCase(caseId)] };
  const rows = await readAudit(sql, {
    county: config.county,
    accountId: null,
    stations: null,
    acts: [
      'caseOpened',
      'materialOpened',
      'numbersOpened',
      'caseLookedAt',
      'noticeOpened',
      'refused',
    ],
    caseId,
    before: null,
    limit: LISTED,
  });
  return {
    ok: true,
    lines:
      rows.length === 0
        ? [adminText.nobodySaw]
        : rows.map(({ at, accountId, act }) =>
            adminText.sawLine(at, accountId ?? '', act),
          ),
  };
}

function brokenLine({ n, why }: Extract<AuditCheck, { ok: false }>): string {
  return adminText.auditBroken[why](n);
}
