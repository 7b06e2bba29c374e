import type * as real from '../../../../src/platform/database/queries/material-requests.ts';
import { statement } from '../memory-sql.ts';

export const addMaterialRequest: typeof real.addMaterialRequest = (sql, p) =>
  statement(sql, async (tx) => {
    const key = `${p.county} ${p.sha256}`;
    await tx.lock('materialRequests', key);
    if (tx.get('materialRequests', key) !== undefined) return;
    const { county, sha256, caseId, at } = p;
    tx.put('materialRequests', key, { county, sha256, caseId, at });
  });

export const readLacking: typeof real.readLacking = (sql, p) =>
  statement(sql, (tx) => {
    const isAsked = (sha256: string) =>
      tx.get('materialRequests', `${p.county} ${sha256}`) !== undefined;
    return tx
      .all('materials')
      .filter(
        (row) =>
          row.county === p.county &&
          row.deviceId === p.deviceId &&
          row.completeAt === null &&
          row.wrappedKey !== null,
      )
      .map((row) => ({ row, asked: isAsked(row.sha256) }))
      .sort((one, other) =>
        one.asked === other.asked
          ? `${one.row.createdAt} ${one.row.sha256}` <
            `${other.row.createdAt} ${other.row.sha256}`
            ? -1
            : 1
          : one.asked
            ? -1
            : 1,
      )
      .slice(0, p.limit)
      .map(({ row, asked }) => ({
        sha256: row.sha256,
        offset: row.receivedBytes,
        isAsked: asked,
      }));
  });
