// The device's one database: row types and indexes. A *sealed* row is AES-256-GCM
// under the vault key (vault/row-cipher.ts); everything beside `sealed` is plain,
// and is an id, a state, a size or a date, never anything personal.
import { Dexie, type EntityTable, type Table } from 'dexie';
import type { Moment } from '../../domain/cases/operation.ts';
import type { ErrorCode } from '../../protocol/error-code.ts';
import type { PublicJwk } from '../../protocol/keys.ts';
import type { Envelope } from '../../protocol/sealed-operation.ts';
import type { Bytes } from '../bytes.ts';
import type { MetaRow } from './meta-rows.ts';
import { defineVersions } from './versions.ts';

export type Sealed = { vaultId: string; bytes: Bytes };

export type KeyRow =
  /** Of this device, and of former ones by their id. */
  | {
      name: 'delivery' | `former/${string}`;
      privateKey: CryptoKey;
      publicKey: PublicJwk;
    }
  /** Compact JWS of the county's key set. */
  | { name: 'county'; jws: string }
  /**
   * The county's devices, signed (protocol/directory.ts); null: it publishes none.
   * `askedAt`: ms since 1970, wall clock.
   */
  | { name: 'directory'; jws: string | null; askedAt: number };

export type ClerkRow = {
  id: string;
  name: string;
  policy: string;
  salt: Bytes;
  wrapPublic: PublicJwk;
  /** PKCS#8 under the key-encryption key: 12-byte IV, ciphertext, tag. */
  wrapPrivate: Bytes;
  /** The vault key of `device.vaultId`, sealed to the wrap key (compact JWE). */
  vaultKey: string;
  /** Vault keys before it that rows are still sealed under. Absent: none. */
  formerKeys?: { vaultId: string; jwe: string }[];
  authorPublic: PublicJwk;
  /** PKCS#8 under the vault key. */
  authorPrivate: Sealed;
  /** Absent: as in the device's own ticket. */
  role?: 'clerk' | 'head';
  /** A head of this station has vouched for him. */
  isVouched?: boolean;
  /** Of `pin+card`: tells the right card from another; a hash, never the card. */
  cardId?: string;
  /** Of `pin+prf`: the credential that the authenticator is asked for. */
  prfCredential?: Bytes;
  wrongSecrets: number;
  /** Milliseconds since 1970; 0: no waiting. */
  waitUntil: number;
};

export type DraftRow = {
  draftId: string;
  /** Raised at every write: rows move by compare-and-set. */
  revision: number;
  state: 'open' | 'removed';
  savedAt: string;
  removedAt: string | null;
  /** Of a correction's draft: the case it answers. */
  caseId: string | null;
  sealed: Sealed;
};

export type CaseRow = {
  caseId: string;
  revision: number;
  takenInAt: string;
  /** Number of the last event pulled; 0: none. */
  lastEvent: number;
  sealed: Sealed;
};

/** What stays of a case whose text has left the device, for 180 days more. */
export type StubRow = {
  caseId: string;
  takenInAt: string;
  /** ISO 8601, in the county's time. */
  since: string;
  /** Number of the last event that its word tells of. Absent: of an older version. */
  lastEvent?: number;
  /** The county has done something since that its word does not tell. */
  hasMoved?: true;
  /** StubContent (cases/retire-cases.ts). */
  sealed: Sealed;
};

/**
 * Residents who were served in one case (`id`: its id), or some of the township's
 * list (`id`: random).
 */
export type ResidentRow = {
  id: string;
  /** ISO 8601. Absent: of the list. */
  servedAt?: string;
  /** ResidentContent (residents/resident-rows.ts). */
  sealed: Sealed;
};

/** A number that somebody took here; nobody's name stands beside it. */
export type TicketRow = {
  /** YYYY-MM-DD in China. */
  day: string;
  n: number;
  letter: string;
  state: 'waiting' | 'called' | 'passed' | 'done';
  taken: Moment;
  /** The last time that he was. */
  called?: Moment;
  done?: Moment;
};

export type EventRow = {
  caseId: string;
  n: number;
  at: string;
  /** The platform's MAC of the feed item it came with. */
  mac: string;
  /** Where and in which epoch that item stood. Absent: pulled by older code. */
  audience?: string;
  pos?: number;
  epoch?: string;
  /** A snapshot's MAC proves the whole, not one event. */
  via?: 'event' | 'snapshot';
  /** The county was restored and has not said it again. */
  isUnconfirmed?: boolean;
  sealed: Sealed;
};

/**
 * What this device knows of the county's having something for good, in the
 * county's own time (ms since 1970) and of one epoch (storage/safety-proof.ts).
 */
export type SafetyProof = { epoch: string; at: number } & (
  | {
      /** `seen`: settled by this time. `dated`: applied there before it. */
      step: 'seen' | 'dated';
    }
  | {
      /** At this time a finished backup was known to hold it. */
      step: 'safe';
      /** Applied there before this time. */
      appliedBy: number;
    }
);

/**
 * FROZEN FOR EVER: the service worker and any other version must be able to
 * drain it. Additions only, and never a meaning changed.
 */
export type OutboxRow = {
  id: string;
  seq: number;
  caseId: string | null;
  state: 'pending' | 'settled' | 'attention';
  /** Just as it goes on the wire. */
  envelope: Envelope;
  /** Of the envelope as JSON. */
  bytes: number;
  /** ISO 8601, wall clock. */
  madeAt: string;
  result: 'applied' | 'held' | 'refused' | null;
  code: ErrorCode | null;
  paths: string[];
  /** How often the county said `later`. */
  laterCount: number;
  settledAt: string | null;
  /**
   * It is in the tray, or has left it since, and the county has not been told of it
   * (sync/send-copies.ts).
   */
  isCopyOwed?: boolean;
  /** The county has held it once, whatever a person decided then. */
  wasHeld?: true;
  /** Epoch in which the county was asked of it anew and it went again. */
  askedAgainIn?: string;
  /** Why a person at the county decided so (outbox/reason.ts). */
  sealedReason?: Sealed;
  /** Of a refused one that was mended: the operation in its place. */
  replacedBy?: string;
  /**
   * Of a refused one that a person took back: why, as a code, and when. `word`: his
   * own, signed, for the county (protocol/unreadable.ts).
   */
  removed?: { reason: string; at: string; word?: string };
  /** When a person saw it in an exported file. Absent: never. */
  exportedAt?: string;
  /** Of a settled one: how far it is known to be safe. */
  proof?: SafetyProof;
};

/**
 * FROZEN FOR EVER, like the outbox. `draft`: cited by a draft or by nothing.
 * `removed`: taken out of a draft, kept 7 days. `pending`: cited by a case and
 * to be sent. `sent`: the county has it whole. `damaged`: unreadable here.
 */
export type MaterialRow = {
  sha256: string;
  /** Encrypted bytes. */
  bytes: number;
  state: 'draft' | 'removed' | 'pending' | 'sent' | 'damaged';
  /** ISO 8601: of the state's beginning; of `pending`, of the case's intake. */
  since: string;
  draftId: string | null;
  caseId: string | null;
  /** Other cases that cite it too, photographed once for all of them. */
  besides?: string[];
  /** An upload has begun: ask the offset before sending again. */
  isBegun: boolean;
  /** Of a sent one: how far it is known to be safe. */
  proof?: SafetyProof;
  /** The bytes have left the device; the county has them. ISO 8601, wall clock. */
  releasedAt?: string;
  /** A reviewer waits for it: before all others. */
  isAsked?: boolean;
  /** Legal deadline of what cites it, YYYY-MM-DD. */
  dueOn?: string;
  /** Since the county has the text: its place in line (outbox/material-turn.ts). */
  turn?: string;
};

/**
 * FROZEN FOR EVER. Apart from the row above, so that a change of state never
 * rewrites 20 MB and a list never loads them.
 */
export type MaterialBytesRow = { sha256: string; ciphertext: ArrayBuffer };

/** Kept after the envelope is released. */
export type ChainRow = {
  seq: number;
  id: string;
  sha256: string;
  /** Its outbox row was let go: what is still asked of it. */
  released?: Pick<OutboxRow, 'madeAt' | 'settledAt'> & {
    caseId: string | null;
    schema: Envelope['schema'];
    /** Refused, and mended or taken back. Absent: applied. */
    isRefused?: true;
    /** ISO 8601, wall clock. */
    at: string;
  };
};

export type CursorRow = { audience: string; pos: number; mac: string | null };

/**
 * An act without an operation of its own, until it is in a `journal` operation
 * (journal/record-act.ts). `n`: in the order in which they were done.
 */
export type ActRow = {
  n: number;
  act: string;
  caseId: string | null;
  at: string;
  /** null: nobody had to be unlocked for it. */
  clerkId: string | null;
  /** The `journal` operation that hands it in; null: none yet. */
  operationId: string | null;
};

/**
 * A page of the feed that came with the county's answer on a stick while the
 * device was locked: sealed to its clerks, until one of them unlocks.
 */
export type NoticeRow = {
  /** Of the answer and of the record in it. */
  id: string;
  epoch: string;
  from: { audience: string; pos: number }[];
  next: { audience: string; pos: number }[];
  /** General JWE. */
  jwe: Record<string, unknown>;
};

/** Compact JWS by the root; immutable. */
export type CatalogueRow = {
  version: string;
  jws: string;
  fetchedAt: string;
  /** Fetched for work that has pinned it: never the present one. */
  isForOldWork?: boolean;
};

export type DatabaseFactory = {
  indexedDB: IDBFactory;
  keyRange: typeof IDBKeyRange;
};

export class DeviceDatabase extends Dexie {
  declare meta: EntityTable<MetaRow, 'name'>;
  declare keys: Table<KeyRow, string>;
  declare clerks: EntityTable<ClerkRow, 'id'>;
  declare drafts: EntityTable<DraftRow, 'draftId'>;
  declare cases: EntityTable<CaseRow, 'caseId'>;
  declare events: Table<EventRow, [string, number]>;
  declare outbox: EntityTable<OutboxRow, 'id'>;
  declare materials: EntityTable<MaterialRow, 'sha256'>;
  declare materialBytes: EntityTable<MaterialBytesRow, 'sha256'>;
  declare chain: EntityTable<ChainRow, 'seq'>;
  declare cursors: EntityTable<CursorRow, 'audience'>;
  declare catalogues: EntityTable<CatalogueRow, 'version'>;
  declare acts: EntityTable<ActRow, 'n'>;
  declare notices: EntityTable<NoticeRow, 'id'>;
  declare stubs: EntityTable<StubRow, 'caseId'>;
  declare residents: EntityTable<ResidentRow, 'id'>;
  declare tickets: Table<TicketRow, [string, number]>;
  /** Newer code wrote it (store-age.ts): write.ts lets only delivery through. */
  isTooNew = false;
  /** It was taken away while it was open (follow-loss.ts): this is an empty one. */
  isGone = false;

  /**
   * `existing`: as it lies there, without this code's list of versions, so that
   * opening neither creates nor upgrades anything.
   */
  constructor(
    name: string,
    factory: DatabaseFactory,
    as: 'whole' | 'existing' = 'whole',
  ) {
    super(name, {
      indexedDB: factory.indexedDB,
      IDBKeyRange: factory.keyRange,
      // The default does no fdatasync before `complete`: a power cut would take
      // back what the screen called saved. write.ts refuses anything else.
      chromeTransactionDurability: 'strict',
      cache: 'disabled',
    });
    if (as === 'whole') defineVersions(this);
  }
}

export const STORE_NAMES = [
  'meta',
  'keys',
  'clerks',
  'drafts',
  'cases',
  'events',
  'outbox',
  'materials',
  'materialBytes',
  'chain',
  'cursors',
  'catalogues',
  'acts',
  'notices',
  'stubs',
  'residents',
  'tickets',
] as const;
export type StoreName = (typeof STORE_NAMES)[number];

/** What a session and delivery write: code of any version may. */
export const DELIVERY_STORES: ReadonlySet<StoreName> = new Set([
  'meta',
  'clerks',
  'outbox',
  'materials',
  'cursors',
]);

/** What a new enrolment and what the county publishes write. */
export const ENROLMENT_STORES: ReadonlySet<StoreName> = new Set([
  'meta',
  'keys',
  'clerks',
  'catalogues',
]);
