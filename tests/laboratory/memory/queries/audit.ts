import type * as real from '../../../../src/platform/database/queries/audit.ts';
import { statement } from '../memory-sql.ts';

export const lockAuditHead: typeof real.lockAuditHead = (sql, county) =>
  statement(sql, async (tx) => {
    await tx.lock('auditHeads', county);
    return tx.get('auditHeads', county) ?? { n: 0, hash: '', mac: null };
  });

/** The chain's end alone: no plan reads the log. */
export const addAuditRow: typeof real.addAuditRow = (
  sql,
  { county, n, hash, mac },
) =>
  statement(sql, (tx) => {
    tx.put('auditHeads', county, { n, hash, mac });
  });
