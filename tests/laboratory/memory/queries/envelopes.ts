import type * as real from '../../../../src/platform/database/queries/envelopes.ts';
import { json, statement } from '../memory-sql.ts';

export const addEnvelopes: typeof real.addEnvelopes = (
  sql,
  { county, deviceId, at, envelopes },
) =>
  statement(sql, async (tx) => {
    for (const { jweSha256, envelope } of envelopes) {
      const key = `${county} ${jweSha256}`;
      await tx.lock('envelopes', key);
      if (tx.get('envelopes', key) !== undefined) continue;
      tx.put('envelopes', key, {
        county,
        jweSha256,
        deviceId,
        envelope: json(envelope),
        arrivedAt: at,
      });
    }
  });

export const findEnvelope: typeof real.findEnvelope = (
  sql,
  { county, jweSha256 },
) =>
  statement(
    sql,
    (tx) => tx.get('envelopes', `${county} ${jweSha256}`)?.envelope,
  );
