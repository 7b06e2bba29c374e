import type * as real from '../../../../src/platform/database/queries/author-keys.ts';
import { iso, json, statement } from '../memory-sql.ts';

export const addAuthorKey: typeof real.addAuthorKey = (sql, row) =>
  statement(sql, async (tx) => {
    const key = `${row.county} ${row.kid}`;
    await tx.lock('authorKeys', key);
    if (tx.get('authorKeys', key) !== undefined) return false;
    const { county, kid, deviceId, clerkId, clerkName, role, vouchedBy } = row;
    tx.put('authorKeys', key, {
      county,
      kid,
      deviceId,
      clerkId,
      clerkName,
      role,
      vouchedBy,
      jwk: json(row.jwk),
      wrapJwk: json(row.wrapJwk),
      validFrom: iso(row.validFrom),
      validUntil: row.validUntil === null ? null : iso(row.validUntil),
      removedAt: null,
      lastSeq: null,
      suspendedAt: null,
    });
    return true;
  });

export const findAuthorKey: typeof real.findAuthorKey = (
  sql,
  { county, kid },
) => statement(sql, (tx) => tx.get('authorKeys', `${county} ${kid}`));

export const readAuthorKeys: typeof real.readAuthorKeys = (
  sql,
  { county, deviceId },
) =>
  statement(sql, (tx) =>
    tx
      .all('authorKeys')
      .filter((row) => row.county === county && row.deviceId === deviceId)
      .sort((one, other) =>
        one.validFrom === other.validFrom
          ? one.kid < other.kid
            ? -1
            : 1
          : one.validFrom > other.validFrom
            ? -1
            : 1,
      ),
  );

export const removeAuthorKeys: typeof real.removeAuthorKeys = (sql, p) =>
  statement(sql, async (tx) => {
    const at = iso(p.at);
    let count = 0;
    for (const row of tx.all('authorKeys')) {
      if (row.county !== p.county || row.deviceId !== p.deviceId) continue;
      if (row.clerkId !== p.clerkId) continue;
      if (row.removedAt !== null && row.lastSeq === null) continue;
      const key = `${row.county} ${row.kid}`;
      await tx.lock('authorKeys', key);
      const { validUntil } = row;
      const isSooner = validUntil !== null && validUntil < at;
      tx.put('authorKeys', key, {
        ...row,
        removedAt: at,
        lastSeq: null,
        validUntil: isSooner ? validUntil : at,
      });
      count += 1;
    }
    return count;
  });

export const hasSuspendedKey: typeof real.hasSuspendedKey = (sql, p) =>
  statement(sql, (tx) =>
    tx
      .all('authorKeys')
      .some(
        (row) =>
          row.county === p.county &&
          row.clerkId === p.clerkId &&
          row.suspendedAt !== null &&
          (row.removedAt === null || row.lastSeq !== null) &&
          tx.get('devices', `${row.county} ${row.deviceId}`)?.stationCode ===
            p.stationCode,
      ),
  );

export const endAuthorKeys: typeof real.endAuthorKeys = (sql, p) =>
  statement(sql, async (tx) => {
    const at = iso(p.at);
    const ended: string[] = [];
    for (const row of tx.all('authorKeys')) {
      if (row.county !== p.county || row.deviceId !== p.deviceId) continue;
      if (row.removedAt !== null) continue;
      if (p.kid !== null && row.kid !== p.kid) continue;
      const key = `${row.county} ${row.kid}`;
      await tx.lock('authorKeys', key);
      const { validUntil, clerkId } = row;
      const isSooner = validUntil !== null && validUntil < at;
      tx.put('authorKeys', key, {
        ...row,
        removedAt: at,
        lastSeq: p.lastSeq,
        validUntil: isSooner ? validUntil : at,
      });
      ended.push(clerkId);
    }
    return ended.sort();
  });
