import type { DirectoryDevice } from '../../../../src/protocol/directory.ts';
import type * as real from '../../../../src/platform/database/queries/directory.ts';
import { statement } from '../memory-sql.ts';

/**
 * Nothing here judges a receipt by it, and no journal is kept: one that is shut out
 * ended when it was enrolled.
 */
export const readDirectory: typeof real.readDirectory = (sql, { county }) =>
  statement(sql, (tx) => {
    const keys = tx
      .all('authorKeys')
      .filter((row) => row.county === county)
      .sort((one, other) => (one.kid < other.kid ? -1 : 1));
    return tx
      .all('devices')
      .filter((row) => row.county === county)
      .map((row): DirectoryDevice => {
        const own = keys.filter((key) => key.deviceId === row.deviceId);
        const [first] = own.map(({ validFrom }) => validFrom).sort();
        return {
          id: row.deviceId,
          station: row.stationCode,
          number: row.deviceNumber,
          ...(row.state !== 'active' &&
            first !== undefined && { endedAt: first }),
          keys: own.map(({ jwk, lastSeq, validUntil }) => ({
            x: jwk.x,
            y: jwk.y,
            ...(lastSeq !== null
              ? { lastSeq }
              : validUntil !== null && { endedAt: validUntil }),
          })),
        };
      })
      .filter(({ keys: own }) => own.length > 0)
      .sort((one, other) =>
        one.station === other.station
          ? one.number - other.number
          : one.station < other.station
            ? -1
            : 1,
      );
  });
