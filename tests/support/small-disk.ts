// A fake IndexedDB on a disk of so many bytes: a transaction that would go beyond
// is aborted with QuotaExceededError, as browsers do; deleting is always allowed.
import { IDBFactory } from 'fake-indexeddb';

export type SmallDisk = {
  factory: IDBFactory;
  /** Bytes that fit; Infinity at first. */
  quota: number;
  used(): number;
};

export function aSmallDisk(): SmallDisk {
  const factory = new IDBFactory();
  const sizes = new Map<string, number>();
  const disk: SmallDisk = {
    factory,
    quota: Infinity,
    used: () => [...sizes.values()].reduce((sum, size) => sum + size, 0),
  };
  const open = factory.open.bind(factory);
  factory.open = (name: string, version?: number) => {
    const request = open(name, version);
    request.addEventListener('success', () => {
      const database = request.result;
      const begin = database.transaction.bind(database);
      database.transaction = (stores, mode, options) =>
        watched(begin(stores, mode, options), disk, sizes);
    });
    return request;
  };
  return disk;
}

function watched(
  transaction: IDBTransaction,
  disk: SmallDisk,
  sizes: Map<string, number>,
): IDBTransaction {
  if (transaction.mode !== 'readwrite') return transaction;
  const before = new Map(sizes);
  transaction.addEventListener('abort', () => {
    sizes.clear();
    for (const [key, size] of before) sizes.set(key, size);
  });
  const getStore = transaction.objectStore.bind(transaction);
  transaction.objectStore = (name) => {
    const store = getStore(name);
    for (const method of ['put', 'add'] as const) {
      const ask = store[method].bind(store);
      store[method] = (value: unknown, key?: IDBValidKey) => {
        const request = key === undefined ? ask(value) : ask(value, key);
        request.addEventListener('success', () => {
          sizes.set(place(name, request.result), sizeOf(value));
          if (disk.used() > disk.quota) refuse(transaction);
        });
        return request;
      };
    }
    const remove = store.delete.bind(store);
    store.delete = (which) => {
      for (const key of sizes.keys())
        if (isMeant(which, name, key)) sizes.delete(key);
      return remove(which);
    };
    return store;
  };
  return transaction;
}

function refuse(transaction: IDBTransaction): void {
  Object.defineProperty(transaction, 'error', {
    value: new DOMException('', 'QuotaExceededError'),
  });
  transaction.abort();
}

const place = (store: string, key: IDBValidKey) => JSON.stringify([store, key]);

function isMeant(
  which: IDBValidKey | IDBKeyRange,
  store: string,
  key: string,
): boolean {
  const [of, own] = JSON.parse(key) as [string, IDBValidKey];
  if (of !== store) return false;
  return typeof which === 'object' && 'includes' in which && 'lower' in which
    ? which.includes(own)
    : place(store, which) === key;
}

function sizeOf(value: unknown): number {
  if (typeof value === 'string') return value.length;
  if (value instanceof ArrayBuffer || ArrayBuffer.isView(value))
    return value.byteLength;
  if (typeof value !== 'object' || value === null) return 8;
  return Object.entries(value).reduce(
    (sum, [key, each]) => sum + key.length + sizeOf(each),
    0,
  );
}
