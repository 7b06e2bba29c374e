/* oxlint-disable no-underscore-dangle, unbound-method -- the names are fake-indexeddb's own, and its methods are wrapped */
// The inside of fake-indexeddb, as far as the laboratory looks at it: rows without
// a transaction, open connections, and what a transaction would undo.
import { IDBTransaction } from 'fake-indexeddb';
import type { STORE_NAMES } from '../../../src/device/database/tables.ts';

export type RawTransaction = {
  _state: 'active' | 'inactive' | 'committing' | 'finished';
  _rollbackLog: (() => void)[];
  _requests: unknown[];
  _scope: ReadonlySet<string>;
  _abort(errorName: string | null): void;
  _start(): void;
  mode: string;
  durability: string;
  error: unknown;
  db: RawConnection;
};

export type RawConnection = {
  _closed: boolean;
  _rawDatabase: RawDatabase;
};

export type RawDatabase = {
  transactions: RawTransaction[];
  connections: RawConnection[];
  rawObjectStores: Map<
    string,
    {
      records: {
        values(): Iterable<{ key: unknown; value: unknown }>;
        delete(key: unknown): unknown;
      };
    }
  >;
  processTransactions(): void;
};

type RawEvent = { type: string; eventPath?: object[] };
type RawEventTarget = { dispatchEvent(event: RawEvent): boolean };

export const TransactionPrototype =
  IDBTransaction.prototype as unknown as RawTransaction;

/** What requests, transactions and connections have in common. */
export const EventTargetPrototype = Object.getPrototypeOf(
  TransactionPrototype,
) as RawEventTarget;

/** The databases of a browser profile by their names. */
export function rawDatabases(factory: IDBFactory): Map<string, RawDatabase> {
  const inside = factory as unknown as { _databases: Map<string, RawDatabase> };
  return inside._databases;
}

/** All rows of a store as they are committed or being written now. */
export function rawRows<Row>(
  factory: IDBFactory,
  database: string,
  store: (typeof STORE_NAMES)[number],
): Row[] {
  const raw = rawDatabases(factory).get(database);
  const records = raw?.rawObjectStores.get(store)?.records.values() ?? [];
  return Array.from(records, ({ value }) => value as Row);
}
