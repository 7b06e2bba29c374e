import type * as real from '../../../../src/platform/database/queries/receipts.ts';
import { statement } from '../memory-sql.ts';
import type { Row } from '../tables.ts';

export const findCaseByNumber: typeof real.findCaseByNumber = (
  sql,
  { county, number },
) =>
  statement(sql, (tx) =>
    tx
      .all('cases')
      .find((row) => row.county === county && row.number === number),
  );

export const findJoinedTo: typeof real.findJoinedTo = (
  sql,
  { county, caseId },
) =>
  statement(sql, (tx) => {
    const to = tx
      .all('events')
      .flatMap((event) =>
        event.county === county &&
        event.caseId === caseId &&
        event.body.kind === 'joined' &&
        !event.body.goesOn
          ? [event.body.caseId]
          : [],
      )
      .at(-1);
    return to === undefined
      ? undefined
      : tx
          .all('cases')
          .find((row) => row.county === county && row.caseId === to);
  });

export const isSubmitOf: typeof real.isSubmitOf = (
  sql,
  { county, operationId, number },
) =>
  statement(sql, (tx) => {
    const isIt = ({ county: of, ...row }: Row<'operations'>) =>
      of === county &&
      row.number === number &&
      row.result === 'applied' &&
      row.schema === 'submit@1' &&
      (row.operationId === operationId || row.replaces === operationId);
    return tx.all('operations').some(isIt);
  });

export const isKeptOf: typeof real.isKeptOf = (
  sql,
  { county, deviceId, operationId, number },
) =>
  statement(sql, (tx) =>
    tx
      .all('operations')
      .some(
        (row) =>
          row.county === county &&
          row.operationId === operationId &&
          row.deviceId === deviceId &&
          row.number === number &&
          (row.result === 'applied' || row.result === 'held'),
      ),
  );
