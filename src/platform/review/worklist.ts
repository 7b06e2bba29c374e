import * as v from 'valibot';
import type { WorkCalendar } from '../../domain/calendar/calendar-schema.ts';
import { chinaDate } from '../../domain/calendar/civil-date.ts';
import type { Deadline } from '../../domain/calendar/deadline.ts';
import { lampOf } from '../../domain/calendar/lamp.ts';
import type { CaseDeadlines } from '../../domain/cases/case-clocks.ts';
import { handlingStatus } from '../../domain/cases/display-status.ts';
import { getMatter } from '../../domain/catalogue/get-matter.ts';
import type { CaseStatus } from '../../domain/cases/transitions.ts';
import { maskName } from '../../domain/rules/mask.ts';
import type { Outcome } from '../../protocol/error-code.ts';
import { LIMITS } from '../../protocol/limits.ts';
import type { Worklist, WorklistRow } from '../../protocol/review.ts';
import { noteSearch } from '../audit/note-search.ts';
import {
  getCatalogue,
  getCurrentCatalogue,
} from '../catalogue/pinned-catalogue.ts';
import { deadlinesOf } from '../clocks/deadlines-of.ts';
import type { PlatformContext } from '../context.ts';
import {
  countByStatus,
  readWorklist,
  type Place,
  type WorklistCase,
} from '../database/queries/worklist.ts';
import type { Condition } from '../people/matrix.ts';
import { findReach, readReach, type Principal } from '../people/permissions.ts';
import { readSearch } from './search-terms.ts';
import { uuid } from '../../domain/schema-parts.ts';

export type WorklistQuery = {
  /** undefined = all. */
  status: CaseStatus | undefined;
  /** '' = none. */
  search: string;
  /** `next` of the page before; undefined = from the top. */
  before: string | undefined;
};

/**
 * A page of what the person's audiences have; a search is an act of its own.
 * `badRequest`: a cursor that is none.
 */
export async function listCases(
  context: PlatformContext,
  principal: Principal,
  query: WorklistQuery,
): Promise<Outcome<Worklist, 'forbidden' | 'badRequest'>> {
  const { sql, config, clock } = context;
  const { county } = config;
  const action = query.search === '' ? 'readCase' : 'searchPersons';
  const { audiences, isMasked } = reachOf(principal, action);
  if (audiences.length === 0) return { ok: false, code: 'forbidden' };
  const reach = readReach(audiences);
  const after =
    query.before === undefined ? undefined : readPlace(query.before);
  if (query.before !== undefined && after === undefined)
    return { ok: false, code: 'badRequest' };

  const found = await readWorklist(sql, {
    county,
    reach,
    status: query.status,
    search: readSearch(context.keys, query.search),
    after,
    // One more than shown tells whether there is a next page.
    limit: LIMITS.worklistRows + 1,
  });
  const page = found.slice(0, LIMITS.worklistRows);
  if (query.search !== '')
    await noteSearch(context, principal, query.search, page.length);
  const { calendar } = await getCurrentCatalogue(context);
  const last = page.at(-1);
  return {
    ok: true,
    value: {
      rows: await Promise.all(
        page.map(async (row) => {
          const shown = await describeRow(context, row, calendar);
          const applicantName = maskName(shown.applicantName);
          return isMasked ? { ...shown, applicantName } : shown;
        }),
      ),
      next:
        found.length > LIMITS.worklistRows && last !== undefined
          ? writePlace(last.place)
          : null,
      counts: await countByStatus(sql, county, reach),
      serverTime: clock().toISOString(),
    },
  };
}

/** Conditions that a row of the list meets. */
export const LISTING = ['deliveryFields'] as const satisfies Condition[];
/** With its name masked it meets this one too. */
export const SEARCHING = [...LISTING, 'masked'] as const satisfies Condition[];

/** Whose cases are listed; names masked only to whoever may see no list without. */
function reachOf(
  principal: Principal,
  action: 'readCase' | 'searchPersons',
): { audiences: string[]; isMasked: boolean } {
  const whole = findReach(principal, action, LISTING);
  return whole.length > 0 || action === 'readCase'
    ? { audiences: whole, isMasked: false }
    : { audiences: findReach(principal, action, SEARCHING), isMasked: true };
}

/** A case as a row of the list, its days counted by that calendar. */
export async function describeRow(
  context: PlatformContext,
  row: WorklistCase,
  calendar: WorkCalendar,
): Promise<WorklistRow> {
  const { catalogue } = await getCatalogue(context, row.catalogueVersion);
  const { matterCode, state } = row;
  const matter = getMatter(catalogue, matterCode);
  const deadlines = deadlinesOf(context, {
    caseId: row.caseId,
    events: row.clockEvents,
    periods: matter,
    calendar,
  });
  const owed = owedNow(state.status, deadlines);
  const today = chinaDate(context.clock().toISOString());
  return {
    caseId: row.caseId,
    number: row.number,
    matterCode,
    matterShort: matter.short,
    applicantName: row.applicantName,
    stationName: row.stationName,
    townName: row.townName,
    takenInAt: row.takenInAt,
    arrivedAt: row.arrivedAt,
    noticeBy: deadlines.notice?.due ?? null,
    promisedBy: deadlines.promise?.due ?? null,
    materials: {
      arrived: row.materialsArrived,
      expected: row.materialsExpected,
    },
    display: handlingStatus(state),
    ...(row.online !== null && { online: row.online }),
    lamp: owed === null ? null : lampOf(owed, today, calendar),
    version: row.version,
  };
}

/** The notice before acceptance, the promise after it; null: nothing is owed. */
function owedNow(
  status: CaseStatus,
  { notice, promise }: CaseDeadlines,
): Deadline | null {
  if (status === 'received') return notice;
  return status === 'accepted' || status === 'inDepartment' ? promise : null;
}

const placeSchema = v.strictObject({
  day: v.pipe(v.string(), v.isoDate()),
  order: v.number(),
  caseId: uuid,
});

function writePlace(place: Place): string {
  return Buffer.from(JSON.stringify(place)).toString('base64url');
}

function readPlace(cursor: string): Place | undefined {
  try {
    const json: unknown = JSON.parse(
      Buffer.from(cursor, 'base64url').toString(),
    );
    const parsed = v.safeParse(placeSchema, json);
    return parsed.success ? parsed.output : undefined;
  } catch {
    return undefined;
  }
}
