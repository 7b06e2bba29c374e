import type * as real from '../../../../src/platform/database/queries/cases.ts';
import { iso, json, statement } from '../memory-sql.ts';
import { MemoryError } from '../store.ts';

export const addCase: typeof real.addCase = (sql, row) =>
  statement(sql, async (tx) => {
    const key = `${row.county} ${row.caseId}`;
    await tx.lock('cases.number', `${row.county} ${row.number}`);
    const isTaken = tx
      .all('cases')
      .some(
        ({ county, number }) => county === row.county && number === row.number,
      );
    if (isTaken) return false;
    await tx.lock('cases', key);
    if (tx.get('cases', key) !== undefined)
      throw new MemoryError('23505', 'cases_pkey');
    tx.put('cases', key, {
      ...json(row),
      takenInAt: iso(row.takenInAt),
      arrivedAt: iso(row.arrivedAt),
      version: 0,
      noticeBy: null,
    });
    return true;
  });

export const lockCase: typeof real.lockCase = (sql, { county, caseId }) =>
  statement(sql, async (tx) => {
    const key = `${county} ${caseId}`;
    // A row that nobody has committed yet is not there to be locked.
    if (tx.get('cases', key) === undefined) return undefined;
    await tx.lock('cases', key);
    return tx.get('cases', key);
  });

export const findCase: typeof real.findCase = (sql, { county, caseId }) =>
  statement(sql, (tx) => tx.get('cases', `${county} ${caseId}`));

export const saveCaseState: typeof real.saveCaseState = (
  sql,
  { county, caseId },
  state,
) =>
  statement(sql, async (tx) => {
    const key = `${county} ${caseId}`;
    if (tx.get('cases', key) === undefined) return;
    await tx.lock('cases', key);
    const row = tx.get('cases', key);
    if (row === undefined) return;
    tx.put('cases', key, {
      ...row,
      state: json(state),
      version: state.version,
      noticeBy: state.noticeBy?.date ?? null,
    });
  });

export const saveCaseContent: typeof real.saveCaseContent = (
  sql,
  { county, caseId },
  content,
) =>
  statement(sql, async (tx) => {
    const key = `${county} ${caseId}`;
    if (tx.get('cases', key) === undefined) return;
    await tx.lock('cases', key);
    const row = tx.get('cases', key);
    if (row === undefined) return;
    const { answers, papers, signatures, consents, applicantName } =
      json(content);
    tx.put('cases', key, {
      ...row,
      answers,
      papers,
      signatures,
      consents,
      applicantName,
    });
  });

export const countDoneOfBundle: typeof real.countDoneOfBundle = (
  sql,
  { county, stationCode, bundleId },
) =>
  statement(
    sql,
    (tx) =>
      tx
        .all('cases')
        .filter(
          (row) =>
            row.county === county &&
            row.stationCode === stationCode &&
            row.bundle?.id === bundleId &&
            row.state.endedAt !== null,
        ).length,
  );

export const readVisit: typeof real.readVisit = (
  sql,
  { county, stationCode, visitId },
) =>
  statement(sql, (tx) =>
    tx
      .all('cases')
      .filter(
        (row) =>
          row.county === county &&
          row.stationCode === stationCode &&
          (row.caseId === visitId || row.visitId === visitId),
      )
      .toSorted((one, other) =>
        `${one.takenInAt} ${one.caseId}` < `${other.takenInAt} ${other.caseId}`
          ? -1
          : 1,
      )
      .slice(0, 30),
  );
