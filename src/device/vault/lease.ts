// A lease bounds what the device may show of stored cases: past it they stay
// closed until the next contact. Taking in, sending and export never ask for it.
import * as v from 'valibot';
import { LEASE_TYP, leaseSchema } from '../../protocol/enrolment.ts';
import { findMeta, getCounty, putMeta } from '../database/meta.ts';
import type { DeviceDatabase } from '../database/tables.ts';
import { read, write } from '../database/write.ts';
import type { DeviceContext } from '../device-context.ts';
import { readKid, verifyClaims } from './county-keys.ts';

type Parts = Pick<DeviceContext, 'store' | 'ports' | 'files' | 'vault'>;

/** Inside a transaction over `meta`: the lease of a session's answer. */
export async function keepLease(
  db: DeviceDatabase,
  { jws, serverMs, wallMs }: { jws: string; serverMs: number; wallMs: number },
): Promise<void> {
  await putMeta(db, 'lease', {
    jws,
    latestMs: serverMs,
    aheadMs: Math.max(0, wallMs - serverMs),
  });
}

/**
 * True when the county's lease has run out, or is none. Without one (a county
 * that gives none) there is no limit.
 */
export async function isLeaseEnded(context: Parts): Promise<boolean> {
  const { lease, device } = await read(context.store, async (db) => ({
    lease: await findMeta(db, 'lease'),
    device: await findMeta(db, 'device'),
  }));
  if (lease === undefined || device === undefined) return false;
  const endMs = await endOf(context, lease.jws, device.id);
  return endMs === undefined || endMs <= (await sureNow(context));
}

/** Milliseconds since 1970; undefined: not the county's word for this device. */
async function endOf(
  { files, vault }: Parts,
  jws: string,
  deviceId: string,
): Promise<number | undefined> {
  // Asked at every change of every list: a signature is judged once.
  if (vault.leaseEnd?.jws === jws) return vault.leaseEnd.endMs;
  const keySet = (await files.keySet())?.keySet;
  const kid = readKid(jws);
  const signer = keySet?.ticket.find((key) => key.kid === kid);
  if (signer === undefined) return undefined;
  const claims = await verifyClaims(jws, { jwk: signer.jwk, typ: LEASE_TYP });
  const parsed = v.safeParse(leaseSchema, claims);
  if (!parsed.success || parsed.output.sub !== deviceId) return undefined;
  const endMs = parsed.output.exp * 1000;
  vault.leaseEnd = { jws, endMs };
  return endMs;
}

/**
 * Which cases may be shown now: all, or past the lease those alone that were
 * taken in since the unlock, whose receipt must be handed over.
 */
export async function casesShown(
  context: Parts,
): Promise<(caseId: string) => boolean> {
  const isEnded = await isLeaseEnded(context);
  return (caseId) => !isEnded || context.vault.fresh.has(caseId);
}

/** At unlock: the latest time is kept, so that a restart does not lose it. */
export async function noteTime(context: Parts): Promise<void> {
  const { store } = context;
  const nowMs = await sureNow(context);
  await write(store, ['meta'], async () => {
    const lease = await findMeta(store.db, 'lease');
    if (lease !== undefined && lease.latestMs < nowMs)
      await putMeta(store.db, 'lease', { ...lease, latestMs: nowMs });
  });
}

/**
 * The latest of the wall clock, the last word of the county and what was sure
 * before, carried on by the clock that cannot be set back.
 */
async function sureNow({ store, ports, vault }: Parts): Promise<number> {
  const { lease, county } = await read(store, async (db) => ({
    lease: await findMeta(db, 'lease'),
    county: await getCounty(db),
  }));
  const monotonicMs = ports.clock.monotonicMs();
  const sureMs = Math.max(
    ports.clock.wallMs() - (lease?.aheadMs ?? 0),
    county.lastHeardAt === null ? 0 : Date.parse(county.lastHeardAt),
    lease?.latestMs ?? 0,
  );
  const { anchor } = vault;
  const carriedMs =
    anchor?.lease === lease?.jws && anchor !== undefined
      ? anchor.sureMs + monotonicMs - anchor.monotonicMs
      : 0;
  if (carriedMs >= sureMs) return carriedMs;
  vault.anchor = { lease: lease?.jws, sureMs, monotonicMs };
  return sureMs;
}
