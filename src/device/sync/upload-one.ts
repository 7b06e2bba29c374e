// One material to the county. After a cut HEAD asks how much of it is there, and
// PATCH carries the rest. What one request carries is bounded by the link's pace:
// a whole photograph on a fair one, pieces of it on a thin one, since no upload
// shows how far it has come and a dead line must not look like a slow one.
import {
  materialPath,
  materialUploadPath,
  PARTIAL_UPLOAD_TYPE,
  UPLOAD_HEADERS,
} from '../../protocol/materials.ts';
import type { Bytes } from '../bytes.ts';
import type { MaterialRow } from '../database/tables.ts';
import { write } from '../database/write.ts';
import { nowIso } from '../device-context.ts';
import { spend } from './photo-policy.ts';
import { decideUpload, type UploadDecision } from './decide-upload.ts';
import { ask } from './request.ts';
import type { DeliveryContext } from './round-context.ts';
import type { Session } from './session.ts';

/** Of a request on a link of which nothing is known. */
const LEAST_BYTES = 32 * 1024;
/** A rest that is hardly more than one request may carry goes with it. */
const NEARLY = 1.5;
/** Requests in a row that brought nothing on. */
const FUTILE = 3;

export type Material = { row: MaterialRow; bytes: Bytes };

/** Goes on until the material is there, or link, county or time say stop. */
export async function uploadOne(
  context: DeliveryContext,
  session: Session,
  material: Material,
): Promise<UploadDecision> {
  const { memory, progress } = context;
  const { row, bytes } = material;
  let offset = memory.offsets.get(row.sha256) ?? 0;
  let next: UploadDecision =
    row.isBegun || offset > 0
      ? await askOffset(context, session, material)
      : { act: 'whole' };
  for (let futile = 0; futile <= FUTILE;) {
    if (next.act === 'complete') {
      progress.contact(nowIso(context));
      progress.sent(bytes.length - offset);
      memory.offsets.delete(row.sha256);
      return next;
    }
    if (isCut(next) && context.mayBegin()) {
      futile += 1;
      next = await askOffset(context, session, material);
      continue;
    }
    if (next.act !== 'whole' && next.act !== 'resume') return next;
    const at = next.act === 'whole' ? 0 : next.offset;
    futile = at > offset ? 0 : futile + 1;
    progress.sent(Math.max(0, at - offset));
    offset = at;
    memory.offsets.set(row.sha256, offset);
    if (!context.mayBegin()) return next;
    const piece = cut(context, bytes, offset);
    next =
      offset === 0
        ? await sendFirst(context, session, material, piece)
        : await sendRest(context, session, material, { offset, piece });
    await spend(context, piece.length);
  }
  return { act: 'passOver' };
}

/** A new connection may stand at once, without a pause. */
function isCut(decision: UploadDecision): boolean {
  return decision.act === 'later' && decision.isCut === true;
}

async function askOffset(
  { ports, memory }: DeliveryContext,
  session: Session,
  { row, bytes }: Material,
): Promise<UploadDecision> {
  const heard = await ask(ports, {
    method: 'HEAD',
    path: materialUploadPath(row.sha256),
    token: session.token,
    pace: memory.pace,
  });
  return decideUpload(heard, { sha256: row.sha256, total: bytes.length });
}

async function sendFirst(
  context: DeliveryContext,
  session: Session,
  { row, bytes }: Material,
  piece: Bytes,
): Promise<UploadDecision> {
  const { ports, store, memory } = context;
  if (!row.isBegun)
    await write(store, ['materials'], () =>
      store.db.materials.update(row.sha256, { isBegun: true }),
    );
  const heard = await ask(ports, {
    method: 'POST',
    path: materialPath(row.sha256),
    token: session.token,
    // The path is the digest, the length says what is whole, and bytes need no
    // type: on small ones each head more is a percent.
    headers: { [UPLOAD_HEADERS.length]: String(bytes.length) },
    body: new Blob([piece]),
    pace: memory.pace,
  });
  return decideUpload(heard, { sha256: row.sha256, total: bytes.length });
}

async function sendRest(
  context: DeliveryContext,
  session: Session,
  { row, bytes }: Material,
  { offset, piece }: { offset: number; piece: Bytes },
): Promise<UploadDecision> {
  const { ports, memory } = context;
  const heard = await ask(ports, {
    method: 'PATCH',
    path: materialUploadPath(row.sha256),
    token: session.token,
    headers: {
      'content-type': PARTIAL_UPLOAD_TYPE,
      [UPLOAD_HEADERS.offset]: String(offset),
    },
    body: new Blob([piece]),
    pace: memory.pace,
  });
  return decideUpload(heard, { sha256: row.sha256, total: bytes.length });
}

function cut({ memory }: DeliveryContext, bytes: Bytes, offset: number): Bytes {
  const room = memory.pace.room(LEAST_BYTES);
  const isNearlyAll = bytes.length - offset <= NEARLY * room;
  return bytes.subarray(offset, isNearlyAll ? bytes.length : offset + room);
}
