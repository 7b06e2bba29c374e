// A lease bounds what the device may show of stored cases: past it they stay
// closed until the next contact. Taking in, sending and export never ask for it.
import * as v from 'valibot';
import { LEASE_TYP, leaseSchema } from '../../protocol/enrolment.ts';
import { countyIn, findMeta, findMetas, putMeta } from '../database/meta.ts';
import type { MetaRows } from '../database/meta-rows.ts';
import type { DeviceDatabase } from '../database/tables.ts';
import { read, write } from '../database/write.ts';
import type { DeviceContext } from '../device-context.ts';
import { readKid, verifyClaims } from './county-keys.ts';

type Parts = Pick<DeviceContext, 'store' | 'ports' | 'files' | 'vault'>;

/** What the lease is judged by. */
export const LEASE_ROWS = ['lease', 'device', 'county'] as const;
type LeaseRows = Partial<Pick<MetaRows, (typeof LEASE_ROWS)[number]>>;

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
 * that gives none) there is no limit. `rows`: as they were read just now.
 */
export async function isLeaseEnded(
  context: Parts,
  rows?: LeaseRows,
): Promise<boolean> {
  const found =
    rows ?? (await read(context.store, (db) => findMetas(db, LEASE_ROWS)));
  const { lease, device } = found;
  if (lease === undefined || device === undefined) return false;
  const endMs = await endOf(context, lease.jws, device.id);
  return endMs === undefined || endMs <= sureNow(context, found);
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
  const nowMs = sureNow(
    context,
    await read(store, (db) => findMetas(db, LEASE_ROWS)),
  );
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
function sureNow({ ports, vault }: Parts, rows: LeaseRows): number {
  const { lease } = rows;
  const county = countyIn(rows);
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
