// A reviewer's act on a case. Under the case's lock, in this order: may the
// person, did he see the present state, does the table allow it, is everything
// there. So of two reviewers at once one decides, and the other is told.
import { chinaDate } from '../../domain/calendar/civil-date.ts';
import { promiseDue } from '../../domain/calendar/deadline.ts';
import { addWorkingDays } from '../../domain/calendar/working-days.ts';
import type { WorkCalendar } from '../../domain/calendar/calendar-schema.ts';
import { isAllowedNow } from '../../domain/cases/allowed-now.ts';
import { handlingStatus } from '../../domain/cases/display-status.ts';
import type { DisplayStatus } from '../../domain/cases/display-status.ts';
import type { CorrectionItem, EventBody } from '../../domain/cases/event.ts';
import { openGaps, type Paper } from '../../domain/cases/papers.ts';
import {
  findField,
  findMaterial,
  getMatter,
} from '../../domain/catalogue/get-matter.ts';
import type { Matter } from '../../domain/catalogue/matter-schema.ts';
import { unreachable } from '../../domain/unreachable.ts';
import type { Decision } from '../../protocol/review.ts';
import {
  getCatalogue,
  getCurrentCatalogue,
} from '../catalogue/pinned-catalogue.ts';
import type { PlatformContext } from '../context.ts';
import { readCitedMaterials } from '../database/queries/case-materials.ts';
import { findCase, lockCase } from '../database/queries/cases.ts';
import { findLastEvent } from '../database/queries/events.ts';
import { transact } from '../database/transaction.ts';
import { recordEvent } from '../feed/record-event.ts';
import { withNotice } from '../notices/issue-notice.ts';
import type { Principal } from '../people/permissions.ts';
import { mayAct } from './allowed-acts.ts';
import { withPersons } from './case-persons.ts';

export type DecisionResult =
  | { ok: true; value: { version: number; display: DisplayStatus } }
  | { ok: false; code: 'notFound' | 'forbidden' | 'notAllowed' }
  /** Somebody was first: the version now, and who did what. */
  | { ok: false; code: 'changed'; version: number; by: string; act: string }
  /** Paper ids (or `signature:{by}`) that are owed or have not all arrived. */
  | { ok: false; code: 'materialsMissing'; missing: string[] }
  /** A correction about something that the matter does not have. */
  | { ok: false; code: 'badRequest' };

/** Decides a case; the event, its feed items and the state are one transaction. */
export async function decide(
  context: PlatformContext,
  principal: Principal,
  { caseId, decision }: { caseId: string; decision: Decision },
): Promise<DecisionResult> {
  const { sql, config, clock } = context;
  const { county } = config;
  const known = await findCase(sql, { county, caseId });
  if (known === undefined) return { ok: false, code: 'notFound' };
  // Read before the transaction: it may need a connection of its own.
  const { catalogue } = await getCatalogue(context, known.catalogueVersion);
  const { calendar } = await getCurrentCatalogue(context);
  const matter = getMatter(catalogue, known.matterCode);
  return await transact(sql, async (work): Promise<DecisionResult> => {
    const { tx } = work;
    const row = await lockCase(tx, { county, caseId });
    if (row === undefined) return { ok: false, code: 'notFound' };
    const place = await withPersons(tx, context, principal, row);
    if (!mayAct(principal, place, decision.act))
      return { ok: false, code: 'forbidden' };
    if (decision.version !== row.version) {
      const last = await findLastEvent(tx, { county, caseId });
      return {
        ok: false,
        code: 'changed',
        version: row.version,
        by: last?.byName ?? '',
        act: last?.kind ?? '',
      };
    }
    if (!isAllowedNow(row.state, decision.act))
      return { ok: false, code: 'notAllowed' };
    if (decision.act === 'accept' || decision.act === 'conclude') {
      const cited = await readCitedMaterials(tx, { county, caseId });
      const missing = findLacking(decision.act, row.papers, cited);
      if (missing.length > 0)
        return { ok: false, code: 'materialsMissing', missing };
    }
    if (
      decision.act === 'requestCorrection' &&
      !decision.items.every((item) => isAboutMatter(matter, item))
    )
      return { ok: false, code: 'badRequest' };
    const at = clock().toISOString();
    const body = eventBody(decision, {
      today: chinaDate(at),
      calendar,
      promisedDays: matter.promisedDays,
      withDeficiency: openGaps(row.papers).length > 0,
    });
    const handler = principal.name;
    const act = { work, row, body, handler, at, catalogue, matter };
    const { state } = await recordEvent(work, {
      county,
      caseId,
      by: { kind: 'staff', id: principal.accountId, name: principal.name },
      body: await withNotice(context, act),
      at,
    });
    return {
      ok: true,
      value: { version: state.version, display: handlingStatus(state) },
    };
  });
}

type Facts = {
  /** Day in China on which the act is done. */
  today: string;
  calendar: WorkCalendar;
  promisedDays: number;
  /** A paper was left for later with the office's leave. */
  withDeficiency: boolean;
};

function eventBody(decision: Decision, facts: Facts): EventBody {
  const { today, calendar, promisedDays } = facts;
  switch (decision.act) {
    case 'accept': {
      return {
        kind: 'accepted',
        promisedBy: promiseDue(today, promisedDays, calendar),
        withDeficiency: facts.withDeficiency,
      };
    }
    case 'requestCorrection': {
      const { items, workingDays } = decision;
      const dueOn = addWorkingDays(today, workingDays, calendar);
      return { kind: 'correctionRequested', items, dueOn };
    }
    case 'refuse': {
      const { reason, authority } = decision;
      return { kind: 'acceptanceRefused', reason, authority };
    }
    case 'referElsewhere': {
      const { reason, authority } = decision;
      return { kind: 'notAcceptable', reason, authority };
    }
    case 'conclude': {
      const { result, pickup, note } = decision;
      return { kind: 'concludedApproved', result, pickup, note };
    }
    case 'reject': {
      const { reason, remedy } = decision;
      return { kind: 'concludedRejected', reason, remedy };
    }
    default:
      return unreachable(decision);
  }
}

/**
 * What acceptance and conclusion wait for. Of a case that was accepted only what had
 * been put off: another supplement may be lost with its telephone, and must not keep
 * a resident from his result.
 */
function findLacking(
  act: 'accept' | 'conclude',
  papers: readonly Paper[],
  cited: readonly { paperId: string; isComplete: boolean }[],
): string[] {
  const waiting = cited.flatMap(({ paperId, isComplete }) =>
    isComplete ? [] : paperId,
  );
  if (act === 'accept') return [...new Set(waiting)];
  const gaps = openGaps(papers).map(({ paperId }) => paperId);
  const putOff = new Set(
    papers.flatMap(({ how, paperId }) => (how === 'deficiency' ? paperId : [])),
  );
  return [...new Set([...gaps, ...waiting.filter((id) => putOff.has(id))])];
}

function isAboutMatter(
  matter: Matter,
  { about, target }: CorrectionItem,
): boolean {
  return target === 'field'
    ? findField(matter, about) !== undefined
    : findMaterial(matter, about) !== undefined;
}
