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
};

/**
 * Notes that an opened operation cites a material, with the key that opens it.
 * Gives the wrapped key that was cited first.
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
): Promise<string> {
  const [row] = await tx<{ wrappedKey: string }[]>`
    INSERT INTO materials AS m (county, sha256, device_id, bytes, wrapped_key,
      media_type, created_at)
    VALUES (${p.county}, ${p.sha256}, ${p.deviceId}, ${p.bytes},
      ${p.wrappedKey}, ${p.mediaType}, ${p.at})
    ON CONFLICT (county, sha256) DO UPDATE SET
      wrapped_key = coalesce(m.wrapped_key, EXCLUDED.wrapped_key),
      media_type = coalesce(m.media_type, EXCLUDED.media_type)
    RETURNING wrapped_key AS "wrappedKey"`;
  if (row === undefined) throw new Error('a material just cited is there');
  return row.wrappedKey;
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

export async function findMaterial(
  sql: Database,
  { county, sha256 }: Key,
): Promise<MaterialRow | undefined> {
  const [row] = await sql<MaterialRow[]>`
    SELECT ${columns(sql)} FROM materials
    WHERE county = ${county} AND sha256 = ${sha256}`;
  return row;
}

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

export async function dropChunks(
  tx: Database,
  { county, sha256 }: Key,
): Promise<void> {
  await tx`
    DELETE FROM upload_chunks
    WHERE county = ${county} AND sha256 = ${sha256}`;
}

export async function markComplete(
  tx: Database,
  { county, sha256, at }: Key & { at: string },
): Promise<void> {
  await tx`
    UPDATE materials SET complete_at = ${at}
    WHERE county = ${county} AND sha256 = ${sha256}`;
}

/** Complete at once, by bytes that came in one piece. */
export async function markWhole(
  tx: Database,
  { county, sha256, bytes, at }: Key & { bytes: number; at: string },
): Promise<void> {
  await tx`
    UPDATE materials SET bytes = ${bytes}, received_bytes = ${bytes},
      complete_at = ${at}
    WHERE county = ${county} AND sha256 = ${sha256}`;
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
    media_type AS "mediaType"`;
}
