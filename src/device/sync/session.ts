import { CompactSign } from 'jose';
import { SESSION_TYP } from '../../protocol/keys.ts';
import type { Ack } from '../../protocol/operations.ts';
import { SIGN_ALG } from '../../protocol/sealed-operation.ts';
import type { SessionAnswer, SessionRequest } from '../../protocol/session.ts';
import { toUtf8 } from '../bytes.ts';
import { findMeta, getCounty, putMeta } from '../database/meta.ts';
import { read, write, type Store } from '../database/write.ts';
import { askForAllSent } from '../materials/ask-for-sent.ts';
import { putBackUnknown } from '../outbox/settle.ts';
import { ACCESS_STORES, keepAccess } from '../vault/keep-access.ts';
import { decideAnswer, type Decision } from './decide-answer.ts';
import { ask, jsonBody } from './request.ts';
import type { DeliveryParts } from './round-context.ts';

export type Session = {
  token: string;
  scope: readonly ('deliver' | 'read')[];
  epoch: string;
  audiences: readonly string[];
  limits: SessionAnswer['limits'];
  have: SessionAnswer['have'];
};

/** First contact has no nonce yet: the county answers with one. */
const NO_NONCE = 'none';
/** A nonce may be stale once; a county that never accepts one is not asked on. */
const TRIES = 3;

/**
 * Opens a session with the delivery key; with the author key too while unlocked,
 * which adds the scope `read`.
 */
export async function openSession(
  context: DeliveryParts,
): Promise<Decision<Session>> {
  let decision: Decision<SessionAnswer> = { act: 'newSession', nonce: null };
  for (let i = 0; i < TRIES && decision.act === 'newSession'; i += 1) {
    const request = await makeRequest(context, decision.nonce);
    const { body, headers } = await jsonBody(request);
    const heard = await ask(context.ports, {
      method: 'POST',
      path: '/api/v1/session',
      headers,
      body,
    });
    decision = decideAnswer({ kind: 'session' }, heard);
  }
  if (decision.act !== 'take') return decision;
  const { value } = decision;
  await keep(context.store, value, context.ports.clock.wallMs());
  return {
    act: 'take',
    value: {
      token: value.token,
      scope: value.scope,
      epoch: value.epoch,
      audiences: value.audiences,
      limits: value.limits,
      have: value.have,
    },
  };
}

async function makeRequest(
  { store, vault }: DeliveryParts,
  freshNonce: string | null,
): Promise<SessionRequest> {
  const { device, county, chain, cursors, delivery, unreadable } = await read(
    store,
    async (db) => ({
      device: await findMeta(db, 'device'),
      county: await getCounty(db),
      chain: await findMeta(db, 'chain'),
      cursors: await db.cursors.toArray(),
      delivery: await db.keys.get('delivery'),
      unreadable: await findMeta(db, 'unreadable'),
    }),
  );
  if (device === undefined || delivery?.name !== 'delivery')
    throw new Error('the device is not enrolled');
  const nonce = freshNonce ?? county.nonce ?? NO_NONCE;
  const author = vault?.unlocked?.author;
  return {
    assertion: await assert(delivery.privateKey, device.id, nonce),
    authorAssertion:
      author === undefined ? null : await assert(author.key, author.kid, nonce),
    have: {
      epoch: county.epoch,
      ack: county.ack,
      cursors,
      seq: chain?.seq ?? 0,
      unreadable: unreadable?.cases ?? 0,
    },
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

/** Remembers what the county said; after a restore there, what it lost. */
async function keep(
  store: Store,
  answer: SessionAnswer,
  wallMs: number,
): Promise<void> {
  const { db } = store;
  const stores = [...ACCESS_STORES, 'outbox', 'materials', 'cursors'] as const;
  await write(store, stores, async () => {
    await keepAccess(db, answer, wallMs);
    const before = await getCounty(db);
    await putMeta(db, 'county', {
      ...before,
      lastHeardAt: answer.serverTime,
      epoch: answer.epoch,
      safeThrough: answer.safeThrough,
      sealKid: answer.sealKid,
      nonce: answer.nonce,
      catalogueVersion: answer.catalogueVersion,
      audiences: answer.audiences,
      isRevoked: (answer.device ?? 'active') !== 'active',
    });
    if (before.epoch === null || before.epoch === answer.epoch) return;
    await putBackUnknown(db, answer.have);
    await askForAllSent(db);
    // Positions have been given anew since: what now stands under them was never
    // read. Events come twice then, and each has its one place.
    await db.cursors.clear();
  });
}

/** Inside a transaction over `meta`: an answer that was taken. */
export async function keepContact(
  db: Store['db'],
  said: { serverTime: string; ack?: Ack; safeThrough?: string },
): Promise<void> {
  const before = await getCounty(db);
  await putMeta(db, 'county', {
    ...before,
    lastHeardAt: said.serverTime,
    ack: said.ack ?? before.ack,
    safeThrough: said.safeThrough ?? before.safeThrough,
  });
}
