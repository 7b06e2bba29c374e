// What a decision would be recorded as, under the case's lock, in this order: may the
// person, did he see the present state, does the table allow it, is everything there.
import { chinaDate } from '../../domain/calendar/civil-date.ts';
import { isAllowedNow } from '../../domain/cases/allowed-now.ts';
import type { EventBody } from '../../domain/cases/event.ts';
import { getMatter } from '../../domain/catalogue/get-matter.ts';
import type { Decision } from '../../protocol/review.ts';
import {
  getCatalogue,
  getCurrentCatalogue,
} from '../catalogue/pinned-catalogue.ts';
import type { PlatformContext } from '../context.ts';
import { lockCase, type CaseRow } from '../database/queries/cases.ts';
import { findLastEvent } from '../database/queries/events.ts';
import type { Work } from '../database/transaction.ts';
import type { Principal } from '../people/permissions.ts';
import type { Act, ActRefusal } from './acts/act.ts';
import { makeEvent } from './acts/make-event.ts';
import { mayAct } from './allowed-acts.ts';
import { withPersons } from './case-persons.ts';

export type PrepareRefusal =
  /** Somebody was first: the version now, and who did what. */
  | { ok: false; code: 'changed'; version: number; by: string; act: string }
  | ActRefusal;

export type Prepared = { ok: true; act: Act; body: EventBody } | PrepareRefusal;

type Rules = Pick<Act, 'catalogue' | 'matter' | 'calendar'>;

/** The matter as it was when the case came, the calendar of now; read outside of a transaction. */
export async function readRules(
  context: PlatformContext,
  known: Pick<CaseRow, 'catalogueVersion' | 'matterCode'>,
): Promise<Rules> {
  const { catalogue } = await getCatalogue(context, known.catalogueVersion);
  const { calendar } = await getCurrentCatalogue(context);
  const matter = getMatter(catalogue, known.matterCode);
  return { catalogue, calendar, matter };
}

/** Acts that touch more than the case itself have written that when this is over. */
export async function prepareAct(
  context: PlatformContext,
  work: Work,
  principal: Principal,
  p: { caseId: string; decision: Decision; rules: Rules },
): Promise<Prepared> {
  const { caseId, decision, rules } = p;
  const { tx } = work;
  const { county } = context.config;
  const row = await lockCase(tx, { county, caseId });
  if (row === undefined) return { ok: false, code: 'notFound' };
  const place = await withPersons(tx, context, principal, row);
  if (!mayAct(principal, { row: place, ...rules }, decision.act))
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
  const at = context.clock().toISOString();
  const act: Act = {
    context,
    work,
    principal,
    row: place,
    decision,
    ...rules,
    at,
    today: chinaDate(at),
  };
  const made = await makeEvent(act);
  return made.ok ? { ok: true, act, body: made.body } : made;
}
