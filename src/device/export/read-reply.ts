import * as v from 'valibot';
import type { Outcome } from '../../protocol/error-code.ts';
import { StickReader, type StickPiece } from '../../protocol/read-stick.ts';
import {
  replySchema,
  STICK_REPLY_TYP,
  type StickReply,
} from '../../protocol/stick-file.ts';
import { STICK_TYPES } from '../../protocol/stick-records.ts';
import { unreachable } from '../../domain/unreachable.ts';
import { fromUtf8, type Bytes } from '../bytes.ts';
import { findMeta, putMeta } from '../database/meta.ts';
import { pendingMaterials, pendingOperations } from '../database/pending.ts';
import { read, write } from '../database/write.ts';
import type { StickReplyRead } from '../device-api.ts';
import { findDeviceId, nowIso, type DeviceContext } from '../device-context.ts';
import { done, failed } from '../outcome.ts';
import { readKid, verifyClaims } from '../vault/county-keys.ts';
import { fileBytes } from './file-bytes.ts';
import {
  keepStickContact,
  markSentByStick,
  settleByStick,
} from './keep-answer.ts';
import { takeNotices } from './notices.ts';
import { digest } from './write-part.ts';

/**
 * Takes the county's answer from a file: once in effect, however often it is
 * read, and as far as it is whole.
 */
export async function readReply(
  context: DeviceContext,
  file: Blob,
): Promise<Outcome<StickReplyRead>> {
  const deviceId = await findDeviceId(context.store);
  // It comes weeks later, perhaps to a browser whose store was taken away meanwhile.
  if (deviceId === undefined) return failed('notEnrolled');
  const former = await read(context.store, (db) =>
    findMeta(db, 'formerDevices'),
  );
  const formerIds = new Set(former?.list.map(({ id }) => id));
  const found: StickReplyRead = {
    applied: 0,
    held: 0,
    refused: 0,
    materials: 0,
    notices: 'none',
    torn: false,
  };
  let isForeign = false;
  let isDamaged = false;
  /** Records read of each answer in the file, and whether its last was among them. */
  const answers = new Map<
    string,
    { records: Set<number>; last: number | null }
  >();
  for await (const piece of new StickReader(fileBytes(file), digest).pieces()) {
    isDamaged ||= piece.kind === 'damaged';
    const reply = await readRecord(context, piece);
    if (
      reply === 'foreign' ||
      (reply && reply.deviceId !== deviceId && !formerIds.has(reply.deviceId))
    ) {
      isForeign = true;
    } else if (reply !== undefined) {
      const of = answers.get(reply.replyId) ?? {
        records: new Set(),
        last: null,
      };
      of.records.add(reply.record);
      if (reply.isLast) of.last = reply.record;
      answers.set(reply.replyId, of);
      // Of a former device the county's word on its operations counts alone.
      const isOwn = reply.deviceId === deviceId;
      if (isOwn || reply.kind === 'results' || reply.kind === 'materials')
        await take(context, reply, found);
    }
  }
  if (answers.size === 0)
    return failed(isForeign || !isDamaged ? 'fileForeign' : 'fileTorn');
  found.torn = [...answers.values()].some(
    ({ records, last }) => last === null || records.size < last,
  );
  if (found.applied + found.held + found.refused + found.materials > 0)
    await noteDelivered(context);
  return done(found);
}

/**
 * An answer that the county signed; `foreign`: a whole record that is none.
 * undefined: nothing to take.
 */
async function readRecord(
  { files }: DeviceContext,
  piece: StickPiece,
): Promise<StickReply | 'foreign' | undefined> {
  if (piece.kind === 'damaged') return undefined;
  const jws = toText(piece.bytes);
  if (jws === undefined) return 'foreign';
  // A newer key set comes first: the answer may be signed by a key of it.
  if (piece.type === STICK_TYPES.keySet)
    return (await files.takeKeys(jws)) ? undefined : 'foreign';
  if (piece.type !== STICK_TYPES.reply) return 'foreign';
  const kid = readKid(jws);
  const keySet = (await files.keySet())?.keySet;
  const signer = keySet?.ticket.find((key) => key.kid === kid);
  if (signer === undefined) return 'foreign';
  const claims = await verifyClaims(jws, {
    jwk: signer.jwk,
    typ: STICK_REPLY_TYP,
  });
  if (claims === undefined) return 'foreign';
  const reply = v.safeParse(replySchema, claims);
  // Of a kind that this version does not know yet.
  return reply.success ? reply.output : undefined;
}

/** undefined: not UTF-8, as a photograph is not. */
function toText(bytes: Bytes): string | undefined {
  try {
    return fromUtf8(bytes);
  } catch {
    return undefined;
  }
}

async function take(
  context: DeviceContext,
  reply: StickReply,
  found: StickReplyRead,
): Promise<void> {
  switch (reply.kind) {
    case 'contact':
      await keepStickContact(context, reply);
      return;
    case 'results': {
      const { applied, held, refused } = await settleByStick(context, reply);
      found.applied += applied;
      found.held += held;
      found.refused += refused;
      return;
    }
    case 'materials':
      found.materials += await markSentByStick(context, reply);
      return;
    case 'notices': {
      const became = await takeNotices(context, reply);
      if (became !== 'none') found.notices = became;
      return;
    }
    default:
      unreachable(reply);
  }
}

/** What emptied the outbox, as after a round on the network. */
async function noteDelivered(context: DeviceContext): Promise<void> {
  const { store } = context;
  const unsent = await read(store, async (db) => {
    const operations = await pendingOperations(db).count();
    return operations + (await pendingMaterials(db).count());
  });
  if (unsent > 0) return;
  const at = nowIso(context);
  await write(store, ['meta'], () => putMeta(store.db, 'delivered', { at }));
}
