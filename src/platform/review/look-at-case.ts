// The auditor's look at a case: who it is about stands masked in it, and why he looked
// is kept.
import { getMatter } from '../../domain/catalogue/get-matter.ts';
import type { Outcome } from '../../protocol/error-code.ts';
import type { CaseDetail } from '../../protocol/review.ts';
import { noteOpening } from '../audit/note-opening.ts';
import { getCatalogue } from '../catalogue/pinned-catalogue.ts';
import type { PlatformContext } from '../context.ts';
import { findCase } from '../database/queries/cases.ts';
import { isPermitted, type Principal } from '../people/permissions.ts';
import { keepReason } from '../people/second-person.ts';
import { subjectOf } from './case-subject.ts';
import { maskDetail } from './mask-detail.ts';
import { assembleCase } from './read-case.ts';

/** A case as it stands, without name, number, address or anybody's own words. */
export async function lookAtCase(
  context: PlatformContext,
  principal: Principal,
  { caseId, reason }: { caseId: string; reason: string },
): Promise<Outcome<CaseDetail, 'notFound' | 'forbidden'>> {
  const { sql, config } = context;
  const known = await findCase(sql, { county: config.county, caseId });
  if (known === undefined) return { ok: false, code: 'notFound' };
  const met = ['masked', 'reason'] as const;
  if (!isPermitted(principal, 'readCase', subjectOf(known), met))
    return { ok: false, code: 'forbidden' };
  const subject = `case:${caseId}`;
  const why = { action: 'readCase', subject, reason, isUsed: true };
  const request = await keepReason(context, principal, why);
  const { accountId } = principal;
  const opened = { masked: true, request } as const;
  await noteOpening(context, { accountId, caseId, opened });
  const { catalogue } = await getCatalogue(context, known.catalogueVersion);
  const matter = getMatter(catalogue, known.matterCode);
  const detail = await assembleCase(context, principal, known);
  return { ok: true, value: maskDetail(detail, matter) };
}
