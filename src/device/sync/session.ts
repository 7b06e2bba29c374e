import { CompactSign } from 'jose';
import { SESSION_TYP } from '../../protocol/keys.ts';
import { BUNDLES } from '../../protocol/material-bundle.ts';
import { SIGN_ALG } from '../../protocol/sealed-operation.ts';
import type { SessionAnswer, SessionRequest } from '../../protocol/session.ts';
import { toUtf8 } from '../bytes.ts';
import { countyIn, findMetas } from '../database/meta.ts';
import { read } from '../database/write.ts';
import { unheard } from '../vault/author-left.ts';
import { bindAgain } from './bind-again.ts';
import { decideAnswer, type Decision } from './decide-answer.ts';
import { earlierCursors } from './earlier-cursors.ts';
import { keepSession } from './keep-session.ts';
import { mendChain } from './mend-chain.ts';
import { union, type Range } from './ranges.ts';
import { ask, jsonBody } from './request.ts';
import type { DeliveryParts } from './round-context.ts';

export type Session = {
  token: string;
  scope: readonly ('deliver' | 'read')[];
  epoch: string;
  /** As an early batch says it (early-batches.ts); absent: an older county. */
  life?: string;
  audiences: readonly string[];
  limits: SessionAnswer['limits'];
  /** Small materials may go together. */
  takesBundles: boolean;
};

/** First contact has no nonce yet: the county answers with one. */
const NO_NONCE = 'none';
/** A nonce may be stale once; a county that never accepts one is not asked on. */
const TRIES = 3;
/** Lost entries are told as so many ranges at most. */
const LOST_TOLD = 100;

type Told = SessionRequest['have'];

/**
 * Opens a session with the delivery key; with the author key too while unlocked,
 * which adds the scope `read`. `isForced`: whatever the county does not know goes
 * again, also what went again before.
 */
export async function openSession(
  context: DeliveryParts,
  { isForced = false } = {},
): Promise<Decision<Session>> {
  const lost = await mendChain(context.store);
  const { as, have } = await whatWeHave(context, lost);
  let decision = await request(context, { as, have }, null);
  if (decision.act !== 'take') return decision;
  if (isInDoubt(have, decision.value)) {
    // By the last position alone nothing could be proved: the earlier ones.
    const cursors = [...have.cursors, ...(await earlierCursors(context, have))];
    const { nonce } = decision.value;
    const again = await request(
      context,
      { as, have: { ...have, cursors } },
      nonce,
    );
    if (again.act === 'take') decision = again;
  }
  const { value } = decision;
  await keepSession(context.store, value, {
    wallMs: context.ports.clock.wallMs(),
    asked: { made: have.seq, isForced, as },
  });
  const { token, scope, epoch, life, audiences, limits } = value;
  const takesBundles = value.opens?.bundles === BUNDLES;
  return {
    act: 'take',
    value: {
      token,
      scope,
      epoch,
      ...(life === undefined ? {} : { life }),
      audiences,
      limits,
      takesBundles,
    },
  };
}

/** The county was restored, and cannot prove where this device has read to. */
function isInDoubt(have: Told, answer: SessionAnswer): boolean {
  if (have.epoch === null || have.epoch === answer.epoch) return false;
  const proven = new Map(
    (answer.proven ?? []).map(({ audience, pos }) => [audience, pos]),
  );
  return have.cursors.some(
    ({ audience, pos }) => (proven.get(audience) ?? 0) < pos,
  );
}

async function request(
  context: DeliveryParts,
  { as, have }: { as: string; have: Told },
  freshNonce: string | null,
): Promise<Decision<SessionAnswer>> {
  let decision: Decision<SessionAnswer> = {
    act: 'newSession',
    nonce: freshNonce,
  };
  for (let i = 0; i < TRIES && decision.act === 'newSession'; i += 1) {
    const { body, headers } = await jsonBody({
      ...(await spoken(context, as, decision.nonce)),
      have,
    } satisfies SessionRequest);
    const heard = await ask(context.ports, {
      method: 'POST',
      path: '/api/v1/session',
      headers,
      body,
    });
    decision = decideAnswer({ kind: 'session' }, heard);
    // A stale nonce comes with a new one; without it the device is not known.
    if (decision.act === 'newSession' && decision.nonce === null) {
      await bindAgain(context.store);
      return decision;
    }
  }
  return decision;
}

/**
 * What the device says of itself, and what it brings back as proof. `as`: which
 * device it is, since it may enrol again at any moment.
 */
async function whatWeHave(
  { store }: DeliveryParts,
  lostHere: readonly Range[],
): Promise<{ as: string; have: Told }> {
  return read(store, async (db) => {
    const meta = await findMetas(db, [
      'device',
      'county',
      'chain',
      'lost',
      'unreadable',
    ]);
    const { device, chain, lost, unreadable } = meta;
    if (device === undefined) throw new Error('the device is not enrolled');
    const { epoch, ack } = countyIn(meta);
    const have: Told = {
      epoch,
      ack,
      cursors: await db.cursors.toArray(),
      seq: chain?.seq ?? 0,
      head: chain?.head ?? null,
      lost: union(lostHere, lost?.ranges ?? []).slice(0, LOST_TOLD),
      unreadable: unreadable?.cases ?? 0,
    };
    return { as: device.id, have };
  });
}

/** Who speaks, and what else he has to say. */
async function spoken(
  { store, vault }: DeliveryParts,
  as: string,
  freshNonce: string | null,
): Promise<Omit<SessionRequest, 'have'>> {
  const { meta, delivery } = await read(store, async (db) => ({
    meta: await findMetas(db, ['device', 'county', 'left']),
    delivery: await db.keys.get('delivery'),
  }));
  const { device } = meta;
  if (device === undefined || delivery?.name !== 'delivery')
    throw new Error('the device is not enrolled');
  // What was read of the former one's chain is not this one's.
  if (device.id !== as) throw new Error('the device has enrolled again');
  const { nonce: kept, epoch } = countyIn(meta);
  const left = unheard(meta.left?.list ?? [], epoch);
  const nonce = freshNonce ?? kept ?? NO_NONCE;
  const author = vault?.unlocked?.author;
  return {
    assertion: await assert(delivery.privateKey, device.id, nonce),
    authorAssertion:
      author === undefined ? null : await assert(author.key, author.kid, nonce),
    ...(left.length === 0 ? {} : { left }),
  };
}

async function assert(
  key: CryptoKey,
  iss: string,
  nonce: string,
): Promise<string> {
  return new CompactSign(toUtf8(JSON.stringify({ iss, aud: 'intake', nonce })))
    .setProtectedHeader({ alg: SIGN_ALG, typ: SESSION_TYP })
    .sign(key);
}
