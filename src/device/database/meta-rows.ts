// What lies in the store `meta`, one row a name: who this device is, what the county
// said last, and what is still to be said to it.
import type { ErrorCode } from '../../protocol/error-code.ts';
import type { EnrolmentRequest } from '../../protocol/enrolment.ts';
import type { Ack } from '../../protocol/operations.ts';
import type { Bytes } from '../bytes.ts';

/** `name` → whole value. Unknown names and properties are kept. */
export type MetaRows = {
  /** Compact JWS of the ticket that was read, before and after enrolment. */
  ticket: { jws: string };
  device: { id: string; vaultId: string; rootThumbprint: string };
  enrolment: {
    request: EnrolmentRequest;
    state: 'waiting' | 'bound' | 'problem';
    code: ErrorCode | null;
  };
  /** Head of the chain: the last operation made here. */
  chain: { seq: number; head: string | null };
  /** What the county said last. */
  county: {
    lastHeardAt: string | null;
    epoch: string | null;
    ack: Ack | null;
    safeThrough: string | null;
    sealKid: string | null;
    /** It opens the leaner form inside the seal (protocol/lean-form.ts). */
    opensLean?: boolean;
    /** It takes batches beside the question for a session (early-batch.ts). */
    takesEarly?: boolean;
    nonce: string | null;
    catalogueVersion: string | null;
    audiences: string[];
    isRevoked: boolean;
    /** Days that the text of a concluded case may stay. Absent: 30. */
    readableDays?: number;
    /** How many residents may be known here. Absent: 300. */
    residents?: number;
    /** Of the address in a receipt's QR; null or absent: the app's own. */
    residentOrigin?: string | null;
    /** The county asks for newer code: this one sends and reads nothing. */
    isAppTooOld?: boolean;
    /** How far this device's clock ran ahead of the county's, at the last session. */
    aheadMs?: number;
  };
  /** What the clerk chose for photographs; `dailyMegabytes`: of metered links. */
  photoPolicy: {
    photographs: 'always' | 'goodLink';
    dailyMegabytes: number | null;
  };
  /** Photographs that went over a metered link; `day`: in China, YYYY-MM-DD. */
  spent: { day: string; bytes: number };
  /** Places of the chain that are neither here nor at the county. */
  lost: { ranges: [number, number][] };
  /** Events beyond `from` that a restored county may have lost, to be offered. */
  witness: { list: { audience: string; from: number; epoch: string }[] };
  /** When the last delivery emptied the outbox. */
  delivered: { at: string };
  /** Compact JWS of a ticket that adds a clerk, until he has chosen his secret. */
  clerkTicket: { jws: string };
  /** Further clerks of this device, each said to the county until it has bound him. */
  clerkEnrolments: { list: ClerkEnrolment[] };
  /** What this device was before it enrolled again, while something of it waits. */
  formerDevices: { list: FormerDevice[] };
  /** That clerks have left this device, for the county. */
  left: { list: LeftWord[] };
  /** Vault keys sealed to the county's recovery key, for the county to keep. */
  escrows: {
    list: EscrowEntry[];
    /** Recovered vault keys that came, not yet confirmed to the county. */
    received: string[];
  };
  /** Recovered vault keys, each sealed to the wrap key `kid`, until their clerk unlocks. */
  recovered: { list: { vaultId: string; kid: string; jwe: string }[] };
  /**
   * The lease as the county signed it. `latestMs` = the latest time that this
   * device has been sure of since, so that a clock set back extends nothing;
   * `aheadMs` = how far its clock ran ahead of the county's when it was given.
   */
  lease: { jws: string; latestMs: number; aheadMs: number };
  /** What the county thinks of this device. Absent: active. */
  access: {
    device: 'active' | 'suspended' | 'revoked';
    isForked: boolean;
  };
  /**
   * When the vault key was made, and in which start of the worker. `isDue`: a
   * clerk was taken away while nobody could make a new one.
   */
  rotation: { at: string; bootId: string; isDue: boolean };
  /** Cases that another station has now, kept while something of them waits. */
  leaving: { caseIds: string[] };
  /** Cases whose history this code cannot read, as they were counted last. */
  unreadable: { cases: number };
  /** The retry clock, so that a restart does not begin from nothing. */
  retry: { failures: number; nextAt: number };
  /**
   * When it was last looked at what may be let go (storage/let-go.ts), in the
   * county's time. `isWaiting`: the next word of the county moves something.
   */
  letGo: { epoch: string; at: number; isWaiting: boolean };
  /** When cases were last looked at for text to let go of, in the county's time. */
  retired: { at: number };
  /** Code of a lower READER (versions.ts) may only send what lies here. */
  minReader: { reader: number };
  /** What the browser said when it was asked to keep this storage for good. */
  persistence: {
    answer: 'granted' | 'refused' | 'cannotAsk';
    /** ISO 8601, wall clock. */
    at: string;
  };
  /** How the last self-check went (health/self-check.ts). */
  selfCheck: {
    at: string;
    failed: ('store' | 'photograph' | 'sign' | 'print')[];
  };
  /** Only while it runs: what it writes and reads back. */
  selfCheckProbe: { bytes: Bytes };
};

export type ClerkEnrolment = {
  clerkId: string;
  request: EnrolmentRequest;
  state: 'waiting' | 'bound' | 'problem';
  code: ErrorCode | null;
};

/** `word`: an AuthorLeft of protocol/enrolment.ts, signed. */
export type LeftWord = {
  id: string;
  word: string;
  /** Epoch in which the county heard it; null: not yet. */
  heardIn: string | null;
};

/** A device whose chain has ended here (outbox/former-queue.ts). */
export type FormerDevice = {
  id: string;
  /** Its operations stand so many places lower here than in its own chain. */
  down: number;
  /** Where its chain ends, and that operation's hash. */
  seq: number;
  head: string | null;
  /** Its own and its clerks'. */
  enrolments: MetaRows['enrolment'][];
  /** What the county said to it last. */
  epoch: string | null;
  nonce: string | null;
  ack: Ack | null;
  /** That its clerks have left it. */
  left: LeftWord[];
};

export type EscrowEntry = {
  vaultId: string;
  /** Of the recovery key. */
  kid: string;
  /** Compact JWE. */
  jwe: string;
  isSent: boolean;
};

export type MetaRow = { name: string; value: unknown };
