// A reviewer's act on a case. Under the case's lock, in this order: may the
// person, did he see the present state, does the table allow it, is everything
// there. So of two reviewers at once one decides, and the other is told.
import { chinaDate } from '../../domain/calendar/civil-date.ts';
import { isAllowedNow } from '../../domain/cases/allowed-now.ts';
import { handlingStatus } from '../../domain/cases/display-status.ts';
import type { DisplayStatus } from '../../domain/cases/display-status.ts';
import { getMatter } from '../../domain/catalogue/get-matter.ts';
import type { Decision } from '../../protocol/review.ts';
import {
  getCatalogue,
  getCurrentCatalogue,
} from '../catalogue/pinned-catalogue.ts';
import type { PlatformContext } from '../context.ts';
import { findCase, lockCase } from '../database/queries/cases.ts';
import { findLastEvent } from '../database/queries/events.ts';
import { transact } from '../database/transaction.ts';
import { recordEvent } from '../feed/record-event.ts';
import { withNotice } from '../notices/issue-notice.ts';
import type { Principal } from '../people/permissions.ts';
import type { Act, ActRefusal } from './acts/act.ts';
import { makeEvent } from './acts/make-event.ts';
import { mayAct } from './allowed-acts.ts';
import { withPersons } from './case-persons.ts';

export type DecisionResult =
  | { ok: true; value: { version: number; display: DisplayStatus } }
  /** Somebody was first: the version now, and who did what. */
  | { ok: false; code: 'changed'; version: number; by: string; act: string }
  | ActRefusal;

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
    if (!mayAct(principal, { row: place, catalogue, matter }, decision.act))
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
    const at = clock().toISOString();
    const act: Act = {
      context,
      work,
      principal,
      row: place,
      decision,
      catalogue,
      matter,
      calendar,
      at,
      today: chinaDate(at),
    };
    const made = await makeEvent(act);
    if (!made.ok) return made;
    const { body } = made;
    const handler = principal.name;
    const { state } = await recordEvent(work, {
      county,
      caseId,
      by: { kind: 'staff', id: principal.accountId, name: principal.name },
      body: await withNotice(context, { ...act, body, handler }),
      at,
    });
    return {
      ok: true,
      value: { version: state.version, display: handlingStatus(state) },
    };
  });
}
