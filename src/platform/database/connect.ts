import postgres from 'postgres';
import type { PostgresConnection } from '../postgres/door.ts';
import { guardBegin } from './guard-begin.ts';
import { plainSocket } from './plain-socket.ts';

/** What a query runs on: the pool, or a transaction of it. */
export type Database = postgres.ISql;

/** OIDs of the types that postgres.js reads in a way that is not ours. */
const INT8 = 20;
const DATE = 1082;
const TIMESTAMPTZ = 1184;

/**
 * Opens a pool. Unlike the driver's own defaults, instants are ISO 8601 strings
 * in UTC with milliseconds, days are `YYYY-MM-DD`, and 64-bit integers are
 * numbers (none of ours comes near 2^53). `max_lifetime`: null keeps a connection for
 * ever, whose state is of use; else the driver ends one that is an hour old.
 * `connect_timeout`: seconds, else 30.
 */
export function connect(
  target: PostgresConnection | string,
  options: { max?: number; max_lifetime?: null; connect_timeout?: number } = {},
): postgres.Sql {
  const settings = {
    max: 10,
    ...options,
    onnotice: () => {},
    types: {
      int8: {
        to: INT8,
        from: [INT8],
        serialize: (value: number) => String(value),
        parse: Number,
      },
      day: {
        to: DATE,
        from: [DATE],
        serialize: (value: string) => value,
        parse: (text: string) => text,
      },
      instant: {
        to: TIMESTAMPTZ,
        from: [TIMESTAMPTZ],
        serialize: (value: string | Date) => new Date(value).toISOString(),
        parse: (text: string) => new Date(text).toISOString(),
      },
    },
  };
  return guardBegin(
    typeof target === 'string'
      ? postgres(target, settings)
      : postgres({ ...target, ...settings, ...plainSocket(target) }),
  );
}

/** Closes a pool. Without a timeout the driver can wait for ever. */
export async function disconnect(sql: postgres.Sql): Promise<void> {
  await sql.end({ timeout: 5 });
}
