import type { HeldCode, RefusedCode } from '../../../protocol/error-code.ts';
import type { Database } from '../connect.ts';

export type OperationRow = {
  county: string;
  operationId: string;
  /** Of the inner JWS. */
  sha256: string;
  envelopeSha256: string;
  /** The device that delivered it. */
  deviceId: string;
  seq: number;
  prev: string | null;
  caseId: string | null;
  casePrev: string | null;
  schema: string;
  authorKid: string | null;
  result: 'applied' | 'held' | 'refused';
  code: HeldCode | RefusedCode | null;
  paths: string[] | null;
  number: string | null;
  /** Of a mended submit: the refused one that the printed receipt names. */
  replaces: string | null;
  arrivedAt: string;
  /** A device told of it from its tray, before it ever came. */
  givenUp: boolean;
};

/** What was decided about it. */
export type DecidedOperation = Pick<
  OperationRow,
  'operationId' | 'result' | 'code' | 'paths'
>;

type Key = { county: string; operationId: string };

/**
 * False when the id is taken: by a proven operation, or by an unopened one for
 * another unopened one. What nobody proved to have made gives way to what
 * somebody did; its envelope is kept.
 */
export async function addOperation(
  tx: Database,
  row: OperationRow,
): Promise<boolean> {
  const paths = row.paths === null ? null : tx.json(row.paths);
  const rows = await tx`
    INSERT INTO operations AS o (county, operation_id, sha256, jwe_sha256,
      device_id, seq, prev, case_id, case_prev, schema, author_kid, result,
      code, paths, number, replaces, arrived_at, given_up)
    VALUES (${row.county}, ${row.operationId}, ${row.sha256},
      ${row.envelopeSha256}, ${row.deviceId}, ${row.seq}, ${row.prev},
      ${row.caseId}, ${row.casePrev}, ${row.schema}, ${row.authorKid},
      ${row.result}, ${row.code}, ${paths}, ${row.number}, ${row.replaces},
      ${row.arrivedAt}, ${row.givenUp})
    ON CONFLICT (county, operation_id) DO UPDATE SET
      sha256 = EXCLUDED.sha256, jwe_sha256 = EXCLUDED.jwe_sha256,
      device_id = EXCLUDED.device_id, seq = EXCLUDED.seq,
      prev = EXCLUDED.prev, case_id = EXCLUDED.case_id,
      case_prev = EXCLUDED.case_prev, schema = EXCLUDED.schema,
      author_kid = EXCLUDED.author_kid, result = EXCLUDED.result,
      code = EXCLUDED.code, paths = EXCLUDED.paths, number = EXCLUDED.number,
      replaces = EXCLUDED.replaces, arrived_at = EXCLUDED.arrived_at, given_up = EXCLUDED.given_up
    WHERE o.author_kid IS NULL
      AND (o.result = 'refused' OR EXCLUDED.author_kid IS NOT NULL)
    RETURNING operation_id`;
  return rows.length === 1;
}

/**
 * The operation that stands under that id: a proven one, or one that is held and
 * could not be opened (`authorKid` null).
 */
export async function findOperation(
  sql: Database,
  { county, operationId }: Key,
): Promise<OperationRow | undefined> {
  const [row] = await sql<OperationRow[]>`
    SELECT ${columns(sql)} FROM operations
    WHERE county = ${county} AND operation_id = ${operationId}
      AND NOT (result = 'refused' AND author_kid IS NULL)`;
  return row;
}

export type Predecessor = { caseId: string | null; isProven: boolean } & (
  | { result: 'applied'; code: null }
  | { result: 'held'; code: HeldCode }
  | { result: 'refused'; code: RefusedCode }
);

/**
 * An operation that a device delivered earlier, proven or not; one that it only
 * told of is none, and a refusal of what nobody proved to have made is none's.
 */
export async function findPredecessor(
  sql: Database,
  p: Key & { deviceId: string },
): Promise<Predecessor | undefined> {
  const [row] = await sql<Predecessor[]>`
    SELECT case_id AS "caseId", author_kid IS NOT NULL AS "isProven", result, code
    FROM operations
    WHERE county = ${p.county} AND operation_id = ${p.operationId}
      AND device_id = ${p.deviceId} AND NOT given_up
      AND NOT (result = 'refused' AND author_kid IS NULL)`;
  return row;
}

/**
 * Whether another operation of the device stands where this one would: both name
 * the same one before them on the case, so the device holds the other for refused,
 * and this may be the same act again. Or the clerk's own word took this one back.
 */
export async function hasRival(
  tx: Database,
  p: Key & {
    deviceId: string;
    caseId: string;
    casePrev: string | null;
    sha256: string;
  },
): Promise<boolean> {
  const [row] = await tx<{ has: boolean }[]>`
    SELECT EXISTS (
      SELECT 1 FROM operations
      WHERE county = ${p.county} AND case_id = ${p.caseId}
        AND device_id = ${p.deviceId} AND operation_id <> ${p.operationId}
        AND case_prev IS NOT DISTINCT FROM ${p.casePrev}
        AND author_kid IS NOT NULL AND result <> 'refused'
    ) OR EXISTS (
      SELECT 1 FROM unreadable_operations
      WHERE county = ${p.county} AND device_id = ${p.deviceId}
        AND operation_id = ${p.operationId} AND sha256 = ${p.sha256}
        AND taken_back_by IS NOT NULL
    ) AS has`;
  return row?.has === true;
}

/**
 * Proven operations of a device at a place of its chain or right beside it: what
 * a fork shows itself in. The place behind the last is no number of the column.
 */
export async function readChainAround(
  sql: Database,
  p: { county: string; deviceId: string; seq: number },
): Promise<
  { operationId: string; seq: number; sha256: string; prev: string | null }[]
> {
  return await sql`
    SELECT operation_id AS "operationId", seq, sha256, prev FROM operations
    WHERE county = ${p.county} AND device_id = ${p.deviceId}
      AND seq BETWEEN ${p.seq - 1}::bigint AND ${p.seq + 1}::bigint
      AND author_kid IS NOT NULL
      AND code IS DISTINCT FROM 'forked'`;
}

/**
 * The places of a chain after one that hold an operation whose author is proven,
 * in order. Whoever may only deliver can fill no place.
 */
export async function readChainAfter(
  sql: Database,
  p: { county: string; deviceId: string; after: number },
): Promise<{ seq: number; sha256: string }[]> {
  return await sql`
    SELECT seq, sha256 FROM operations
    WHERE county = ${p.county} AND device_id = ${p.deviceId}
      AND seq > ${p.after} AND author_kid IS NOT NULL
    ORDER BY seq, arrived_at`;
}

/** Hashes of the proven operations at a place of a chain; more than one: a fork. */
export async function readChainAt(
  sql: Database,
  p: { county: string; deviceId: string; seq: number },
): Promise<string[]> {
  const rows = await sql<{ sha256: string }[]>`
    SELECT sha256 FROM operations
    WHERE county = ${p.county} AND device_id = ${p.deviceId}
      AND seq = ${p.seq} AND author_kid IS NOT NULL`;
  return rows.map(({ sha256 }) => sha256);
}

/** Ids of what is held for that reason, in the order of its chains. */
export async function readHeldIds(
  sql: Database,
  { county, code }: { county: string; code: HeldCode },
): Promise<string[]> {
  const rows = await sql<{ operationId: string }[]>`
    SELECT operation_id AS "operationId" FROM operations
    WHERE county = ${county} AND result = 'held' AND code = ${code}
    ORDER BY arrived_at, device_id, seq`;
  return rows.map(({ operationId }) => operationId);
}

/** Of one case, what may be held by how the case stood, in its order. */
export async function readHeldIdsOfCase(
  sql: Database,
  { county, caseId }: { county: string; caseId: string },
): Promise<string[]> {
  const rows = await sql<{ operationId: string }[]>`
    SELECT operation_id AS "operationId" FROM operations
    WHERE county = ${county} AND case_id = ${caseId}
      AND result = 'held' AND code = 'notAllowedNow'
    ORDER BY device_id, seq`;
  return rows.map(({ operationId }) => operationId);
}

/** Operations that are held because the one before them on their case is. */
export async function readWaitingFor(
  tx: Database,
  p: Key & { caseId: string; deviceId: string },
): Promise<OperationRow[]> {
  return await tx<OperationRow[]>`
    SELECT ${columns(tx)} FROM operations
    WHERE county = ${p.county} AND case_id = ${p.caseId}
      AND device_id = ${p.deviceId} AND case_prev = ${p.operationId}
      AND result = 'held' AND code = 'predecessorHeld'
    ORDER BY seq`;
}

/** What a device only told of has come itself: it is judged as if it were new. */
export async function dropGivenUp(
  tx: Database,
  { county, operationId }: Key,
): Promise<void> {
  await tx`
    DELETE FROM operations
    WHERE county = ${county} AND operation_id = ${operationId} AND given_up`;
}

/** A held operation gets its later result; what was decided is kept elsewhere. */
export async function changeResult(
  tx: Database,
  row: Pick<
    OperationRow,
    | 'county'
    | 'operationId'
    | 'result'
    | 'code'
    | 'paths'
    | 'authorKid'
    | 'number'
  >,
): Promise<void> {
  const paths = row.paths === null ? null : tx.json(row.paths);
  await tx`
    UPDATE operations SET result = ${row.result}, code = ${row.code},
      paths = ${paths}, author_kid = ${row.authorKid}, number = ${row.number}
    WHERE county = ${row.county} AND operation_id = ${row.operationId}
      AND result = 'held'`;
}

function columns(sql: Database) {
  return sql`county, operation_id AS "operationId", sha256,
    jwe_sha256 AS "envelopeSha256", device_id AS "deviceId", seq, prev,
    case_id AS "caseId", case_prev AS "casePrev", schema,
    author_kid AS "authorKid", result, code, paths, number, replaces,
    arrived_at AS "arrivedAt", given_up AS "givenUp"`;
}
