import type { Envelope } from '../../protocol/sealed-operation.ts';
import { LIMITS } from '../../protocol/limits.ts';
import type { PlatformContext } from '../context.ts';
import { isEngineFault } from '../database/engine-fault.ts';
import { findAuthorKey } from '../database/queries/author-keys.ts';
import { addUnproven, findUnproven } from '../database/queries/envelopes.ts';
import { together } from '../database/together.ts';
import { transact } from '../database/transaction.ts';
import type { ArrivedOperation } from './apply-operation.ts';
import { openOperation, type FindAuthor } from './open-operation.ts';
import { reportFault } from './report-fault.ts';
import { storeEnvelopes } from './store-envelopes.ts';

/**
 * Keeps what arrived and opens it. `isBounded`: a device that has left too much that
 * nobody was proved to have made leaves no more of it, since nothing is ever deleted
 * here and a copied delivery key could go on for ever; what its clerks have signed is
 * taken all the same, and the rest waits on the device.
 */
export async function keepAndOpen(
  context: PlatformContext,
  p: {
    deviceId: string;
    at: string;
    envelopes: readonly Envelope[];
    isBounded: boolean;
  },
): Promise<ArrivedOperation[]> {
  const { deviceId } = p;
  if (p.isBounded && (await isFull(context, deviceId)))
    return await openFirst(context, p);
  const [stored, opened] = await together([
    storeEnvelopes(context, p),
    openAll(context, p),
  ]);
  const arrived: ArrivedOperation[] = [];
  const fresh: Envelope[] = [];
  for (const { isNew, ...each } of stored) {
    const outcome = opened.get(each.envelope);
    if (outcome === undefined) continue;
    if (isNew && !outcome.ok) fresh.push(each.envelope);
    arrived.push({ ...each, opened: outcome });
  }
  if (fresh.length > 0)
    await transact(context.sql, async ({ tx }) => {
      await addUnproven(tx, {
        county: context.config.county,
        deviceId,
        envelopes: fresh.length,
        bytes: fresh.reduce((sum, { jwe }) => sum + jwe.length, 0),
      });
    });
  return arrived;
}

async function isFull(
  { sql, config }: PlatformContext,
  deviceId: string,
): Promise<boolean> {
  const { county } = config;
  const { envelopes, bytes } = await findUnproven(sql, { county, deviceId });
  return (
    envelopes >= LIMITS.unprovenEnvelopes ||
    bytes >= LIMITS.unprovenEnvelopeBytes
  );
}

async function openFirst(
  context: PlatformContext,
  p: { deviceId: string; at: string; envelopes: readonly Envelope[] },
): Promise<ArrivedOperation[]> {
  const opened = await openAll(context, p);
  const isProven = (envelope: Envelope) => opened.get(envelope)?.ok === true;
  const stored = await storeEnvelopes(context, {
    ...p,
    envelopes: p.envelopes.filter(isProven),
  });
  const kept = new Map(stored.map((each) => [each.envelope, each]));
  return p.envelopes.flatMap((envelope): ArrivedOperation[] => {
    const outcome = opened.get(envelope);
    if (outcome === undefined) return [];
    const here = kept.get(envelope);
    return here === undefined
      ? [{ envelope, envelopeSha256: '', opened: outcome, isTooMuch: true }]
      : [{ ...here, opened: outcome }];
  });
}

/** Some at once keep all cores busy; each may be a megabyte when it is open. */
const OPENED_AT_ONCE = 8;

async function openAll(
  context: PlatformContext,
  { deviceId, envelopes }: { deviceId: string; envelopes: readonly Envelope[] },
): Promise<Map<Envelope, ArrivedOperation['opened']>> {
  const { county } = context.config;
  const authors = new Map<string, ReturnType<FindAuthor>>();
  // Nearly always one clerk has made the whole batch.
  const findAuthor: FindAuthor = (kid) => {
    const found =
      authors.get(kid) ?? findAuthorKey(context.sql, { county, kid });
    authors.set(kid, found);
    return found;
  };
  const opened = new Map<Envelope, ArrivedOperation['opened']>();
  for (let at = 0; at < envelopes.length; at += OPENED_AT_ONCE) {
    const some = envelopes.slice(at, at + OPENED_AT_ONCE);
    const outcomes = await together(
      some.map((envelope) =>
        openSafely(context, envelope, deviceId, findAuthor),
      ),
    );
    for (const [i, envelope] of some.entries()) {
      const outcome = outcomes[i];
      if (outcome !== undefined) opened.set(envelope, outcome);
    }
  }
  return opened;
}

/** A fault in opening it is held for a person. */
export async function openSafely(
  context: PlatformContext,
  envelope: Envelope,
  deviceId: string,
  findAuthor?: FindAuthor,
): Promise<ArrivedOperation['opened']> {
  try {
    return await openOperation(context, envelope, deviceId, findAuthor);
  } catch (error) {
    if (isEngineFault(error)) throw error;
    reportFault(context, envelope.id, error);
    return { ok: false, result: 'held', code: 'unprocessable' };
  }
}
