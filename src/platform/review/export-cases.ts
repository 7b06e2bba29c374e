import type { CaseStatus } from '../../domain/cases/transitions.ts';
import type { ExportFormat } from '../../protocol/case-export.ts';
import type { Outcome } from '../../protocol/error-code.ts';
import type { WorklistRow } from '../../protocol/review.ts';
import { exportLines, exportText } from '../../text/case-export.ts';
import { appendAudit } from '../audit/append-audit.ts';
import { noticeMany } from '../audit/note-opening.ts';
import { noteSearch } from '../audit/note-search.ts';
import { getCurrentCatalogue } from '../catalogue/pinned-catalogue.ts';
import type { PlatformContext } from '../context.ts';
import { readWorklist, type Place } from '../database/queries/worklist.ts';
import type { Condition } from '../people/matrix.ts';
import { findReach, readReach, type SignedIn } from '../people/permissions.ts';
import { isFresh } from '../people/sign-in.ts';
import { writeCsv } from '../spreadsheet/write-csv.ts';
import { writeXlsx } from '../spreadsheet/write-xlsx.ts';
import { readSearch } from './search-terms.ts';
import { describeRow } from './worklist.ts';

/** Asked of the person before anything is read. */
export const EXPORTING = ['freshLogin'] as const satisfies Condition[];

/** Of one file: a township's cases of some years. */
const MOST_ROWS = 10_000;
const ROWS_A_QUERY = 500;

/**
 * The list as a file, with the columns of the screen and of the person's jurisdiction
 * alone. It is written down who took how many, before he has them.
 */
export async function exportCases(
  context: PlatformContext,
  principal: SignedIn,
  wish: {
    status: CaseStatus | undefined;
    search: string;
    format: ExportFormat;
  },
): Promise<Outcome<Uint8Array<ArrayBuffer>, 'forbidden' | 'freshLoginNeeded'>> {
  const audiences = findReach(principal, 'exportRows', EXPORTING);
  if (audiences.length === 0) return { ok: false, code: 'forbidden' };
  if (!isFresh(context, principal))
    return { ok: false, code: 'freshLoginNeeded' };
  const { status, search, format } = wish;
  const { calendar } = await getCurrentCatalogue(context);
  const rows: WorklistRow[] = [];
  let after: Place | undefined;
  let isCut = false;
  for (;;) {
    const page = await readWorklist(context.sql, {
      county: context.config.county,
      reach: readReach(audiences),
      status,
      search: readSearch(context.keys, search),
      after,
      limit: ROWS_A_QUERY,
    });
    isCut = rows.length + page.length > MOST_ROWS;
    for (const row of page.slice(0, MOST_ROWS - rows.length))
      rows.push(await describeRow(context, row, calendar));
    if (page.length < ROWS_A_QUERY || isCut) break;
    after = page.at(-1)?.place;
  }
  if (search !== '') await noteSearch(context, principal, search, rows.length);
  await appendAudit(context, {
    accountId: principal.accountId,
    act: 'rowsExported',
    caseId: null,
    detail: { rows: rows.length, format, status: status ?? '' },
  });
  await noticeMany(context, principal.accountId);
  const lines = exportLines(rows);
  if (isCut) lines.push([exportText.cut(MOST_ROWS)]);
  return {
    ok: true,
    value:
      format === 'csv'
        ? new TextEncoder().encode(writeCsv(lines))
        : writeXlsx([{ name: exportText.sheet, rows: lines }]),
  };
}
