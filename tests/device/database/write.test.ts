import { Dexie } from 'dexie';
import { IDBFactory, IDBKeyRange } from 'fake-indexeddb';
import { describe, expect, it } from 'vitest';
import { Changes } from '../../../src/device/database/changes.ts';
import { DeviceDatabase } from '../../../src/device/database/tables.ts';
import { read, write, type Store } from '../../../src/device/database/write.ts';

function aStore(indexedDB: IDBFactory = new IDBFactory()): Store {
  return {
    db: new DeviceDatabase('test', { indexedDB, keyRange: IDBKeyRange }),
    changes: new Changes({ tell: () => undefined, onTold: () => undefined }),
  };
}

/** A factory whose connections let `change` look at each transaction asked. */
function tampered(
  change: (
    ask: () => IDBTransaction,
    mode: IDBTransactionMode | undefined,
  ) => IDBTransaction,
): IDBFactory {
  const factory = new IDBFactory();
  const open = factory.open.bind(factory);
  factory.open = (name: string, version?: number) => {
    const request = open(name, version);
    request.addEventListener('success', () => {
      const database = request.result;
      const begin = database.transaction.bind(database);
      database.transaction = (stores, mode, options) =>
        change(() => begin(stores, mode, options), mode);
    });
    return request;
  };
  return factory;
}

const row = { name: 'x', value: 1 };

describe('writing', () => {
  it('every write transaction is strict', async () => {
    const seen: (string | undefined)[] = [];
    const store = aStore(
      tampered((ask, mode) => {
        const transaction = ask();
        if (mode === 'readwrite') seen.push(transaction.durability);
        return transaction;
      }),
    );
    await write(store, ['meta'], () => store.db.meta.put(row));
    expect(seen).toEqual(['strict']);
  });

  it('a browser that does not promise it is refused, and nothing is written', async () => {
    const store = aStore(
      tampered((ask) => {
        const transaction = ask();
        Object.defineProperty(transaction, 'durability', { value: 'relaxed' });
        return transaction;
      }),
    );
    const writing = write(store, ['meta'], () => store.db.meta.put(row));
    await expect(writing).rejects.toMatchObject({ code: 'storageFailed' });
    expect(await store.db.meta.count()).toBe(0);
  });

  it('a quota met at the commit is "full", and nothing is written', async () => {
    const store = aStore();
    const writing = write(store, ['meta'], async () => {
      await store.db.meta.put(row);
      const { idbtrans } = Dexie.currentTransaction;
      Object.defineProperty(idbtrans, 'error', {
        value: new DOMException('no room', 'QuotaExceededError'),
      });
      idbtrans.abort();
    });
    await expect(writing).rejects.toMatchObject({ code: 'storageFull' });
    expect(await store.db.meta.count()).toBe(0);
  });

  it('a connection that the system closed is opened anew', async () => {
    const store = aStore();
    await write(store, ['meta'], () => store.db.meta.put(row));
    store.db.backendDB().close();
    await write(store, ['meta'], () => store.db.meta.put({ ...row, value: 2 }));
    store.db.backendDB().close();
    expect(await read(store, (db) => db.meta.get('x'))).toMatchObject({
      value: 2,
    });
  });

  it('watchers hear of it after the commit', async () => {
    const store = aStore();
    const heard: string[][] = [];
    store.changes.listen((stores) => heard.push([...stores]));
    await write(store, ['meta'], async () => {
      await store.db.meta.put(row);
      expect(heard).toEqual([]);
    });
    expect(heard).toEqual([['meta']]);
  });
});
