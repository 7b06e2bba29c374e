// Files from sticks: who took them in, what they brought, what waits.
import type { ImportSummary } from '../../../protocol/stick-file.ts';
import type { Envelope } from '../../../protocol/sealed-operation.ts';
import type { Database } from '../connect.ts';
import type { DecidedOperation } from './operations.ts';

type Key = { county: string; importId: string };

/** Begins the taking in of a stick. */
export async function addImport(
  sql: Database,
  p: Key & {
    accountId: string;
    accountName: string;
    audience: string;
    at: Date;
  },
): Promise<void> {
  await sql`
    INSERT INTO imports (county, import_id, account_id, account_name, audience,
      began_at)
    VALUES (${p.county}, ${p.importId}, ${p.accountId}, ${p.accountName},
      ${p.audience}, ${p.at})`;
}

/** What came of it, for its list. */
export async function endImport(
  sql: Database,
  p: Key & { at: Date; summary: ImportSummary },
): Promise<void> {
  await sql`
    UPDATE imports SET ended_at = ${p.at}, summary = ${sql.json(p.summary)}
    WHERE county = ${p.county} AND import_id = ${p.importId}`;
}

/** The last ones of a list, newest first; `undefined`: of the whole county. */
export async function listImports(
  sql: Database,
  p: { county: string; audience: string | undefined; limit: number },
): Promise<ImportSummary[]> {
  const rows = await sql<{ summary: ImportSummary }[]>`
    SELECT summary FROM imports
    WHERE county = ${p.county} AND summary IS NOT NULL
      AND (${p.audience === undefined} OR audience = ${p.audience ?? ''})
    ORDER BY began_at DESC LIMIT ${p.limit}`;
  return rows.map(({ summary }) => summary);
}

/** Whose it was: an audience of the permission matrix. */
export async function findImportAudience(
  sql: Database,
  { county, importId }: Key,
): Promise<string | undefined> {
  const [row] = await sql<{ audience: string }[]>`
    SELECT audience FROM imports
    WHERE county = ${county} AND import_id = ${importId}`;
  return row?.audience;
}

/** What a device said of itself in a manifest, for the county's answer. */
export type Had = {
  epoch: string | null;
  cursors: { audience: string; pos: number }[];
};

type FileKey = Key & { deviceId: string; fileId: string; part: number };

/** A file of the stick, with what its device says that it has. */
export async function addImportFile(
  sql: Database,
  p: FileKey & { have: Had },
): Promise<void> {
  await sql`
    INSERT INTO import_files (county, import_id, device_id, file_id, part, have)
    VALUES (${p.county}, ${p.importId}, ${p.deviceId}, ${p.fileId}, ${p.part},
      ${sql.json(p.have)})
    ON CONFLICT DO NOTHING`;
}

/** All that its manifest promises has come. */
export async function markFileWhole(sql: Database, p: FileKey): Promise<void> {
  await sql`
    UPDATE import_files SET is_whole = true
    WHERE county = ${p.county} AND import_id = ${p.importId}
      AND device_id = ${p.deviceId} AND file_id = ${p.fileId}
      AND part = ${p.part}`;
}

/** Parts of an export that came whole in any import. */
export async function readWholeParts(
  sql: Database,
  p: { county: string; deviceId: string; fileId: string },
): Promise<number[]> {
  const rows = await sql<{ part: number }[]>`
    SELECT DISTINCT part FROM import_files
    WHERE county = ${p.county} AND device_id = ${p.deviceId}
      AND file_id = ${p.fileId} AND is_whole`;
  return rows.map(({ part }) => part);
}

/** The latest of a device's manifests in an import. */
export async function findHad(
  sql: Database,
  p: Key & { deviceId: string },
): Promise<Had | undefined> {
  const [row] = await sql<{ have: Had }[]>`
    SELECT have FROM import_files
    WHERE county = ${p.county} AND import_id = ${p.importId}
      AND device_id = ${p.deviceId}
    ORDER BY part DESC LIMIT 1`;
  return row?.have;
}

type OfExport = Key & { deviceId: string; limit: number };

/** Imports of the same export: its parts may have come one by one. */
function importsOfExport(sql: Database, p: Key & { deviceId: string }) {
  return sql`
    SELECT DISTINCT other.import_id FROM import_files own
    JOIN import_files other ON other.county = own.county
      AND other.device_id = own.device_id AND other.file_id = own.file_id
    WHERE own.county = ${p.county} AND own.import_id = ${p.importId}
      AND own.device_id = ${p.deviceId}`;
}

/** What became of an export's operations, as it stands now; by id. */
export async function readImportedResults(
  sql: Database,
  p: OfExport & { after: string | null },
): Promise<DecidedOperation[]> {
  return await sql<DecidedOperation[]>`
    SELECT o.operation_id AS "operationId", o.result, o.code, o.paths
    FROM operations o
    WHERE o.county = ${p.county} AND o.operation_id IN (
        SELECT i.operation_id FROM import_operations i
        WHERE i.county = ${p.county} AND i.device_id = ${p.deviceId}
          AND i.import_id IN (${importsOfExport(sql, p)})
      )
      AND (${p.after}::uuid IS NULL OR o.operation_id > ${p.after}::uuid)
    ORDER BY o.operation_id LIMIT ${p.limit}`;
}

/** Materials that an export brought, or that were here; by hash. */
export async function readImportedMaterials(
  sql: Database,
  p: OfExport & { after: string },
): Promise<string[]> {
  const rows = await sql<{ sha256: string }[]>`
    SELECT m.sha256 FROM materials m
    WHERE m.county = ${p.county} AND m.complete_at IS NOT NULL
      AND m.sha256 > ${p.after} AND m.sha256 IN (
        SELECT i.sha256 FROM import_materials i
        WHERE i.county = ${p.county} AND i.device_id = ${p.deviceId}
          AND i.import_id IN (${importsOfExport(sql, p)})
      )
    ORDER BY m.sha256 LIMIT ${p.limit}`;
  return rows.map(({ sha256 }) => sha256);
}

export type ImportedOperation = {
  operationId: string;
  deviceId: string;
  caseId: string | null;
  was: 'new' | 'network' | 'file';
  result: 'applied' | 'held' | 'refused' | 'later';
};

/** Where operations are known from already; unknown ones are not named. */
export async function readWas(
  sql: Database,
  p: { county: string; operationIds: readonly string[] },
): Promise<Map<string, 'network' | 'file'>> {
  const rows = await sql<{ operationId: string; isByFile: boolean }[]>`
    SELECT o.operation_id AS "operationId", EXISTS (
      SELECT 1 FROM import_operations i
      WHERE i.county = o.county AND i.operation_id = o.operation_id
    ) AS "isByFile"
    FROM operations o
    WHERE o.county = ${p.county}
      AND o.operation_id = ANY(${[...p.operationIds]}::uuid[])`;
  return new Map(
    rows.map(({ operationId, isByFile }) => [
      operationId,
      isByFile ? 'file' : 'network',
    ]),
  );
}

/** A record that comes twice in one file counts once. */
export async function addImportOperations(
  sql: Database,
  { county, importId }: Key,
  rows: readonly ImportedOperation[],
): Promise<void> {
  if (rows.length === 0) return;
  await sql`
    INSERT INTO import_operations (county, import_id, operation_id, device_id,
      case_id, was, result)
    SELECT ${county}, ${importId}, r."operationId", r."deviceId", r."caseId",
      r.was, r.result
    FROM jsonb_to_recordset(${sql.json(rows)}) AS r("operationId" uuid,
      "deviceId" uuid, "caseId" uuid, was text, result text)
    ON CONFLICT (county, import_id, operation_id)
    DO UPDATE SET result = EXCLUDED.result`;
}

/** A photograph that came; `isNew`: it was not here before. */
export async function addImportMaterial(
  sql: Database,
  p: Key & { sha256: string; deviceId: string; isNew: boolean },
): Promise<void> {
  await sql`
    INSERT INTO import_materials (county, import_id, sha256, device_id, is_new)
    VALUES (${p.county}, ${p.importId}, ${p.sha256}, ${p.deviceId}, ${p.isNew})
    ON CONFLICT DO NOTHING`;
}

type Counts = Pick<ImportSummary, 'cases'> & {
  operations: Omit<ImportSummary['operations'], 'unproven'>;
  materials: Omit<ImportSummary['materials'], 'unproven' | 'full'>;
};

/** Acts without a case are operations and no case. */
export async function countImport(
  sql: Database,
  { county, importId }: Key,
): Promise<Counts> {
  const [cases] = await sql<Counts['cases'][]>`
    SELECT count(*)::int AS received,
      count(*) FILTER (WHERE NOT is_new AND is_by_network)::int AS "byNetwork",
      count(*) FILTER (WHERE NOT is_new AND NOT is_by_network)::int AS "byFile"
    FROM (
      SELECT bool_or(was = 'new') AS is_new,
        bool_or(was = 'network') AS is_by_network
      FROM import_operations
      WHERE county = ${county} AND import_id = ${importId}
        AND case_id IS NOT NULL AND result <> 'refused'
      GROUP BY case_id
    ) AS by_case`;
  const [operations] = await sql<Counts['operations'][]>`
    SELECT count(*)::int AS received,
      count(*) FILTER (WHERE was <> 'new')::int AS "alreadyHere",
      count(*) FILTER (WHERE result = 'held')::int AS held,
      count(*) FILTER (WHERE result = 'refused')::int AS refused,
      count(*) FILTER (WHERE result = 'later')::int AS waiting
    FROM import_operations
    WHERE county = ${county} AND import_id = ${importId}`;
  const [materials] = await sql<Counts['materials'][]>`
    SELECT count(*)::int AS received,
      count(*) FILTER (WHERE NOT is_new)::int AS "alreadyHere"
    FROM import_materials
    WHERE county = ${county} AND import_id = ${importId}`;
  if (cases === undefined || operations === undefined || !materials)
    throw new Error('counts have a row');
  return { cases, operations, materials };
}

/** Operations that came before what they stand behind. */
export async function addWaiting(
  sql: Database,
  p: { county: string; deviceId: string; envelopes: readonly Envelope[] },
): Promise<void> {
  if (p.envelopes.length === 0) return;
  const rows = p.envelopes.map((envelope) => ({ envelope }));
  await sql`
    INSERT INTO waiting_operations (county, device_id, operation_id, seq,
      envelope)
    SELECT ${p.county}, ${p.deviceId}, (r.envelope->>'id')::uuid,
      (r.envelope->>'seq')::int, r.envelope
    FROM jsonb_to_recordset(${sql.json(rows)}) AS r(envelope jsonb)
    ON CONFLICT DO NOTHING`;
}

/** The first of a device's waiting operations, in the order of its chain. */
export async function readWaiting(
  sql: Database,
  p: { county: string; deviceId: string; afterSeq: number; limit: number },
): Promise<Envelope[]> {
  const rows = await sql<{ envelope: Envelope }[]>`
    SELECT envelope FROM waiting_operations
    WHERE county = ${p.county} AND device_id = ${p.deviceId}
      AND seq > ${p.afterSeq}
    ORDER BY seq LIMIT ${p.limit}`;
  return rows.map(({ envelope }) => envelope);
}

/** Judged at last: it waits no more, and its imports know what became of it. */
export async function endWaiting(
  sql: Database,
  p: {
    county: string;
    deviceId: string;
    operationId: string;
    result: ImportedOperation['result'];
  },
): Promise<void> {
  await sql`
    DELETE FROM waiting_operations
    WHERE county = ${p.county} AND device_id = ${p.deviceId}
      AND operation_id = ${p.operationId}`;
  await sql`
    UPDATE import_operations SET result = ${p.result}
    WHERE county = ${p.county} AND operation_id = ${p.operationId}
      AND result = 'later'`;
}
