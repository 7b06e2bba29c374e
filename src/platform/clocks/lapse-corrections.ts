// A correction that nobody answered. The applicant is told nothing new by it: he may
// apply again; and an answer that turns up all the same is held for a person, who may
// let it count.
import { chinaDate } from '../../domain/calendar/civil-date.ts';
import { hasLapsed } from '../../domain/cases/lapse.ts';
import { platformName } from '../../text/common.ts';
import {
  getCurrentCatalogue,
  type PublishedCatalogue,
} from '../catalogue/pinned-catalogue.ts';
import type { PlatformContext } from '../context.ts';
import { lockCase } from '../database/queries/cases.ts';
import { hasHeldWork, readUnanswered } from '../database/queries/lapses.ts';
import { transact } from '../database/transaction.ts';
import { recordEvent } from '../feed/record-event.ts';
import { forEachCase } from './all-cases.ts';
import { isHeardAfter } from './heard-since.ts';
import { isLatelyRestored } from './lately-restored.ts';

/**
 * Ends each case whose correction is over for good. Gives how many. A case is one
 * transaction that asks everything anew under its lock: of two at once one finds it
 * done.
 */
export async function lapseCorrections(
  context: PlatformContext,
): Promise<number> {
  if (await isLatelyRestored(context)) return 0;
  const { sql, config, clock } = context;
  const { county } = config;
  const today = chinaDate(clock().getTime());
  const { calendar } = await getCurrentCatalogue(context);
  return await forEachCase(
    (page) => readUnanswered(sql, { county, today, ...page }),
    (caseId) => lapseOne(context, { caseId, today, calendar }),
  );
}

async function lapseOne(
  { sql, config, clock }: PlatformContext,
  p: { caseId: string; today: string } & Pick<PublishedCatalogue, 'calendar'>,
): Promise<boolean> {
  const key = { county: config.county, caseId: p.caseId };
  return await transact(sql, async (work) => {
    const row = await lockCase(work.tx, key);
    const dueOn = row?.state.correction?.dueOn;
    if (row === undefined || dueOn === undefined) return false;
    // Perhaps it is the answer that waits there for a person.
    if (await hasHeldWork(work.tx, key)) return false;
    const isHeard = await isHeardAfter(work.tx, {
      county: key.county,
      stationCode: row.stationCode,
      day: dueOn.date,
    });
    const { today, calendar } = p;
    if (!hasLapsed({ dueOn, today, isHeard }, calendar)) return false;
    await recordEvent(work, {
      ...key,
      by: { kind: 'platform', id: 'platform', name: platformName },
      at: clock().toISOString(),
      body: { kind: 'correctionLapsed' },
    });
    return true;
  });
}
