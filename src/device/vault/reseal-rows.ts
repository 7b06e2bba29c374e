// After a rotation: rows under a former vault key are sealed under the present
// one, a few at a time. Each carries the id of its key, so that it may be broken
// off between any two and goes on at the next unlock.
import { draftPlace } from '../drafts/draft-content.ts';
import { casePlace } from '../cases/case-content.ts';
import { eventPlace } from '../cases/find-case.ts';
import { stubPlace } from '../cases/stub.ts';
import { reasonPlace } from '../outbox/reason.ts';
import { residentPlace } from '../residents/resident-place.ts';
import type { DeviceDatabase, Sealed } from '../database/tables.ts';
import { read, write, type Store } from '../database/write.ts';
import { findMeta } from '../database/meta.ts';
import { authorKeyPlace } from './make-clerk.ts';
import { openBytes, sealBytes, type VaultKey } from './row-cipher.ts';

/** Rows of one transaction. */
const BATCH = 25;

/** A store's sealed rows, by primary key. */
type SealedRows = {
  store:
    'drafts' | 'cases' | 'events' | 'stubs' | 'residents' | 'outbox' | 'clerks';
  keys: (db: DeviceDatabase, vaultId: string) => Promise<unknown[]>;
  find: (db: DeviceDatabase, key: unknown) => Promise<Found | undefined>;
  put: (db: DeviceDatabase, key: unknown, sealed: Sealed) => Promise<unknown>;
};
type Found = { place: string; sealed: Sealed };

const ROWS: readonly SealedRows[] = [
  {
    store: 'drafts',
    keys: (db, vaultId) =>
      db.drafts.where('sealed.vaultId').equals(vaultId).primaryKeys(),
    find: async (db, key) => {
      const row = await db.drafts.get(key as string);
      return row && { place: draftPlace(row.draftId), sealed: row.sealed };
    },
    put: (db, key, sealed) => db.drafts.update(key as string, { sealed }),
  },
  {
    store: 'cases',
    keys: (db, vaultId) =>
      db.cases.where('sealed.vaultId').equals(vaultId).primaryKeys(),
    find: async (db, key) => {
      const row = await db.cases.get(key as string);
      return row && { place: casePlace(row.caseId), sealed: row.sealed };
    },
    put: (db, key, sealed) => db.cases.update(key as string, { sealed }),
  },
  {
    store: 'events',
    keys: (db, vaultId) =>
      db.events.where('sealed.vaultId').equals(vaultId).primaryKeys(),
    find: async (db, key) => {
      const row = await db.events.get(key as [string, number]);
      return (
        row && { place: eventPlace(row.caseId, row.n), sealed: row.sealed }
      );
    },
    put: (db, key, sealed) =>
      db.events.update(key as [string, number], { sealed }),
  },
  {
    store: 'stubs',
    keys: (db, vaultId) =>
      db.stubs.where('sealed.vaultId').equals(vaultId).primaryKeys(),
    find: async (db, key) => {
      const row = await db.stubs.get(key as string);
      return row && { place: stubPlace(row.caseId), sealed: row.sealed };
    },
    put: (db, key, sealed) => db.stubs.update(key as string, { sealed }),
  },
  {
    store: 'residents',
    keys: (db, vaultId) =>
      db.residents.where('sealed.vaultId').equals(vaultId).primaryKeys(),
    find: async (db, key) => {
      const row = await db.residents.get(key as string);
      return row && { place: residentPlace(row.id), sealed: row.sealed };
    },
    put: (db, key, sealed) => db.residents.update(key as string, { sealed }),
  },
  {
    store: 'outbox',
    keys: (db, vaultId) =>
      db.outbox.where('sealedReason.vaultId').equals(vaultId).primaryKeys(),
    find: async (db, key) => {
      const row = await db.outbox.get(key as string);
      return row?.sealedReason === undefined
        ? undefined
        : { place: reasonPlace(row.id), sealed: row.sealedReason };
    },
    put: (db, key, sealed) =>
      db.outbox.update(key as string, { sealedReason: sealed }),
  },
  {
    store: 'clerks',
    keys: (db, vaultId) =>
      db.clerks
        .filter(({ authorPrivate }) => authorPrivate.vaultId === vaultId)
        .primaryKeys(),
    find: async (db, key) => {
      const row = await db.clerks.get(key as string);
      return (
        row && {
          place: authorKeyPlace(row.authorPublic),
          sealed: row.authorPrivate,
        }
      );
    },
    put: (db, key, sealed) =>
      db.clerks.update(key as string, { authorPrivate: sealed }),
  },
];

/** Seals anew what can be opened, while `mayGoOn`. A damaged row stays as it is. */
export async function resealRows(
  store: Store,
  vault: VaultKey,
  mayGoOn: () => boolean,
): Promise<void> {
  for (const vaultId of vault.former?.keys() ?? []) {
    for (const rows of ROWS) {
      const keys = await read(store, (db) => rows.keys(db, vaultId));
      for (let i = 0; i < keys.length; i += BATCH) {
        if (!mayGoOn()) return;
        await resealBatch(store, vault, rows, keys.slice(i, i + BATCH));
      }
    }
  }
}

async function resealBatch(
  store: Store,
  vault: VaultKey,
  rows: SealedRows,
  keys: readonly unknown[],
): Promise<void> {
  const { db } = store;
  const made: { key: unknown; before: Sealed; sealed: Sealed }[] = [];
  for (const key of keys) {
    const found = await read(store, () => rows.find(db, key));
    if (found === undefined || found.sealed.vaultId === vault.id) continue;
    const bytes = await openBytes(vault, found.place, found.sealed);
    if (bytes === undefined) continue;
    const sealed = await sealBytes(vault, found.place, bytes);
    made.push({ key, before: found.sealed, sealed });
  }
  if (made.length === 0) return;
  await write(store, [rows.store], async () => {
    for (const { key, before, sealed } of made) {
      const now = await rows.find(db, key);
      // Written meanwhile: it is newer than what was opened here.
      if (now !== undefined && isSame(now.sealed, before))
        await rows.put(db, key, sealed);
    }
  });
}

function isSame(one: Sealed, other: Sealed): boolean {
  return (
    one.vaultId === other.vaultId &&
    one.bytes.length === other.bytes.length &&
    one.bytes.every((byte, i) => byte === other.bytes[i])
  );
}

/**
 * Drops former vault keys that no row needs. Only in a later start of the worker
 * than the rotation's: work that began before it may still write under the old.
 */
export async function dropFormerKeys(
  store: Store,
  bootId: string,
): Promise<void> {
  const { db } = store;
  const stores = [
    'meta',
    'clerks',
    'drafts',
    'cases',
    'events',
    'stubs',
    'residents',
    'outbox',
  ] as const;
  await write(store, stores, async () => {
    const rotation = await findMeta(db, 'rotation');
    if (rotation === undefined || rotation.bootId === bootId) return;
    const clerks = await db.clerks.toArray();
    const former = new Set(
      clerks.flatMap(({ formerKeys = [] }) =>
        formerKeys.map(({ vaultId }) => vaultId),
      ),
    );
    for (const vaultId of former)
      if (await isNeeded(db, vaultId)) former.delete(vaultId);
      else
        for (const { id } of clerks)
          await db.clerks.where({ id }).modify((row) => {
            row.formerKeys = (row.formerKeys ?? []).filter(
              (each) => each.vaultId !== vaultId,
            );
          });
  });
}

async function isNeeded(db: DeviceDatabase, vaultId: string): Promise<boolean> {
  for (const { keys } of ROWS)
    if ((await keys(db, vaultId)).length > 0) return true;
  return false;
}
