// The list of database versions. A shipped block is frozen: a change is a new
// block that lists the changed stores only, with its release and its reason.
import type { Dexie } from 'dexie';

/** 0.1.0, the first release. */
const VERSION_1 = {
  meta: 'name',
  keys: 'name',
  clerks: 'id',
  drafts: 'draftId, state, caseId',
  cases: 'caseId, takenInAt',
  events: '[caseId+n]',
  // outbox, materials and materialBytes are frozen for ever (tables.ts).
  outbox: 'id, &seq, caseId, [state+seq], [state+result]',
  materials: 'sha256, [state+since], caseId, draftId, [caseId+state+bytes]',
  materialBytes: 'sha256',
  chain: 'seq',
  cursors: 'audience',
  catalogues: 'version',
};

/** 0.2.0, not released yet: it may change until it is. */
const VERSION_2 = {
  // By vault key, so that a rotation finds the rows that it has not reached.
  drafts: 'draftId, state, caseId, sealed.vaultId',
  cases: 'caseId, takenInAt, sealed.vaultId',
  // By place in the feed, for proofs of what was read before a restore.
  events: '[caseId+n], sealed.vaultId, [audience+pos]',
  // Reasons of the county by vault key; what waits by case, and its bytes.
  outbox:
    'id, &seq, caseId, [state+seq], [state+result], [caseId+state], [state+bytes], sealedReason.vaultId',
  // Acts that wait for the next `journal` operation.
  acts: '++n',
  // Sealed pages of the feed that a stick brought while nobody was unlocked.
  notices: 'id',
  // Bytes by state, counted without loading a row; what is to be sent, in line.
  materials:
    'sha256, [state+since], caseId, draftId, [caseId+state+bytes], [state+bytes], [state+turn]',
  // A case's operations whose envelopes have left the device, and the latest.
  chain: 'seq, released.caseId, released.madeAt',
  // A line of each case whose text has left the device.
  stubs: 'caseId, takenInAt, since, sealed.vaultId',
  // Whom this device knows, by the day they were served.
  residents: 'id, servedAt, sealed.vaultId',
  // Numbers of those who wait, by day.
  tickets: '[day+n], day',
};

/**
 * What this code can read. A release whose rows mean something new raises it and
 * writes it to `meta.minReader`; code of a lower one only sends.
 */
export const READER = 1;

export function defineVersions(database: Dexie): void {
  database.version(1).stores(VERSION_1);
  database.version(2).stores(VERSION_2);
}
