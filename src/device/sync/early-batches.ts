// The first batches go beside the question for a session: on a long line its answer
// would else be waited for before the first byte of text. They are let in by a proof
// of their own (protocol/early-batch.ts). Nothing that comes back is believed before
// the session has shown that the county is the one that was left.
import { CompactSign } from 'jose';
import {
  EARLY_SCHEME,
  EARLY_TYP,
  earlyText,
  type EarlyClaims,
} from '../../protocol/early-batch.ts';
import { LIMITS } from '../../protocol/limits.ts';
import type { OperationBatch } from '../../protocol/operations.ts';
import { SIGN_ALG } from '../../protocol/sealed-operation.ts';
import { sha256Hex, toUtf8 } from '../bytes.ts';
import { countyIn, findMetas } from '../database/meta.ts';
import type { OutboxRow } from '../database/tables.ts';
import { read } from '../database/write.ts';
import { nextBatch, sendBatch, type Sent } from './batch.ts';
import type { RoundContext } from './round-context.ts';
import { mostAtOnce, type UnderWay } from './send-batches.ts';
import type { Session } from './session.ts';

export type Early = {
  /** Those that stand at the head of the chain still, as if begun in the session. */
  begun(session: Session): Promise<readonly UnderWay[]>;
  /** Resolves when none is under way any more. */
  end(): Promise<void>;
};

/** One of those that may be under way gives its place to the question itself. */
const BESIDE = 1;
/** Of the line that they share: the county is at the first while the others travel. */
const FIRST = 0.5;

/** undefined: the county is not known to take them, or nothing waits. */
export async function beginEarly(
  context: RoundContext,
): Promise<Early | undefined> {
  const { memory, store, mayBegin } = context;
  if (memory.session !== null || memory.mustReconcile) return undefined;
  const { meta, delivery } = await read(store, async (db) => ({
    meta: await findMetas(db, ['device', 'county', 'formerDevices']),
    delivery: await db.keys.get('delivery'),
  }));
  const { device, formerDevices } = meta;
  const { takesEarly, epoch, isRevoked } = countyIn(meta);
  if (device === undefined || delivery?.name !== 'delivery') return undefined;
  if (takesEarly !== true || epoch === null || isRevoked) return undefined;
  // What it made before goes before.
  if ((formerDevices?.list ?? []).length > 0) return undefined;
  const prove = (batch: OperationBatch) =>
    proofOf(delivery.privateKey, device.id, batch);
  const most = mostAtOnce(context);
  const underWay: UnderWay[] = [];
  let afterSeq = 0;
  while (underWay.length < most - BESIDE && mayBegin()) {
    const rows = await nextBatch(
      context,
      { limits: LIMITS },
      {
        place: { of: 'chain', afterSeq },
        share: (memory.batchBytes / most) * (underWay.length === 0 ? FIRST : 1),
      },
    );
    const [last] = rows.slice(-1);
    if (last === undefined) break;
    afterSeq = last.seq;
    underWay.push({ rows, sending: sendBatch(context, { prove }, rows) });
  }
  if (underWay.length === 0) return undefined;
  const end = async () => {
    await Promise.allSettled(underWay.map(({ sending }) => sending));
  };
  return {
    end,
    async begun(session) {
      const stand =
        session.epoch === epoch && (await areFirst(context, session, underWay));
      if (stand)
        return underWay.splice(0).map(({ rows, sending }) => ({
          rows,
          sending: sending.then((sent) => {
            if (isTaken(sent, session)) return sent;
            return mayBegin()
              ? sendBatch(context, session, rows)
              : unsent(sent);
          }),
        }));
      await end();
      return [];
    },
  };
}

/** For another round, whatever was said of it. */
function unsent(sent: Sent): Sent {
  const why = 'offline' as const;
  const decision = { act: 'later' as const, why, retryAfterS: null };
  return {
    ...sent,
    decision: { ...decision, perhapsOne: false },
    isCut: false,
  };
}

/**
 * Whatever else it led to, the session's own batch finds out again. A county that was
 * restored between the two, and has not noticed it, says the same epoch; never the
 * same life.
 */
function isTaken({ decision }: Sent, { epoch, life }: Session): boolean {
  if (decision.act !== 'take' || life === undefined) return false;
  return decision.value.epoch === epoch && decision.value.life === life;
}

/** The session may have brought back what the county has lost, or settled some. */
async function areFirst(
  context: RoundContext,
  session: Session,
  underWay: readonly UnderWay[],
): Promise<boolean> {
  const place = { of: 'chain', afterSeq: 0 } as const;
  const first = await nextBatch(context, session, { place, share: Infinity });
  const sent = underWay.flatMap(({ rows }) => rows);
  const isSame = (row: OutboxRow, at: number) => first[at]?.id === row.id;
  return sent.every(isSame);
}

async function proofOf(
  key: CryptoKey,
  deviceId: string,
  batch: OperationBatch,
): Promise<string> {
  const claims: EarlyClaims = {
    iss: deviceId,
    aud: 'operations',
    batch: await sha256Hex(toUtf8(earlyText(batch))),
  };
  const jws = await new CompactSign(toUtf8(JSON.stringify(claims)))
    .setProtectedHeader({ alg: SIGN_ALG, typ: EARLY_TYP })
    .sign(key);
  return `${EARLY_SCHEME} ${jws}`;
}
