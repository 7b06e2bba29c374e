// Photographs after the text: the whole in one POST; after a cut HEAD asks the
// offset and one PATCH carries the rest.
import {
  materialPath,
  materialUploadPath,
  PARTIAL_UPLOAD_TYPE,
  UPLOAD_HEADERS,
} from '../../protocol/materials.ts';
import { fromHex, toBase64, type Bytes } from '../bytes.ts';
import { pendingMaterials } from '../database/pending.ts';
import type { MaterialRow } from '../database/tables.ts';
import { read, write } from '../database/write.ts';
import { nowIso } from '../device-context.ts';
import { markDamaged } from '../materials/read-material.ts';
import { readCiphertext } from '../materials/save-material.ts';
import { decideUpload, type UploadDecision } from './decide-answer.ts';
import { ask } from './request.ts';
import type { DeliveryContext, StepEnd } from './round-context.ts';
import type { Session } from './session.ts';

/** Of one material in one round: whole, offset, rest, and once more. */
const STEPS = 5;

/** Sends pending materials of delivered cases, the oldest case first. */
export async function uploadMaterials(
  context: DeliveryContext,
  session: Session,
): Promise<StepEnd> {
  let progressed = false;
  let isOnePassedOver = false;
  for (const sha256 of await pendingHashes(context)) {
    if (!context.mayBegin()) return { end: 'done', progressed, more: true };
    const row = await read(context.store, (db) => db.materials.get(sha256));
    if (row?.state !== 'pending' || !(await isTextDelivered(context, row)))
      continue;
    const bytes = await readCiphertext(context.store, sha256);
    if (bytes === undefined) {
      await markDamaged(context.store, sha256);
      continue;
    }
    const before = context.memory.offsets.get(sha256) ?? 0;
    const last = await upload(context, session, { row, bytes });
    const gained = (context.memory.offsets.get(sha256) ?? 0) > before;
    progressed ||= gained || last.act === 'complete';
    if (last.act === 'complete') await markSent(context, row);
    else if (last.act === 'newSession')
      return { end: 'newSession', progressed };
    else if (last.act === 'later')
      return {
        end: 'later',
        progressed,
        why: last.why,
        retryAfterS: last.retryAfterS,
      };
    else if (last.act !== 'passOver' && !context.mayBegin())
      return { end: 'done', progressed, more: true };
    // One that cannot be sent holds up no other.
    else isOnePassedOver = true;
  }
  return isOnePassedOver
    ? { end: 'later', progressed, why: 'server', retryAfterS: null }
    : { end: 'done', progressed, more: false };
}

/** Names only: their bytes are loaded one at a time. */
async function pendingHashes({ store }: DeliveryContext): Promise<string[]> {
  return read(store, (db) => pendingMaterials(db).primaryKeys());
}

/** Text first: of this case nothing may be waiting any more. */
async function isTextDelivered(
  { store }: DeliveryContext,
  { caseId }: MaterialRow,
): Promise<boolean> {
  if (caseId === null) return false;
  const waiting = await read(store, (db) =>
    db.outbox
      .where({ caseId })
      .and(({ state }) => state === 'pending')
      .count(),
  );
  return waiting === 0;
}

type Material = { row: MaterialRow; bytes: Bytes };

/** Goes on until the material is there, or the link or the county says stop. */
async function upload(
  context: DeliveryContext,
  session: Session,
  material: Material,
): Promise<UploadDecision> {
  const { memory, progress } = context;
  const { row, bytes } = material;
  const known = memory.offsets.get(row.sha256) ?? 0;
  let next: UploadDecision =
    row.isBegun || known > 0
      ? await askOffset(context, session, material)
      : { act: 'whole' };
  for (let i = 0; i < STEPS; i += 1) {
    if (next.act === 'resume') {
      memory.offsets.set(row.sha256, next.offset);
      if (next.offset === 0) next = { act: 'whole' };
    }
    if (next.act === 'whole') {
      next = await sendWhole(context, session, material);
    } else if (next.act === 'resume') {
      next = await sendRest(context, session, material, next.offset);
    }
    if (next.act === 'complete') {
      progress.contact(nowIso(context));
      memory.offsets.delete(row.sha256);
      progress.sent(bytes.length);
    }
    if (next.act !== 'whole' && next.act !== 'resume') return next;
    if (!context.mayBegin()) return next;
  }
  return next;
}

async function askOffset(
  { ports }: DeliveryContext,
  session: Session,
  { row, bytes }: Material,
): Promise<UploadDecision> {
  const heard = await ask(ports, {
    method: 'HEAD',
    path: materialUploadPath(row.sha256),
    token: session.token,
  });
  return decideUpload(heard, bytes.length);
}

async function sendWhole(
  { ports, store }: DeliveryContext,
  session: Session,
  { row, bytes }: Material,
): Promise<UploadDecision> {
  if (!row.isBegun)
    await write(store, ['materials'], () =>
      store.db.materials.update(row.sha256, { isBegun: true }),
    );
  const heard = await ask(ports, {
    method: 'POST',
    path: materialPath(row.sha256),
    token: session.token,
    headers: {
      'content-type': 'application/octet-stream',
      [UPLOAD_HEADERS.complete]: '?1',
      [UPLOAD_HEADERS.length]: String(bytes.length),
      [UPLOAD_HEADERS.digest]: `sha-256=:${toBase64(fromHex(row.sha256))}:`,
    },
    body: new Blob([bytes]),
  });
  return decideUpload(heard, bytes.length);
}

async function sendRest(
  { ports }: DeliveryContext,
  session: Session,
  { row, bytes }: Material,
  offset: number,
): Promise<UploadDecision> {
  const heard = await ask(ports, {
    method: 'PATCH',
    path: materialUploadPath(row.sha256),
    token: session.token,
    headers: {
      'content-type': PARTIAL_UPLOAD_TYPE,
      [UPLOAD_HEADERS.complete]: '?1',
      [UPLOAD_HEADERS.offset]: String(offset),
    },
    body: new Blob([bytes.subarray(offset)]),
  });
  return decideUpload(heard, bytes.length);
}

async function markSent(
  context: DeliveryContext,
  { sha256 }: MaterialRow,
): Promise<void> {
  const { store } = context;
  await write(store, ['materials'], () =>
    store.db.materials
      .where({ sha256 })
      .and(({ state }) => state === 'pending')
      .modify({ state: 'sent', since: nowIso(context) }),
  );
}
