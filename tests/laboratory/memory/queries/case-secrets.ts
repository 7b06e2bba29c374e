import type * as real from '../../../../src/platform/database/queries/case-secrets.ts';
import { statement } from '../memory-sql.ts';

export const saveSecrets: typeof real.saveSecrets = (
  sql,
  { county, caseId },
  rows,
) =>
  statement(sql, async (tx) => {
    for (const row of tx.all('caseSecrets'))
      if (row.county === county && row.caseId === caseId)
        tx.remove('caseSecrets', `${county} ${caseId} ${row.path}`);
    for (const row of rows) {
      const key = `${county} ${caseId} ${row.path}`;
      await tx.lock('caseSecrets', key);
      tx.put('caseSecrets', key, { county, caseId, ...row });
    }
  });

export const readSecrets: typeof real.readSecrets = (sql, { county, caseId }) =>
  statement(sql, (tx) =>
    tx
      .all('caseSecrets')
      .filter((row) => row.county === county && row.caseId === caseId)
      .map(({ path, sealed, mac, last4 }) => ({ path, sealed, mac, last4 })),
  );

const UNDER_WAY = new Set<string>([
  'received',
  'correcting',
  'accepted',
  'inDepartment',
  'special',
]);

export const findSameInMatter: typeof real.findSameInMatter = (sql, p) =>
  statement(
    sql,
    (tx) =>
      tx
        .all('caseSecrets')
        .filter(
          (row) =>
            row.county === p.county &&
            p.macs.includes(row.mac) &&
            row.path === p.path &&
            row.caseId !== p.caseId,
        )
        .flatMap(({ caseId }) => tx.get('cases', `${p.county} ${caseId}`) ?? [])
        .filter(
          ({ matterCode, state }) =>
            matterCode === p.matterCode && UNDER_WAY.has(state.status),
        )
        .sort((one, other) => (one.takenInAt < other.takenInAt ? -1 : 1))[0]
        ?.number,
  );
