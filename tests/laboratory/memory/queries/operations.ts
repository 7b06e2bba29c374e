import type * as real from '../../../../src/platform/database/queries/operations.ts';
import { json, statement } from '../memory-sql.ts';
import type { MemoryTransaction } from '../memory-transaction.ts';
import type { Row } from '../tables.ts';

/** A refusal of something that nobody proved to have made. */
function isUnproven({ result, authorKid }: Row<'operations'>): boolean {
  return result === 'refused' && authorKid === null;
}

export const addOperation: typeof real.addOperation = (sql, row) =>
  statement(sql, async (tx) => {
    const key = `${row.county} ${row.operationId}`;
    await tx.lock('operations', key);
    const known = tx.get('operations', key);
    const givesWay =
      known === undefined ||
      isUnproven(known) ||
      (known.authorKid === null && row.authorKid !== null);
    if (givesWay) tx.put('operations', key, json(row));
    return givesWay;
  });

export const findOperation: typeof real.findOperation = (
  sql,
  { county, operationId },
) =>
  statement(sql, (tx) => {
    const row = tx.get('operations', `${county} ${operationId}`);
    return row === undefined || isUnproven(row) ? undefined : row;
  });

export const findPredecessor: typeof real.findPredecessor = (sql, p) =>
  statement(sql, (tx) => {
    const row = tx.get('operations', `${p.county} ${p.operationId}`);
    if (row === undefined || row.deviceId !== p.deviceId || row.givenUp)
      return undefined;
    if (isUnproven(row)) return undefined;
    const { caseId, authorKid, result, code } = row;
    const isProven = authorKid !== null;
    return { caseId, isProven, result, code } as real.Predecessor;
  });

export const readChainAround: typeof real.readChainAround = (sql, p) =>
  statement(sql, (tx) =>
    tx
      .all('operations')
      .filter(
        (row) =>
          row.county === p.county &&
          row.deviceId === p.deviceId &&
          Math.abs(row.seq - p.seq) <= 1 &&
          row.authorKid !== null &&
          row.code !== 'forked',
      )
      .map(({ operationId, seq, sha256, prev }) => ({
        operationId,
        seq,
        sha256,
        prev,
      })),
  );

export const readChainAfter: typeof real.readChainAfter = (sql, p) =>
  statement(sql, (tx) =>
    tx
      .all('operations')
      .filter(
        (row) =>
          row.county === p.county &&
          row.deviceId === p.deviceId &&
          row.seq > p.after &&
          row.authorKid !== null,
      )
      .sort((one, other) =>
        one.seq === other.seq
          ? one.arrivedAt < other.arrivedAt
            ? -1
            : 1
          : one.seq - other.seq,
      )
      .map(({ seq, sha256 }) => ({ seq, sha256 })),
  );

export const readChainAt: typeof real.readChainAt = (sql, p) =>
  statement(sql, (tx) =>
    tx
      .all('operations')
      .filter(
        (row) =>
          row.county === p.county &&
          row.deviceId === p.deviceId &&
          row.seq === p.seq &&
          row.authorKid !== null,
      )
      .map(({ sha256 }) => sha256),
  );

export const readHeldIds: typeof real.readHeldIds = (sql, { county, code }) =>
  statement(sql, (tx) =>
    tx
      .all('operations')
      .filter(
        (row) =>
          row.county === county && row.result === 'held' && row.code === code,
      )
      .sort((one, other) =>
        [one.arrivedAt, one.deviceId].join() ===
        [other.arrivedAt, other.deviceId].join()
          ? one.seq - other.seq
          : [one.arrivedAt, one.deviceId].join() <
              [other.arrivedAt, other.deviceId].join()
            ? -1
            : 1,
      )
      .map(({ operationId }) => operationId),
  );

export const readWaitingFor: typeof real.readWaitingFor = (sql, p) =>
  statement(sql, (tx) =>
    tx
      .all('operations')
      .filter(
        (row) =>
          row.county === p.county &&
          row.caseId === p.caseId &&
          row.deviceId === p.deviceId &&
          row.casePrev === p.operationId &&
          row.result === 'held' &&
          row.code === 'predecessorHeld',
      )
      .sort((one, other) => one.seq - other.seq),
  );

async function lockRow(
  tx: MemoryTransaction,
  { county, operationId }: { county: string; operationId: string },
): Promise<{ key: string; row: Row<'operations'> | undefined }> {
  const key = `${county} ${operationId}`;
  await tx.lock('operations', key);
  return { key, row: tx.get('operations', key) };
}

export const dropGivenUp: typeof real.dropGivenUp = (sql, at) =>
  statement(sql, async (tx) => {
    const { key, row } = await lockRow(tx, at);
    if (row?.givenUp === true) tx.remove('operations', key);
  });

export const hasRival: typeof real.hasRival = (sql, p) =>
  statement(
    sql,
    (tx) =>
      tx
        .all('operations')
        .some(
          (row) =>
            row.county === p.county &&
            row.caseId === p.caseId &&
            row.deviceId === p.deviceId &&
            row.operationId !== p.operationId &&
            row.casePrev === p.casePrev &&
            row.authorKid !== null &&
            row.result !== 'refused',
        ) ||
      tx
        .all('unreadable')
        .some(
          (row) =>
            row.county === p.county &&
            row.deviceId === p.deviceId &&
            row.id === p.operationId &&
            row.sha256 === p.sha256 &&
            row.takenBackBy !== null,
        ),
  );

export const changeResult: typeof real.changeResult = (sql, to) =>
  statement(sql, async (tx) => {
    const { key, row } = await lockRow(tx, to);
    if (row?.result !== 'held') return;
    const { result, code, paths, authorKid, number } = to;
    const changed = { result, code, paths, authorKid, number };
    tx.put('operations', key, { ...row, ...changed });
  });

export const readHeldIdsOfCase: typeof real.readHeldIdsOfCase = (
  sql,
  { county, caseId },
) =>
  statement(sql, (tx) =>
    tx
      .all('operations')
      .filter(
        (row) =>
          row.county === county &&
          row.caseId === caseId &&
          row.result === 'held' &&
          row.code === 'notAllowedNow',
      )
      .sort((one, other) =>
        one.deviceId === other.deviceId
          ? one.seq - other.seq
          : one.deviceId < other.deviceId
            ? -1
            : 1,
      )
      .map(({ operationId }) => operationId),
  );
