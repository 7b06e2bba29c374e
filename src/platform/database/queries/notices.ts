import type { NoticeKind } from '../../../domain/cases/notice.ts';
import type { Database } from '../connect.ts';

type Key = { county: string; caseId: string; n: number };

/** A paper as it was issued, sealed (notices/issue-notice.ts). */
export type NoticeRow = Key & {
  kind: NoticeKind;
  year: number;
  serial: number;
  number: string;
  sealed: string;
  wrappedKey: string;
  at: string;
};

/**
 * The next serial of that kind in that year; nobody else gets one until the
 * transaction ends, and if it fails the number is free again.
 */
export async function takeNoticeSerial(
  tx: Database,
  p: { county: string; kind: NoticeKind; year: number },
): Promise<number> {
  const [row] = await tx<{ serial: number }[]>`
    INSERT INTO notice_heads (county, kind, year, serial)
    VALUES (${p.county}, ${p.kind}, ${p.year}, 1)
    ON CONFLICT (county, kind, year)
      DO UPDATE SET serial = notice_heads.serial + 1
    RETURNING serial`;
  if (row === undefined) throw new Error('a head row is always there');
  return row.serial;
}

/** A number that was given in a life of the data that is lost is not given again. */
export async function passNoticeSerial(
  tx: Database,
  p: { county: string; kind: NoticeKind; year: number; serial: number },
): Promise<void> {
  await tx`
    INSERT INTO notice_heads (county, kind, year, serial)
    VALUES (${p.county}, ${p.kind}, ${p.year}, ${p.serial})
    ON CONFLICT (county, kind, year)
      DO UPDATE SET serial = greatest(notice_heads.serial, EXCLUDED.serial)`;
}

/** When the last paper of any kind was issued; null: none is known. ISO 8601. */
export async function readLastNoticeAt(
  tx: Database,
  county: string,
): Promise<string | null> {
  const [row] = await tx<{ at: string | null }[]>`
    SELECT max(last.at) AS at
    FROM notice_heads AS head
    CROSS JOIN LATERAL (
      SELECT at FROM notices AS notice
      WHERE notice.county = head.county AND notice.kind = head.kind
        AND notice.year = head.year
      ORDER BY serial DESC LIMIT 1
    ) AS last
    WHERE head.county = ${county}`;
  return row?.at ?? null;
}

/** So many numbers of each of these kinds are not given in that year. */
export async function skipNoticeSerials(
  tx: Database,
  p: {
    county: string;
    kinds: readonly NoticeKind[];
    year: number;
    count: number;
  },
): Promise<void> {
  await tx`
    INSERT INTO notice_heads (county, kind, year, serial)
    SELECT ${p.county}, kind, ${p.year}, ${p.count}
    FROM unnest(${[...p.kinds].sort()}::text[]) AS kind
    ON CONFLICT (county, kind, year)
      DO UPDATE SET serial = notice_heads.serial + EXCLUDED.serial`;
}

/** Keeps a paper for good; nothing here changes or removes one. */
export async function addNotice(tx: Database, row: NoticeRow): Promise<void> {
  await tx`
    INSERT INTO notices (county, kind, year, serial, case_id, n, number, sealed,
      wrapped_key, at)
    VALUES (${row.county}, ${row.kind}, ${row.year}, ${row.serial},
      ${row.caseId}, ${row.n}, ${row.number}, ${row.sealed},
      ${row.wrappedKey}, ${row.at})`;
}

/** The paper that tells of event `n` of the case. */
export async function findNotice(
  sql: Database,
  { county, caseId, n }: Key,
): Promise<Pick<NoticeRow, 'sealed' | 'wrappedKey'> | undefined> {
  const [row] = await sql<Pick<NoticeRow, 'sealed' | 'wrappedKey'>[]>`
    SELECT sealed, wrapped_key AS "wrappedKey" FROM notices
    WHERE county = ${county} AND case_id = ${caseId} AND n = ${n}`;
  return row;
}
