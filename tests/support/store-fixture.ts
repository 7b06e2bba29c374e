// A device's whole store as JSON, and back into an IndexedDB, fake or real. Bytes,
// keys and signed texts keep their kind: what comes out is what went in.
import type { FakeCounty } from '../device/fake-county.ts';

/** How a store was made, and its rows as JSON can hold them. */
export type SavedStore = {
  keyPath: string | string[] | null;
  autoIncrement: boolean;
  indexes: { name: string; keyPath: string | string[]; unique: boolean }[];
  rows: unknown[];
};

export type SavedCounty = {
  keys: Record<string, { kid: string; jwk: JsonWebKey }>;
  enrolments: FakeCounty['enrolments'];
  /** Envelopes of the operations that it has. */
  operations: unknown[];
  uploads: unknown;
  feed: FakeCounty['feed'];
  epoch: string;
  nowMs: number;
};

export type StoreFixture = {
  release: string;
  commit: string;
  pin: string;
  /** What the release's own screens showed. */
  seen: {
    cases: {
      caseId: string;
      number: string;
      applicantName: string;
      takenInAt: string;
      display: string;
    }[];
    drafts: {
      draftId: string;
      matterCode: string;
      applicantName: string | null;
      isRemoved: boolean;
    }[];
    unsent: { operations: number; materials: number };
    attention: string[];
    held: string[];
  };
  /** Of IndexedDB itself: ten times Dexie's. */
  version: number;
  stores: Record<string, SavedStore>;
  county: SavedCounty;
};

const COUNTY_KEYS = ['root', 'ticketKey', 'intake', 'recovery'] as const;

/** All stores of a database, row by row. */
export async function saveStores(
  indexedDB: IDBFactory,
  name: string,
): Promise<Pick<StoreFixture, 'version' | 'stores'>> {
  const database = await done(indexedDB.open(name));
  const stores: StoreFixture['stores'] = {};
  for (const each of database.objectStoreNames) {
    const store = database.transaction(each).objectStore(each);
    const { keyPath, autoIncrement, indexNames } = store;
    const indexes = [...indexNames].map((index) => {
      const { keyPath, unique } = store.index(index);
      return { name: index, keyPath, unique };
    });
    const rows: unknown[] = [];
    for (const row of await done(store.getAll())) rows.push(await save(row));
    stores[each] = { keyPath, autoIncrement, indexes, rows };
  }
  const { version } = database;
  database.close();
  return { version, stores };
}

/** Lays a fixture's store down as that release would have left it. */
export async function layStores(
  indexedDB: IDBFactory,
  name: string,
  fixture: Pick<StoreFixture, 'version' | 'stores'>,
): Promise<void> {
  const rows = new Map<string, unknown[]>();
  for (const [each, store] of Object.entries(fixture.stores))
    rows.set(each, await Promise.all(store.rows.map(load)));
  const request = indexedDB.open(name, fixture.version);
  request.addEventListener('upgradeneeded', () => {
    const database = request.result;
    for (const [each, saved] of Object.entries(fixture.stores)) {
      const { keyPath, autoIncrement } = saved;
      const store = database.createObjectStore(each, {
        keyPath,
        autoIncrement,
      });
      for (const { name, keyPath, unique } of saved.indexes)
        store.createIndex(name, keyPath, { unique });
      for (const row of rows.get(each) ?? []) store.put(row);
    }
  });
  (await done(request)).close();
}

/** What the county of a fixture knows, with its private keys. */
export async function saveCounty(county: FakeCounty): Promise<SavedCounty> {
  const keys: SavedCounty['keys'] = {};
  for (const name of COUNTY_KEYS) {
    const { kid, privateKey } = county[name];
    const jwk = await crypto.subtle.exportKey('jwk', privateKey);
    keys[name] = { kid, jwk };
  }
  return {
    keys,
    enrolments: county.enrolments,
    operations: [...county.operations.values()].map(({ envelope }) => envelope),
    uploads: await save(Object.fromEntries(county.uploads)),
    feed: county.feed,
    epoch: county.epoch,
    nowMs: county.nowMs,
  };
}

function done<Value>(request: IDBRequest<Value>): Promise<Value> {
  return new Promise((resolve, reject) => {
    request.addEventListener('success', () => resolve(request.result));
    request.addEventListener('error', () => reject(request.error));
  });
}

/** A compact JWS of a catalogue is a megabyte, of which little is news. */
const LONG_JWS = /^[\w-]+\.[\w-]{50000,}\.[\w-]+$/;

async function save(value: unknown): Promise<unknown> {
  if (value instanceof CryptoKey)
    return {
      $key: await crypto.subtle.exportKey('jwk', value),
      algorithm: value.algorithm,
      usages: value.usages,
    };
  if (value instanceof ArrayBuffer)
    return { $buffer: toBase64(new Uint8Array(value)) };
  if (value instanceof Uint8Array) return { $bytes: toBase64(value) };
  if (typeof value === 'string' && LONG_JWS.test(value)) {
    const [head = '', payload = '', signature = ''] = value.split('.');
    const plain = new Blob([fromBase64(payload)]).stream();
    const packed = plain.pipeThrough(new CompressionStream('gzip'));
    const bytes = new Uint8Array(await new Response(packed).arrayBuffer());
    return { $jws: [head, toBase64(bytes), signature] };
  }
  return mapped(value, save);
}

export async function load(value: unknown): Promise<unknown> {
  if (typeof value !== 'object' || value === null) return value;
  const tagged = value as {
    $key?: JsonWebKey;
    algorithm?: EcKeyImportParams;
    usages?: KeyUsage[];
    $buffer?: string;
    $bytes?: string;
    $jws?: [string, string, string];
  };
  if (tagged.$key !== undefined && tagged.algorithm !== undefined)
    return crypto.subtle.importKey(
      'jwk',
      { ...tagged.$key, ext: false },
      tagged.algorithm,
      false,
      tagged.usages ?? [],
    );
  if (tagged.$buffer !== undefined) return fromBase64(tagged.$buffer).buffer;
  if (tagged.$bytes !== undefined) return fromBase64(tagged.$bytes);
  if (tagged.$jws !== undefined) {
    const [head, packed, signature] = tagged.$jws;
    const plain = new Blob([fromBase64(packed)])
      .stream()
      .pipeThrough(new DecompressionStream('gzip'));
    const bytes = new Uint8Array(await new Response(plain).arrayBuffer());
    return [head, toBase64(bytes, 'url'), signature].join('.');
  }
  return mapped(value, load);
}

async function mapped(
  value: unknown,
  each: (value: unknown) => Promise<unknown>,
): Promise<unknown> {
  if (Array.isArray(value)) return Promise.all(value.map(each));
  if (typeof value !== 'object' || value === null) return value;
  const entries = Object.entries(value).map(
    async ([key, inner]) => [key, await each(inner)] as const,
  );
  return Object.fromEntries(await Promise.all(entries));
}

function toBase64(bytes: Uint8Array, how: 'plain' | 'url' = 'plain'): string {
  let text = '';
  for (let i = 0; i < bytes.length; i += 8192)
    text += String.fromCharCode(...bytes.subarray(i, i + 8192));
  const plain = btoa(text);
  return how === 'plain'
    ? plain
    : plain.replaceAll('+', '-').replaceAll('/', '_').replaceAll('=', '');
}

function fromBase64(text: string): Uint8Array<ArrayBuffer> {
  const raw = atob(text.replaceAll('-', '+').replaceAll('_', '/'));
  return Uint8Array.from(raw, (letter) => letter.charCodeAt(0));
}
