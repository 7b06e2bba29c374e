import { isDepartment, routeStop } from '../../domain/catalogue/case-route.ts';
import { isAllowedNow } from '../../domain/cases/allowed-now.ts';
import { getMatter } from '../../domain/catalogue/get-matter.ts';
import type { Outcome } from '../../protocol/error-code.ts';
import type { Reroute } from '../../protocol/office-decisions.ts';
import { getCatalogue } from '../catalogue/pinned-catalogue.ts';
import type { PlatformContext } from '../context.ts';
import { findCase, lockCase } from '../database/queries/cases.ts';
import { findCaseByNumber } from '../database/queries/receipts.ts';
import { transact } from '../database/transaction.ts';
import { moveWithin } from '../feed/move-case.ts';
import { recordEvent } from '../feed/record-event.ts';
import type { Condition } from '../people/matrix.ts';
import {
  findReach,
  isPermitted,
  type SignedIn,
} from '../people/permissions.ts';
import { withPersons } from './case-persons.ts';
import { actedOn } from './case-subject.ts';
import { maySendOn } from './dispatch-limit.ts';

/** Whoever may only send a case where it belongs is told nothing of it. */
export const REROUTING = [
  'rerouteOnly',
] as const satisfies readonly Condition[];

/**
 * Sends a case, known by its number, to the department or the township where it
 * belongs, in the states in which a township itself passes one on.
 */
export async function reroute(
  context: PlatformContext,
  principal: SignedIn,
  { number, reason, to }: Reroute,
): Promise<
  Outcome<
    null,
    'forbidden' | 'notFound' | 'notAllowed' | 'badRequest' | 'freshLoginNeeded'
  >
> {
  const { sql, config } = context;
  const { county } = config;
  if (findReach(principal, 'dispatch', REROUTING).length === 0)
    return { ok: false, code: 'forbidden' };
  const numbered = await findCaseByNumber(sql, { county, number });
  const found =
    numbered && (await findCase(sql, { county, caseId: numbered.caseId }));
  if (found === undefined) return { ok: false, code: 'notFound' };
  const place = await withPersons(sql, context, principal, found);
  if (!isPermitted(principal, 'dispatch', actedOn(place), REROUTING))
    return { ok: false, code: 'forbidden' };
  if (!(await maySendOn(context, principal)))
    return { ok: false, code: 'freshLoginNeeded' };
  const { caseId } = found;
  const { catalogue } = await getCatalogue(context, found.catalogueVersion);
  if (to.kind === 'department' && !isDepartment(catalogue, to.officeId))
    return { ok: false, code: 'badRequest' };
  const matter = getMatter(catalogue, found.matterCode);
  const { accountId: byId, name: by } = principal;
  return await transact(sql, async (work) => {
    const row = await lockCase(work.tx, { county, caseId });
    // Nobody sends on what waits for its village or has ended.
    if (row === undefined || !isAllowedNow(row.state, 'dispatch'))
      return { ok: false, code: 'notAllowed' };
    if (to.kind === 'township') {
      const { town9 } = to;
      const wish = { caseId, town9, by, byId, reason };
      const moved = await moveWithin(work, context, wish);
      return moved.ok
        ? { ok: true, value: null }
        : { ok: false, code: 'badRequest' };
    }
    await recordEvent(work, {
      county,
      caseId,
      by: { kind: 'staff', id: byId, name: by },
      at: context.clock().toISOString(),
      body: { kind: 'dispatched', ...routeStop(matter, to.officeId), reason },
    });
    return { ok: true, value: null };
  });
}
