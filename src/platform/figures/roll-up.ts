// The roll-up of figures reads the townships' feeds, as a village does: they tell
// gaplessly to which cases something has happened, and intake writes nothing more for
// it. Each such case is counted from what it is now, and what it had added before is
// taken out; so it may be done again, and be broken off anywhere.
import { isDeepStrictEqual } from 'node:util';
import { getMatter } from '../../domain/catalogue/get-matter.ts';
import {
  getCatalogue,
  getCurrentCatalogue,
} from '../catalogue/pinned-catalogue.ts';
import type { PlatformContext } from '../context.ts';
import type { Database } from '../database/connect.ts';
import {
  addToMonths,
  addToStatuses,
  beginFigures,
  lockFigures,
  moveFiguresCursor,
  readCaseIds,
  readCasesToCount,
  readTouched,
  readUncountedFeeds,
  saveCounted,
  saveFiguresState,
  type Counted,
  type FiguresState,
} from '../database/queries/figures.ts';
import { transact } from '../database/transaction.ts';
import { countCase, Changes } from './count-case.ts';

const AT_ONCE = 500;
/** Before every case. */
const FIRST = '00000000-0000-0000-0000-000000000000';

type Rolling = Pick<PlatformContext, 'sql' | 'config' | 'clock'>;

/**
 * Counts what has happened since the last turn, and every case once another calendar is
 * published. Gives how many it counted; 0 while another process counts.
 */
export async function rollUp(
  context: Rolling,
  stop: AbortSignal = new AbortController().signal,
): Promise<number> {
  let count = 0;
  while (!stop.aborted) {
    const counted = await countSome(context);
    if (counted === 'nothing') break;
    count += counted;
  }
  return count;
}

/** In one transaction: what is counted, and until where. */
async function countSome(context: Rolling): Promise<number | 'nothing'> {
  const { sql, config, clock } = context;
  const { county } = config;
  const { version: calendar } = await getCurrentCatalogue(context);
  const now = clock().toISOString();
  return await transact(sql, async ({ tx }) => {
    const isFirst = await beginFigures(tx, { county, calendar, from: FIRST });
    const state = await lockFigures(tx, county);
    if (state === undefined) return 'nothing';
    const next: FiguresState =
      state.calendar === calendar
        ? state
        : { ...state, calendar, countedTo: FIRST };
    const touched = await takeTouched(tx, county, isFirst);
    if (touched === 'tooOld') next.countedTo = FIRST;
    const caseIds =
      touched === 'tooOld' || touched === 'nothing' ? [] : touched;
    const isAllHeard = touched === 'nothing';
    if (caseIds.length === 0 && next.countedTo !== null) {
      const page = { county, after: next.countedTo, limit: AT_ONCE };
      caseIds.push(...(await readCaseIds(tx, page)));
      next.countedTo = caseIds.at(-1) ?? null;
    }
    await count(context, tx, caseIds);
    const isDone = isAllHeard && next.countedTo === null;
    await saveFiguresState(tx, county, {
      ...next,
      countedAt: isDone ? now : next.countedAt,
    });
    return isDone && caseIds.length === 0 ? 'nothing' : caseIds.length;
  });
}

/**
 * Takes what stands next in one of the feeds. `isFirst`: all cases are counted anyhow,
 * so that what happened before now need not be heard. `tooOld`: some of it is not kept
 * any more.
 */
async function takeTouched(
  tx: Database,
  county: string,
  isFirst: boolean,
): Promise<string[] | 'nothing' | 'tooOld'> {
  const feeds = await readUncountedFeeds(tx, county);
  const isTooOld = feeds.some(({ pos, keptAfter }) => pos < keptAfter);
  if (isFirst || isTooOld) {
    for (const { audience, head } of feeds)
      await moveFiguresCursor(tx, { county, audience, pos: head });
    return isFirst ? [] : 'tooOld';
  }
  const [feed] = feeds;
  if (feed === undefined) return 'nothing';
  const { audience, pos: after } = feed;
  const wish = { county, audience, after, limit: AT_ONCE };
  const { caseIds, pos } = await readTouched(tx, wish);
  await moveFiguresCursor(tx, { county, audience, pos });
  return caseIds;
}

async function count(
  context: Rolling,
  tx: Database,
  caseIds: readonly string[],
): Promise<void> {
  if (caseIds.length === 0) return;
  const { county } = context.config;
  const { calendar } = await getCurrentCatalogue(context);
  const rows: (Counted & { caseId: string })[] = [];
  const changes = new Changes();
  for (const row of await readCasesToCount(tx, { county, caseIds })) {
    const { caseId, matterCode, catalogueVersion, before } = row;
    const { catalogue } = await getCatalogue(context, catalogueVersion, tx);
    const counted = countCase(row, getMatter(catalogue, matterCode), calendar);
    if (isDeepStrictEqual(counted, before)) continue;
    if (before !== null) changes.add(before, -1);
    changes.add(counted, 1);
    rows.push({ caseId, ...counted });
  }
  if (rows.length === 0) return;
  await saveCounted(tx, county, rows);
  await addToMonths(tx, county, changes.months);
  // What stood there before 0047 was never among them.
  const statuses = changes.statuses.filter(({ status }) => status !== '');
  await addToStatuses(tx, county, statuses);
}
