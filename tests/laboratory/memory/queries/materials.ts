import type * as real from '../../../../src/platform/database/queries/materials.ts';
import { iso, statement } from '../memory-sql.ts';
import type { MemoryTransaction } from '../memory-transaction.ts';
import type { Row } from '../tables.ts';

type Key = { county: string; sha256: string };
const keyOf = ({ county, sha256 }: Key) => `${county} ${sha256}`;

function view({
  deviceId,
  bytes,
  receivedBytes,
  completeAt,
  wrappedKey,
  mediaType,
  keyOpens,
}: Row<'materials'>): real.MaterialRow {
  const isComplete = completeAt !== null;
  return {
    deviceId,
    bytes,
    receivedBytes,
    isComplete,
    wrappedKey,
    mediaType,
    keyOpens,
  };
}

async function lockRow(
  tx: MemoryTransaction,
  key: Key,
): Promise<Row<'materials'> | undefined> {
  await tx.lock('materials', keyOf(key));
  return tx.get('materials', keyOf(key));
}

export const citeMaterial: typeof real.citeMaterial = (sql, p) =>
  statement(sql, async (tx) => {
    const row = await lockRow(tx, p);
    const wrappedKey = row?.wrappedKey ?? p.wrappedKey;
    const mediaType = row?.mediaType ?? p.mediaType;
    const { county, sha256, deviceId, bytes } = p;
    tx.put('materials', keyOf(p), {
      county,
      sha256,
      deviceId,
      bytes,
      receivedBytes: 0,
      completeAt: null,
      keyOpens: null,
      createdAt: iso(p.at),
      ...row,
      wrappedKey,
      mediaType,
    });
    return { wrappedKey, isComplete: (row?.completeAt ?? null) !== null };
  });

export const beginMaterial: typeof real.beginMaterial = (sql, p) =>
  statement(sql, async (tx) => {
    const { county, sha256, deviceId, bytes } = p;
    const row = await lockRow(tx, p);
    if (row !== undefined && (row.receivedBytes > 0 || row.completeAt !== null))
      return;
    tx.put('materials', keyOf(p), {
      county,
      sha256,
      receivedBytes: 0,
      completeAt: null,
      wrappedKey: null,
      mediaType: null,
      keyOpens: null,
      createdAt: iso(p.at),
      ...row,
      deviceId,
      bytes,
    });
  });

export const findMaterial: typeof real.findMaterial = (sql, key) =>
  statement(sql, (tx) => {
    const row = tx.get('materials', keyOf(key));
    return row && view(row);
  });

export const lockMaterial: typeof real.lockMaterial = (sql, key) =>
  statement(sql, async (tx) => {
    if (tx.get('materials', keyOf(key)) === undefined) return undefined;
    const row = await lockRow(tx, key);
    return row && view(row);
  });

export const appendChunk: typeof real.appendChunk = (sql, p) =>
  statement(sql, async (tx) => {
    const row = await lockRow(tx, p);
    const receivedBytes = p.start + p.bytes.length;
    if (
      row === undefined ||
      row.deviceId !== p.deviceId ||
      row.receivedBytes !== p.start ||
      row.completeAt !== null ||
      receivedBytes > row.bytes
    )
      return false;
    tx.put('materials', keyOf(p), { ...row, receivedBytes });
    const { county, sha256, start } = p;
    tx.put('uploadChunks', `${county} ${sha256} ${start}`, {
      county,
      sha256,
      start,
      bytes: Uint8Array.from(p.bytes),
    });
    return true;
  });

export const readChunks: typeof real.readChunks = async function* (sql, key) {
  const chunks = await statement(sql, (tx) => chunksOf(tx, key));
  for (const { bytes } of chunks) yield bytes;
};

function chunksOf(tx: MemoryTransaction, { county, sha256 }: Key) {
  return tx
    .all('uploadChunks')
    .filter((row) => row.county === county && row.sha256 === sha256)
    .sort((one, other) => one.start - other.start);
}

export const dropChunks: typeof real.dropChunks = (sql, key) =>
  statement(sql, (tx) => {
    for (const { start } of chunksOf(tx, key))
      tx.remove('uploadChunks', `${keyOf(key)} ${start}`);
  });

export const markWhole: typeof real.markWhole = (sql, p) =>
  statement(sql, async (tx) => {
    const row = await lockRow(tx, p);
    const { bytes } = p;
    if (row !== undefined)
      tx.put('materials', keyOf(p), {
        ...row,
        bytes,
        receivedBytes: bytes,
        completeAt: iso(p.at),
      });
  });

export const resetUpload: typeof real.resetUpload = (sql, key) =>
  statement(sql, async (tx) => {
    const row = await lockRow(tx, key);
    if (row !== undefined)
      tx.put('materials', keyOf(key), { ...row, receivedBytes: 0 });
  });

export const saveKey: typeof real.saveKey = (sql, p) =>
  statement(sql, async (tx) => {
    const row = await lockRow(tx, p);
    const { wrappedKey, mediaType, opens: keyOpens } = p;
    if (row !== undefined)
      tx.put('materials', keyOf(p), {
        ...row,
        wrappedKey,
        mediaType,
        keyOpens,
      });
  });

export const reopenMaterial: typeof real.reopenMaterial = (sql, key) =>
  statement(sql, async (tx) => {
    const row = await lockRow(tx, key);
    if (row !== undefined)
      tx.put('materials', keyOf(key), {
        ...row,
        receivedBytes: 0,
        completeAt: null,
      });
  });

export const countUncited: typeof real.countUncited = (sql, p) =>
  statement(sql, (tx) =>
    tx
      .all('materials')
      .filter(
        (row) =>
          row.county === p.county &&
          row.deviceId === p.deviceId &&
          row.sha256 !== p.except &&
          row.wrappedKey === null,
      )
      .reduce((sum, { bytes }) => sum + Math.max(bytes, p.least), 0),
  );

export const readForgotten: typeof real.readForgotten = (sql, p) =>
  statement(sql, (tx) => {
    const devices = tx
      .all('devices')
      .filter(({ county }) => county === p.county);
    const stationOf = new Map(
      devices.map(({ deviceId, stationCode }) => [deviceId, stationCode]),
    );
    const holding = new Set(
      tx
        .all('operations')
        .filter(
          ({ county, result }) => county === p.county && result === 'held',
        )
        .map(({ deviceId }) => stationOf.get(deviceId)),
    );
    const mayCite = (deviceId: string) => {
      const station = stationOf.get(deviceId);
      return station !== undefined && holding.has(station);
    };
    return tx
      .all('materials')
      .filter(
        (row) =>
          row.county === p.county &&
          row.wrappedKey === null &&
          row.createdAt < iso(p.before) &&
          !mayCite(row.deviceId),
      )
      .sort((one, other) => (one.createdAt < other.createdAt ? -1 : 1))
      .slice(0, p.limit)
      .map(({ sha256 }) => sha256);
  });

export const removeMaterial: typeof real.removeMaterial = (sql, key) =>
  statement(sql, (tx) => {
    for (const { start } of chunksOf(tx, key))
      tx.remove('uploadChunks', `${keyOf(key)} ${start}`);
    tx.remove('materials', keyOf(key));
  });
