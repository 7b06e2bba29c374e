// Appending to the outbox. No IndexedDB transaction lives across WebCrypto: the
// place in the chain is read first, then the operation is signed and sealed, and
// one strict transaction stores it only if the place is still free.
import {
  citedMaterials,
  type CitedMaterial,
  type MaterialRef,
} from '../../domain/cases/papers.ts';
import type { Operation } from '../../domain/cases/operation.ts';
import type { Envelope } from '../../protocol/sealed-operation.ts';
import { findMeta, putMeta } from '../database/meta.ts';
import type { DeviceDatabase, OutboxRow } from '../database/tables.ts';

/** Where the next operation goes. */
export type ChainPlace = {
  seq: number;
  prev: string | null;
  /** This device's former operation on the case that was not refused. */
  casePrev: string | null;
};

/** Inside a transaction over `meta`, `outbox` and `chain`, or as a plain read. */
export async function readPlace(
  db: DeviceDatabase,
  caseId: string | null,
): Promise<ChainPlace> {
  const chain = await findMeta(db, 'chain');
  return {
    seq: (chain?.seq ?? 0) + 1,
    prev: chain?.head ?? null,
    casePrev: caseId === null ? null : await findFormer(db, caseId),
  };
}

async function findFormer(
  db: DeviceDatabase,
  caseId: string,
): Promise<string | null> {
  const here = await db.outbox
    .where({ caseId })
    // Of another chain the county knows none as this device's.
    .filter(({ result, seq }) => result !== 'refused' && seq > 0)
    .toArray();
  const released = await db.chain
    .where({ 'released.caseId': caseId })
    .filter(({ released: kept, seq }) => kept?.isRefused !== true && seq > 0)
    .toArray();
  const [last] = [...here, ...released].sort((a, b) => b.seq - a.seq);
  return last?.id ?? null;
}

/** Stores that appendOperation needs in the caller's transaction. */
export const APPEND_STORES = ['meta', 'outbox', 'chain', 'materials'] as const;

/**
 * Appends inside the caller's transaction. False when another operation took the
 * place meanwhile, or the device enrolled again: then nothing may be written, and
 * all is made again.
 */
export async function appendOperation(
  db: DeviceDatabase,
  given: {
    envelope: Envelope;
    madeAt: string;
    cited: readonly MaterialRef[];
    /** Legal deadline of what cites them, YYYY-MM-DD. */
    dueOn?: string;
  },
): Promise<boolean> {
  const { envelope, madeAt, cited, dueOn } = given;
  const { id, seq, prev, caseId, casePrev, sha256 } = envelope;
  const place = await readPlace(db, caseId);
  const device = await findMeta(db, 'device');
  if (device?.id !== envelope.deviceId) return false;
  if (place.seq !== seq || place.prev !== prev || place.casePrev !== casePrev)
    return false;
  const row: OutboxRow = {
    id,
    seq,
    caseId,
    state: 'pending',
    envelope,
    bytes: JSON.stringify(envelope).length,
    madeAt,
    result: null,
    code: null,
    paths: [],
    laterCount: 0,
    settledAt: null,
  };
  await db.outbox.add(row);
  await db.chain.add({ seq, id, sha256 });
  await putMeta(db, 'chain', { seq, head: sha256 });
  await db.materials
    .where('sha256')
    .anyOf(cited.map((ref) => ref.sha256))
    .modify((material) => {
      // It is of the first case that cites it; the others are beside it.
      if (material.caseId === null) material.caseId = caseId;
      else if (material.caseId !== caseId && caseId !== null)
        material.besides = [...(material.besides ?? []), caseId];
      // Its bytes are gone: that it waits to be sent would hide it.
      if (material.state !== 'sent' && material.state !== 'damaged') {
        material.state = 'pending';
        material.since = madeAt;
        if (dueOn !== undefined) material.dueOn = dueOn;
        // Text first: its turn comes when the county has the operation.
        delete material.turn;
      }
    });
  return true;
}

/** What an operation cites, with its papers; kinds without papers cite nothing. */
export function citedBy(operation: Operation): CitedMaterial[] {
  const papers = 'papers' in operation ? operation.papers : [];
  const signatures = 'signatures' in operation ? operation.signatures : [];
  return citedMaterials(papers, signatures);
}

export function materialsOf(operation: Operation): MaterialRef[] {
  return citedBy(operation).map(({ ref }) => ref);
}
