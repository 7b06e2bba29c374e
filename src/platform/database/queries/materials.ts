import type { Database } from '../connect.ts';

type Key = { county: string; sha256: string };

export type MaterialRow = {
  /** That sends it, or cited it first. */
  deviceId: string;
  bytes: number;
  receivedBytes: number;
  isComplete: boolean;
  wrappedKey: string | null;
  mediaType: string | null;
  /** Whether that key opens the bytes; null: not tried yet. */
  keyOpens: boolean | null;
};

/**
 * Notes that an opened operation cites a material, with the key that opens it.
 * Gives the wrapped key that was cited first, or has proved to be the right one.
 */
export async function citeMaterial(
  tx: Database,
  p: Key & {
    deviceId: string;
    bytes: number;
    wrappedKey: string;
    mediaType: string;
    at: string;
  },
): Promise<{ wrappedKey: string; isComplete: boolean }> {
  const [row] = await tx<{ wrappedKey: string; isComplete: boolean }[]>`
    INSERT INTO materials AS m (county, sha256, device_id, bytes, wrapped_key,
      media_type, created_at)
    VALUES (${p.county}, ${p.sha256}, ${p.deviceId}, ${p.bytes},
      ${p.wrappedKey}, ${p.mediaType}, ${p.at})
    ON CONFLICT (county, sha256) DO UPDATE SET
      wrapped_key = coalesce(m.wrapped_key, EXCLUDED.wrapped_key),
      media_type = coalesce(m.media_type, EXCLUDED.media_type)
    RETURNING wrapped_key AS "wrappedKey",
      complete_at IS NOT NULL AS "isComplete"`;
  if (row === undefined) throw new Error('a material just cited is there');
  return row;
}

/** Makes room for an upload; a material that has bytes keeps what it has. */
export async function beginMaterial(
  tx: Database,
  p: Key & { deviceId: string; bytes: number; at: string },
): Promise<void> {
  await tx`
    INSERT INTO materials AS m (county, sha256, device_id, bytes, created_at)
    VALUES (${p.county}, ${p.sha256}, ${p.deviceId}, ${p.bytes}, ${p.at})
    ON CONFLICT (county, sha256) DO UPDATE SET
      bytes = EXCLUDED.bytes, device_id = EXCLUDED.device_id
    WHERE m.received_bytes = 0 AND m.complete_at IS NULL`;
}

/** undefined: nothing of it has come. */
export async function findMaterial(
  sql: Database,
  { county, sha256 }: Key,
): Promise<MaterialRow | undefined> {
  const [row] = await sql<MaterialRow[]>`
    SELECT ${columns(sql)} FROM materials
    WHERE county = ${county} AND sha256 = ${sha256}`;
  return row;
}

/** Locks it until the transaction ends. */
export async function lockMaterial(
  tx: Database,
  { county, sha256 }: Key,
): Promise<MaterialRow | undefined> {
  const [row] = await tx<MaterialRow[]>`
    SELECT ${columns(tx)} FROM materials
    WHERE county = ${county} AND sha256 = ${sha256}
    FOR UPDATE`;
  return row;
}

/**
 * Appends bytes at `start`, by compare-and-set. False when the staging does not
 * end there (any more) or is another device's; nothing is written then.
 */
export async function appendChunk(
  tx: Database,
  p: Key & { deviceId: string; start: number; bytes: Uint8Array },
): Promise<boolean> {
  const moved = await tx`
    UPDATE materials SET received_bytes = received_bytes + ${p.bytes.length}
    WHERE county = ${p.county} AND sha256 = ${p.sha256}
      AND device_id = ${p.deviceId}
      AND received_bytes = ${p.start} AND complete_at IS NULL
      AND received_bytes + ${p.bytes.length} <= bytes
    RETURNING sha256`;
  if (moved.length === 0) return false;
  await tx`
    INSERT INTO upload_chunks (county, sha256, start, bytes)
    VALUES (${p.county}, ${p.sha256}, ${p.start}, ${Buffer.from(p.bytes)})`;
  return true;
}

/** The staged bytes in order, a few chunks in memory at a time. */
export async function* readChunks(
  tx: Database,
  { county, sha256 }: Key,
): AsyncGenerator<Uint8Array> {
  const batches = tx<{ bytes: Buffer }[]>`
    SELECT bytes FROM upload_chunks
    WHERE county = ${county} AND sha256 = ${sha256}
    ORDER BY start`.cursor(8);
  for await (const rows of batches) for (const { bytes } of rows) yield bytes;
}

/** Once its bytes lie in the store. */
export async function dropChunks(
  tx: Database,
  { county, sha256 }: Key,
): Promise<void> {
  await tx`
    DELETE FROM upload_chunks
    WHERE county = ${county} AND sha256 = ${sha256}`;
}

/** Its bytes lie in the store, whole and flushed: so many. */
export async function markWhole(
  tx: Database,
  { county, sha256, bytes, at }: Key & { bytes: number; at: string },
): Promise<void> {
  await tx`
    UPDATE materials SET bytes = ${bytes}, received_bytes = ${bytes},
      complete_at = ${at}
    WHERE county = ${county} AND sha256 = ${sha256}`;
}

/** Which key stands for the material now, and whether it opens it. */
export async function saveKey(
  tx: Database,
  p: Key & { wrappedKey: string; mediaType: string; opens: boolean },
): Promise<void> {
  await tx`
    UPDATE materials SET wrapped_key = ${p.wrappedKey},
      media_type = ${p.mediaType}, key_opens = ${p.opens}
    WHERE county = ${p.county} AND sha256 = ${p.sha256}`;
}

/**
 * It was complete, and its bytes are missed: it is asked for again, and looked for
 * (materials/find-lost.ts).
 */
export async function reopenMaterial(
  tx: Database,
  { county, sha256 }: Key,
): Promise<void> {
  await tx`
    UPDATE materials SET received_bytes = 0, complete_at = NULL,
      was_lost = true
    WHERE county = ${county} AND sha256 = ${sha256}`;
}

/**
 * Bytes, come or announced, of other materials that no opened operation cites; each
 * counts for `least` at least.
 */
export async function countUncited(
  sql: Database,
  p: { county: string; deviceId: string; except: string; least: number },
): Promise<number> {
  const [row] = await sql<{ bytes: number }[]>`
    SELECT coalesce(sum(greatest(bytes, ${p.least}::integer)), 0)::bigint AS bytes
    FROM materials
    WHERE county = ${p.county} AND device_id = ${p.deviceId}
      AND wrapped_key IS NULL AND sha256 <> ${p.except}`;
  return row?.bytes ?? 0;
}

/**
 * Materials begun before then that no opened operation cites, of devices at whose
 * station no operation waits for a person: such a one may cite them, also of a device
 * that has enrolled again and sends them under its new name.
 */
export async function readForgotten(
  sql: Database,
  p: { county: string; before: Date; limit: number },
): Promise<string[]> {
  const rows = await sql<{ sha256: string }[]>`
    SELECT m.sha256 ${forgotten(sql, p)}
    ORDER BY m.created_at LIMIT ${p.limit}`;
  return rows.map(({ sha256 }) => sha256);
}

/** How many of them would go now. */
export async function countForgotten(
  sql: Database,
  p: { county: string; before: Date },
): Promise<number> {
  const [row] = await sql<{ count: number }[]>`
    SELECT count(*) AS count ${forgotten(sql, p)}`;
  return row?.count ?? 0;
}

function forgotten(sql: Database, p: { county: string; before: Date }) {
  return sql`
    FROM materials m
    WHERE m.county = ${p.county} AND m.wrapped_key IS NULL
      AND m.created_at < ${p.before}
      AND NOT EXISTS (
        SELECT 1 FROM devices d
        JOIN devices s ON s.county = d.county
          AND s.station_code = d.station_code
        JOIN operations o ON o.county = s.county
          AND o.device_id = s.device_id AND o.result = 'held'
        WHERE d.county = m.county AND d.device_id = m.device_id
      )`;
}

/** The caller has locked it and found that nothing cites it. */
export async function removeMaterial(
  tx: Database,
  { county, sha256 }: Key,
): Promise<void> {
  await tx`
    DELETE FROM upload_chunks WHERE county = ${county} AND sha256 = ${sha256}`;
  await tx`
    DELETE FROM materials WHERE county = ${county} AND sha256 = ${sha256}`;
}

/** Begins again at nothing. */
export async function resetUpload(
  tx: Database,
  { county, sha256 }: Key,
): Promise<void> {
  await tx`
    UPDATE materials SET received_bytes = 0
    WHERE county = ${county} AND sha256 = ${sha256}`;
}

function columns(sql: Database) {
  return sql`device_id AS "deviceId", bytes, received_bytes AS "receivedBytes",
    complete_at IS NOT NULL AS "isComplete", wrapped_key AS "wrappedKey",
    media_type AS "mediaType", key_opens AS "keyOpens"`;
}
