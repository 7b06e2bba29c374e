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
  /** The engine's own, which come before anybody else's. */
  _prioritizedListeners: Map<string, () => void>;
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

type RawRecords = {
  values(): Iterable<object>;
  put(record: object): unknown;
};
type RawIndex = {
  name: string;
  keyPath: unknown;
  multiEntry: boolean;
  unique: boolean;
  initialized: boolean;
  records: RawRecords;
};
type RawStore = {
  name: string;
  keyPath: unknown;
  autoIncrement: boolean;
  keyGenerator: { num: number } | null;
  records: RawRecords;
  rawIndexes: Map<string, RawIndex>;
};

/** Another one of the same class. */
function another<Value extends object>(of: Value, ...given: unknown[]): Value {
  const { constructor } = of as {
    constructor: new (...given: unknown[]) => Value;
  };
  return new constructor(...given);
}

/** Copies what is committed; no transaction may be writing. Rows never change. */
export function copyDatabases(from: IDBFactory, to: IDBFactory): void {
  for (const [name, raw] of rawDatabases(from)) {
    const { version } = raw as unknown as { version: number };
    const database = another(raw, name, version);
    for (const [storeName, each] of raw.rawObjectStores) {
      const store = each as unknown as RawStore;
      const { keyPath, autoIncrement, keyGenerator } = store;
      const made = another(store, database, storeName, keyPath, autoIncrement);
      if (made.keyGenerator !== null && keyGenerator !== null)
        made.keyGenerator.num = keyGenerator.num;
      for (const record of store.records.values()) made.records.put(record);
      for (const [indexName, index] of store.rawIndexes) {
        const { multiEntry, unique } = index;
        const { keyPath: path } = index;
        const copy = another(index, made, indexName, path, multiEntry, unique);
        copy.initialized = true;
        for (const record of index.records.values()) copy.records.put(record);
        made.rawIndexes.set(indexName, copy);
      }
      database.rawObjectStores.set(storeName, made as unknown as typeof each);
    }
    rawDatabases(to).set(name, database);
  }
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
