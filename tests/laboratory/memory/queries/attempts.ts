import type * as real from '../../../../src/platform/database/queries/attempts.ts';
import { iso, statement } from '../memory-sql.ts';

export const lockSubject: typeof real.lockSubject = (
  sql,
  { county, subject },
) => statement(sql, (tx) => tx.lock('attempts', `${county} ${subject}`));

export const countAttempts: typeof real.countAttempts = (
  sql,
  { county, subject, since },
) =>
  statement(
    sql,
    (tx) =>
      tx
        .all('attempts')
        .filter(
          (row) =>
            row.county === county &&
            row.subject === subject &&
            row.at > iso(since),
        ).length,
  );

export const addAttempt: typeof real.addAttempt = (
  sql,
  { county, subject, at },
) =>
  statement(sql, (tx) => {
    const n = tx.all('attempts').length;
    tx.put('attempts', `${county} ${subject} ${n}`, {
      county,
      subject,
      at: iso(at),
    });
  });
