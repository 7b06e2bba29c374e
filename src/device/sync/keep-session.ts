// What the county said with a session is kept in one transaction: a worker and the
// courier may both have asked.
import { EARLY } from '../../protocol/early-batch.ts';
import { LEAN } from '../../protocol/lean-form.ts';
import { PROTOCOL_VERSION } from '../../protocol/protocol-version.ts';
import { readControl } from '../../protocol/control.ts';
import type { Ack } from '../../protocol/operations.ts';
import type { SessionAnswer } from '../../protocol/session.ts';
import { findMeta, getCounty, putMeta } from '../database/meta.ts';
import type { DeviceDatabase } from '../database/tables.ts';
import { write, type Store } from '../database/write.ts';
import { askForAllSent } from '../materials/ask-for-sent.ts';
import { withHeard } from '../vault/author-left.ts';
import { ACCESS_STORES, keepAccess } from '../vault/keep-access.ts';
import { askForAll, compareChain } from './compare-chain.ts';
import { putMaterialFirst, sendAgain } from '../outbox/material-turn.ts';
import { beginEpoch, EPOCH_STORES } from './begin-epoch.ts';

/**
 * `made`: the last place of the chain when the county was asked. `as`: the device
 * that it was then.
 */
export type Asked = { made: number; isForced: boolean; as: string };

export async function keepSession(
  store: Store,
  answer: SessionAnswer,
  { wallMs, asked }: { wallMs: number; asked: Asked },
): Promise<void> {
  const { db } = store;
  const nowIso = new Date(wallMs).toISOString();
  // Newer code's events and cases are none of ours.
  const stores = db.isTooNew
    ? ([...ACCESS_STORES, 'outbox', 'cursors', 'materials'] as const)
    : ([...ACCESS_STORES, 'outbox', 'materials', ...EPOCH_STORES] as const);
  await write(store, stores, async () => {
    // It has enrolled again meanwhile: that was said to another device.
    if ((await findMeta(db, 'device'))?.id !== asked.as) return;
    const wasForked = (await findMeta(db, 'access'))?.isForked === true;
    await keepAccess(db, answer, wallMs);
    const before = await getCounty(db);
    await putMeta(db, 'county', {
      ...before,
      lastHeardAt: answer.serverTime,
      epoch: answer.epoch,
      ack: answer.ack ?? before.ack,
      safeThrough: answer.safeThrough,
      sealKid: answer.sealKid,
      nonce: answer.nonce,
      catalogueVersion: answer.catalogueVersion,
      audiences: answer.audiences,
      isRevoked: isRevoked(answer, before.isRevoked),
      ...(answer.readableDays === undefined
        ? {}
        : { readableDays: answer.readableDays }),
      residentOrigin: answer.residentOrigin ?? null,
      ...(answer.residents !== undefined && { residents: answer.residents }),
      opensLean: answer.opens?.lean === LEAN,
      takesEarly: answer.opens?.early === EARLY,
      isAppTooOld: answer.protocol.min > PROTOCOL_VERSION,
      aheadMs: wallMs - Date.parse(answer.serverTime),
    });
    const left = await findMeta(db, 'left');
    if (left !== undefined && answer.leftHeard !== undefined)
      await putMeta(db, 'left', { list: withHeard(left.list, answer) });
    const former = before.epoch ?? answer.epoch;
    const isRestored = former !== answer.epoch;
    if (isRestored) {
      await beginEpoch(db, { before: former, proven: answer.proven });
      await askForAllSent(db);
    }
    const { have, epoch } = answer;
    const isForked = (await findMeta(db, 'access'))?.isForked === true;
    if (!isForked)
      await compareChain(db, { have, epoch, isRestored, ...asked });
    // What the county lost may lie under a place that the other copy has taken, and
    // a restored county may not know of the fork any more.
    const isNews = isRestored || isForked !== wasForked || asked.isForced;
    if ((isForked || wasForked) && isNews)
      await askForAll(db, { epoch, ...asked });
    for (const { sha256 } of answer.wanted ?? [])
      await sendAgain(db, sha256, nowIso);
    for (const item of readControl(answer.control))
      if (item.kind === 'materialFirst') {
        await sendAgain(db, item.sha256, nowIso);
        await putMaterialFirst(db, item.sha256);
      }
  });
}

/** An older county says nothing of it but by what it lets be read. */
function isRevoked(
  { device, scope }: SessionAnswer,
  wasRevoked: boolean,
): boolean {
  if (device !== undefined) return device !== 'active';
  return scope.includes('read') ? false : wasRevoked;
}

/** Inside a transaction over `meta`: an answer that was taken. */
export async function keepContact(
  db: DeviceDatabase,
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

/** A route said that this device may deliver only; kept, so that a restart knows. */
export async function keepRevoked(store: Store): Promise<void> {
  await write(store, ['meta'], async () => {
    const before = await getCounty(store.db);
    await putMeta(store.db, 'county', { ...before, isRevoked: true });
  });
}
