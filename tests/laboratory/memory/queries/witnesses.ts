import type * as real from '../../../../src/platform/database/queries/witnesses.ts';
import { iso, json, statement } from '../memory-sql.ts';

const keyOf = (row: {
  county: string;
  caseId: string;
  n: number;
  hash: string;
}) => `${row.county} ${row.caseId} ${row.n} ${row.hash}`;

export const addWitness: typeof real.addWitness = (sql, row) =>
  statement(sql, async (tx) => {
    await tx.lock('witnesses', keyOf(row));
    if (tx.get('witnesses', keyOf(row)) !== undefined) return;
    const { county, caseId, n, hash, epoch, audience, pos, event } = row;
    tx.put('witnesses', keyOf(row), {
      county,
      caseId,
      n,
      hash,
      epoch,
      audience,
      pos,
      event: json(event),
      adopted: null,
    });
  });

export const readWitnesses: typeof real.readWitnesses = (
  sql,
  { county, caseId },
) =>
  statement(sql, (tx) =>
    tx
      .all('witnesses')
      .filter(
        (row) =>
          row.county === county &&
          row.adopted === null &&
          (caseId === null || row.caseId === caseId),
      )
      .sort((one, other) =>
        one.caseId === other.caseId
          ? one.n === other.n
            ? one.hash < other.hash
              ? -1
              : 1
            : one.n - other.n
          : one.caseId < other.caseId
            ? -1
            : 1,
      )
      .map((row) => {
        const { n, hash, epoch, audience, pos, event } = row;
        return {
          county,
          caseId: row.caseId,
          n,
          hash,
          epoch,
          audience,
          pos,
          event,
        };
      }),
  );

export const markAdopted: typeof real.markAdopted = (sql, key, adopted) =>
  statement(sql, async (tx) => {
    await tx.lock('witnesses', keyOf(key));
    const row = tx.get('witnesses', keyOf(key));
    if (row?.adopted !== null) return;
    const { n, at } = adopted;
    tx.put('witnesses', keyOf(key), { ...row, adopted: { n, at: iso(at) } });
  });

export const findAdoptedAs: typeof real.findAdoptedAs = (
  sql,
  { county, caseId, n },
) =>
  statement(
    sql,
    (tx) =>
      tx
        .all('witnesses')
        .filter(
          (row) =>
            row.county === county && row.caseId === caseId && row.n === n,
        )
        .flatMap(({ adopted }) => adopted ?? [])
        .sort((one, other) => (one.at < other.at ? 1 : -1))[0]?.n,
  );
