import type * as real from '../../../../src/platform/database/queries/author-keys.ts';
import { iso, json, statement } from '../memory-sql.ts';

export const addAuthorKey: typeof real.addAuthorKey = (sql, row) =>
  statement(sql, async (tx) => {
    const key = `${row.county} ${row.kid}`;
    await tx.lock('authorKeys', key);
    if (tx.get('authorKeys', key) !== undefined) return false;
    const { county, kid, deviceId, clerkId, clerkName, jwk, validFrom } = row;
    tx.put('authorKeys', key, {
      county,
      kid,
      deviceId,
      clerkId,
      clerkName,
      jwk: json(jwk),
      validFrom: iso(validFrom),
      validUntil: null,
    });
    return true;
  });

export const findAuthorKey: typeof real.findAuthorKey = (
  sql,
  { county, kid },
) => statement(sql, (tx) => tx.get('authorKeys', `${county} ${kid}`));
