// Papers that were put off: the village is reminded once, some days before; a day that
// is over is marked. Nothing else follows by itself: the conclusion stays blocked, and
// a person decides.
import { chinaDate } from '../../domain/calendar/civil-date.ts';
import type { CaseEvent, EventBody } from '../../domain/cases/event.ts';
import { hasLapsed, isToRemind } from '../../domain/cases/lapse.ts';
import { openGaps, type Paper } from '../../domain/cases/papers.ts';
import { platformName } from '../../text/common.ts';
import {
  getCurrentCatalogue,
  type PublishedCatalogue,
} from '../catalogue/pinned-catalogue.ts';
import type { PlatformContext } from '../context.ts';
import type { Database } from '../database/connect.ts';
import { lockCase, type CaseRow } from '../database/queries/cases.ts';
import { readEvents } from '../database/queries/events.ts';
import { hasHeldWork, readOwing } from '../database/queries/lapses.ts';
import { transact } from '../database/transaction.ts';
import { recordEvent } from '../feed/record-event.ts';
import { forEachCase } from './all-cases.ts';
import { isHeardAfter } from './heard-since.ts';
import { isLatelyRestored } from './lately-restored.ts';

type Given = { today: string } & Pick<PublishedCatalogue, 'calendar'>;
type PutOff = Extract<Paper, { how: 'deficiency' }>;

/** Reminds of, and marks, what is owed. Gives of how many cases something was said. */
export async function watchDeficiencies(
  context: PlatformContext,
): Promise<number> {
  if (await isLatelyRestored(context)) return 0;
  const { sql, config, clock } = context;
  const { county } = config;
  const today = chinaDate(clock().getTime());
  const { calendar } = await getCurrentCatalogue(context);
  return await forEachCase(
    (page) => readOwing(sql, { county, ...page }),
    (caseId) => watchOne(context, caseId, { today, calendar }),
  );
}

async function watchOne(
  { sql, config, clock }: PlatformContext,
  caseId: string,
  given: Given,
): Promise<boolean> {
  const key = { county: config.county, caseId };
  return await transact(sql, async (work) => {
    const row = await lockCase(work.tx, key);
    if (row?.state.hasOpenDeficiency !== true) return false;
    const events = await readEvents(work.tx, key.county, caseId);
    const bodies = [
      ...reminders(row, events, given),
      ...(await lapses(work.tx, row, given)),
    ];
    for (const body of bodies)
      await recordEvent(work, {
        ...key,
        by: { kind: 'platform', id: 'platform', name: platformName },
        at: clock().toISOString(),
        body,
      });
    return bodies.length > 0;
  });
}

/** One for each day on which something is due, unless it was said before. */
function reminders(
  { papers }: CaseRow,
  events: readonly CaseEvent[],
  { today, calendar }: Given,
): EventBody[] {
  const owed = putOff(papers);
  return [...new Set(owed.map(({ dueOn }) => dueOn))]
    .filter(
      (dueOn) =>
        isToRemind({ dueOn, today }, calendar) &&
        !events.some(
          ({ body }) =>
            body.kind === 'deficiencyReminded' && body.dueOn === dueOn,
        ),
    )
    .map((day) => ({
      kind: 'deficiencyReminded',
      papers: owed.flatMap(({ paperId, dueOn }) =>
        dueOn === day ? paperId : [],
      ),
      dueOn: day,
    }));
}

async function lapses(
  tx: Database,
  { county, caseId, stationCode, papers, state }: CaseRow,
  { today, calendar }: Given,
): Promise<EventBody[]> {
  const marked = new Set(state.lapsedPapers);
  const over: string[] = [];
  for (const { paperId, dueOn } of putOff(papers)) {
    if (marked.has(paperId) || dueOn >= today) continue;
    const isHeard = await isHeardAfter(tx, { county, stationCode, day: dueOn });
    const day = { date: dueOn, provisional: false };
    if (hasLapsed({ dueOn: day, today, isHeard }, calendar)) over.push(paperId);
  }
  if (over.length === 0 || (await hasHeldWork(tx, { county, caseId })))
    return [];
  return [{ kind: 'deficiencyLapsed', papers: over }];
}

function putOff(papers: readonly Paper[]): PutOff[] {
  return openGaps(papers).filter((paper) => paper.how === 'deficiency');
}
