import { handlingStatus } from '../../domain/cases/display-status.ts';
import { getMatter } from '../../domain/catalogue/get-matter.ts';
import type { CaseDetail } from '../../protocol/review.ts';
import { getCatalogue } from '../catalogue/pinned-catalogue.ts';
import type { PlatformContext } from '../context.ts';
import { readVisit, type CaseRow } from '../database/queries/cases.ts';
import type { Principal } from '../people/permissions.ts';
import { mayHandOver, mayRead } from './may-open.ts';

/**
 * The other cases that one person had at that sitting, by matter and number alone, and
 * only those that whoever asks may open anyway.
 */
export async function findSameVisit(
  context: PlatformContext,
  principal: Principal,
  {
    caseId,
    stationCode,
    visitId,
  }: Pick<CaseRow, 'caseId' | 'stationCode' | 'visitId'>,
): Promise<CaseDetail['sameVisit']> {
  const rows = await readVisit(context.sql, {
    county: context.config.county,
    stationCode,
    visitId: visitId ?? caseId,
  });
  const open = rows.filter(
    (row) =>
      row.caseId !== caseId &&
      (mayRead(context, principal, row) || mayHandOver(principal, row)),
  );
  return await Promise.all(
    open.map(async (row) => {
      const { catalogue } = await getCatalogue(context, row.catalogueVersion);
      return {
        caseId: row.caseId,
        number: row.number,
        matterShort: getMatter(catalogue, row.matterCode).short,
        display: handlingStatus(row.state),
      };
    }),
  );
}
