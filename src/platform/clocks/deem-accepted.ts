// An office that says nothing for the five days of its notice has accepted, from the day
// on which the papers were received (Administrative Licensing Law art. 32 (4)).
import { chinaDate } from '../../domain/calendar/civil-date.ts';
import { promiseDue } from '../../domain/calendar/deadline.ts';
import { caseDeadlines } from '../../domain/cases/case-clocks.ts';
import { openGaps } from '../../domain/cases/papers.ts';
import { getMatter } from '../../domain/catalogue/get-matter.ts';
import { platformName } from '../../text/common.ts';
import {
  getCatalogue,
  getCurrentCatalogue,
  type PublishedCatalogue,
} from '../catalogue/pinned-catalogue.ts';
import type { PlatformContext } from '../context.ts';
import { findCase, lockCase } from '../database/queries/cases.ts';
import { readSilent } from '../database/queries/due-days.ts';
import { readEvents } from '../database/queries/events.ts';
import { transact } from '../database/transaction.ts';
import { recordEvent } from '../feed/record-event.ts';
import { forEachCase } from './all-cases.ts';
import { isLatelyRestored } from './lately-restored.ts';
import { silentUntil } from './silent-until.ts';

/**
 * Records what the law has made of each case that nobody answered in time. Gives how
 * many. A case is one transaction that asks everything anew under its lock: broken
 * off, it is done next time; of two at once one finds it done.
 */
export async function deemAccepted(context: PlatformContext): Promise<number> {
  const { sql, config, clock } = context;
  const { county } = config;
  if (await isLatelyRestored(context)) return 0;
  const current = await getCurrentCatalogue(context);
  const today = chinaDate(clock().getTime());
  return await forEachCase(
    (page) => readSilent(sql, { county, today, ...page }),
    (caseId) => deemOne(context, { caseId, today, current }),
  );
}

async function deemOne(
  context: PlatformContext,
  p: { caseId: string; today: string; current: PublishedCatalogue },
): Promise<boolean> {
  const { sql, config, clock } = context;
  const key = { county: config.county, caseId: p.caseId };
  const { calendar } = p.current;
  const known = await findCase(sql, key);
  if (known === undefined) return false;
  // Read before the transaction: it may need a connection of its own.
  const { catalogue } = await getCatalogue(context, known.catalogueVersion);
  const matter = getMatter(catalogue, known.matterCode);
  return await transact(sql, async (work) => {
    const row = await lockCase(work.tx, key);
    if (row?.state.status !== 'received') return false;
    const events = await readEvents(work.tx, key.county, key.caseId);
    const last = silentUntil(matter, caseDeadlines(events, matter, calendar));
    if (last === null || last >= p.today) return false;
    const corrected = events.findLast(
      ({ body }) => body.kind === 'correctionAnswered',
    );
    const deemedFrom = corrected?.at ?? row.takenInAt;
    await recordEvent(work, {
      ...key,
      by: { kind: 'platform', id: 'platform', name: platformName },
      at: clock().toISOString(),
      body: {
        kind: 'accepted',
        promisedBy: promiseDue(
          chinaDate(deemedFrom),
          matter.promisedDays,
          calendar,
        ),
        withDeficiency: openGaps(row.papers).length > 0,
        deemedFrom,
      },
    });
    return true;
  });
}
