import type * as real from '../../../../src/platform/database/queries/case-materials.ts';
import { statement } from '../memory-sql.ts';
import { MemoryError } from '../store.ts';

export const addCaseMaterials: typeof real.addCaseMaterials = (
  sql,
  { county, caseId, operationId },
  materials,
) =>
  statement(sql, async (tx) => {
    for (const { paperId, page, sha256 } of materials) {
      const key = [county, caseId, paperId, page, operationId].join(' ');
      await tx.lock('caseMaterials', key);
      if (tx.get('caseMaterials', key) !== undefined)
        throw new MemoryError('23505', 'case_materials');
      tx.put('caseMaterials', key, {
        county,
        caseId,
        paperId,
        page,
        operationId,
        sha256,
        isCurrent: true,
      });
    }
  });

export const retireCaseMaterials: typeof real.retireCaseMaterials = (
  sql,
  { county, caseId },
  paperIds,
) =>
  statement(sql, async (tx) => {
    for (const row of tx.all('caseMaterials')) {
      if (row.county !== county || row.caseId !== caseId) continue;
      if (!row.isCurrent || !paperIds.includes(row.paperId)) continue;
      const { paperId, page, operationId } = row;
      const key = [county, caseId, paperId, page, operationId].join(' ');
      await tx.lock('caseMaterials', key);
      tx.put('caseMaterials', key, { ...row, isCurrent: false });
    }
  });

export const readWanted: typeof real.readWanted = (sql, p) =>
  statement(sql, (tx) => {
    const cited = new Set(
      tx
        .all('caseMaterials')
        .filter(
          (row) =>
            row.county === p.county &&
            p.caseIds.includes(row.caseId) &&
            p.operationIds.includes(row.operationId),
        )
        .map(({ sha256 }) => sha256),
    );
    return [...cited]
      .flatMap((sha256) => tx.get('materials', `${p.county} ${sha256}`) ?? [])
      .filter(({ completeAt }) => completeAt === null)
      .sort((one, other) =>
        `${one.createdAt} ${one.sha256}` < `${other.createdAt} ${other.sha256}`
          ? -1
          : 1,
      )
      .map(({ sha256, receivedBytes }) => ({ sha256, offset: receivedBytes }));
  });

export const readCitedMaterials: typeof real.readCitedMaterials = (
  sql,
  { county, caseId },
) =>
  statement(sql, (tx) =>
    tx
      .all('caseMaterials')
      .filter(
        (row) =>
          row.county === county && row.caseId === caseId && row.isCurrent,
      )
      .sort((one, other) =>
        one.paperId === other.paperId
          ? one.page - other.page
          : one.paperId < other.paperId
            ? -1
            : 1,
      )
      .map(({ paperId, sha256, opens }) => ({
        paperId,
        sha256,
        isComplete:
          opens !== false &&
          (tx.get('materials', `${county} ${sha256}`)?.completeAt ?? null) !==
            null,
      })),
  );

export const isCited: typeof real.isCited = (sql, { county, caseId, sha256 }) =>
  statement(sql, (tx) =>
    tx
      .all('caseMaterials')
      .some(
        (row) =>
          row.county === county &&
          row.caseId === caseId &&
          row.sha256 === sha256 &&
          row.opens !== false,
      ),
  );

export const markUnreadable: typeof real.markUnreadable = (sql, p) =>
  statement(sql, async (tx) => {
    for (const row of tx.all('caseMaterials')) {
      if (row.county !== p.county || row.sha256 !== p.sha256) continue;
      const isOne = p.operationIds.includes(row.operationId);
      if (isOne !== (p.of === 'these')) continue;
      const { county, caseId, paperId, page, operationId } = row;
      const key = [county, caseId, paperId, page, operationId].join(' ');
      await tx.lock('caseMaterials', key);
      tx.put('caseMaterials', key, { ...row, opens: false });
    }
  });
