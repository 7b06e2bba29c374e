import { isEventAllowed } from '../../domain/cases/allowed-event.ts';
import { standingPapers } from '../../domain/cases/papers.ts';
import { getMatter } from '../../domain/catalogue/get-matter.ts';
import type { CommitmentCheck } from '../../protocol/commitment-checks.ts';
import { getCatalogue } from '../catalogue/pinned-catalogue.ts';
import type { PlatformContext } from '../context.ts';
import { findCase, lockCase } from '../database/queries/cases.ts';
import { findLastEvent } from '../database/queries/events.ts';
import { transact } from '../database/transaction.ts';
import { recordEvent } from '../feed/record-event.ts';
import { isPermitted, type Principal } from '../people/permissions.ts';
import { metByMatter } from './allowed-acts.ts';
import { withPersons } from './case-persons.ts';
import { actedOn } from './case-subject.ts';

export type CheckResult =
  | { ok: true; value: { version: number } }
  | { ok: false; code: 'notFound' | 'forbidden' | 'notAllowed' }
  | { ok: false; code: 'changed'; version: number; by: string; act: string };

/**
 * Records whether a commitment was kept or breached, by whoever has the case to judge. It brings no paper and decides
 * nothing: what follows of a breach (domain notes 4.4: stop, correct, revoke) is an act
 * of its own.
 */
export async function checkCommitment(
  context: PlatformContext,
  principal: Principal,
  { caseId, check }: { caseId: string; check: CommitmentCheck },
): Promise<CheckResult> {
  const { sql, config, clock } = context;
  const key = { county: config.county, caseId };
  const { version, paperId, found, note } = check;
  const known = await findCase(sql, key);
  if (known === undefined) return { ok: false, code: 'notFound' };
  // Read before the transaction: it may need a connection of its own.
  const { catalogue } = await getCatalogue(context, known.catalogueVersion);
  const matter = getMatter(catalogue, known.matterCode);
  const met = metByMatter({ catalogue, matter });
  return await transact(sql, async (work): Promise<CheckResult> => {
    const row = await lockCase(work.tx, key);
    if (row === undefined) return { ok: false, code: 'notFound' };
    const place = await withPersons(work.tx, context, principal, row);
    if (!isPermitted(principal, 'judge', actedOn(place), met))
      return { ok: false, code: 'forbidden' };
    if (version !== row.version) {
      const last = await findLastEvent(work.tx, key);
      return {
        ok: false,
        code: 'changed',
        version: row.version,
        by: last?.byName ?? '',
        act: last?.kind ?? '',
      };
    }
    const isCommitted = standingPapers(row.papers).some(
      (paper) => paper.how === 'commitment' && paper.paperId === paperId,
    );
    if (!isCommitted || !isEventAllowed(row.state.status, 'commitmentChecked'))
      return { ok: false, code: 'notAllowed' };
    const { state } = await recordEvent(work, {
      ...key,
      by: { kind: 'staff', id: principal.accountId, name: principal.name },
      at: clock().toISOString(),
      body: { kind: 'commitmentChecked', paperId, found, note },
    });
    return { ok: true, value: { version: state.version } };
  });
}
