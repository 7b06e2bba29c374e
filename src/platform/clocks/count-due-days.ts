import { nextDue } from '../../domain/cases/case-clocks.ts';
import { getMatter } from '../../domain/catalogue/get-matter.ts';
import {
  getCatalogue,
  getCurrentCatalogue,
} from '../catalogue/pinned-catalogue.ts';
import type { PlatformContext } from '../context.ts';
import {
  readUncounted,
  saveDueDays,
  type DueDays,
} from '../database/queries/due-days.ts';
import { deadlinesOf } from './deadlines-of.ts';
import { silentUntil } from './silent-until.ts';

const AT_ONCE = 200;

/**
 * Puts each case where it belongs in the list: those that have changed since, and all
 * of them once another calendar is published. Gives how many. It may be broken off
 * anywhere, and be done twice at once: each case says for what it was counted.
 */
export async function countDueDays(
  context: Pick<PlatformContext, 'sql' | 'config' | 'log'>,
): Promise<number> {
  const { sql, config } = context;
  const { county } = config;
  const current = await getCurrentCatalogue(context);
  let count = 0;
  for (let after: string | null = null; ;) {
    const page = await readUncounted(sql, {
      county,
      calendar: current.version,
      after,
      limit: AT_ONCE,
    });
    const rows: DueDays[] = [];
    for (const { caseId, status, version, ...row } of page) {
      const { catalogue } = await getCatalogue(context, row.catalogueVersion);
      const matter = getMatter(catalogue, row.matterCode);
      const deadlines = deadlinesOf(context, {
        caseId,
        events: row.clockEvents,
        periods: matter,
        calendar: current.calendar,
      });
      rows.push({
        caseId,
        version,
        dueOn: nextDue(status, deadlines)?.date ?? null,
        silentUntil:
          status === 'received' ? silentUntil(matter, deadlines) : null,
      });
    }
    const last = page.at(-1);
    if (last === undefined) return count;
    await saveDueDays(sql, { county, calendar: current.version, rows });
    count += page.length;
    after = last.caseId;
  }
}
