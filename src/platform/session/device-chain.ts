// The chain is evidence, never a gate: what the platform has of it, and what the
// device says of it, are compared at each contact.
import type { SessionAnswer, SessionRequest } from '../../protocol/session.ts';
import type { PlatformContext } from '../context.ts';
import {
  markForked,
  noteContact,
  saveReport,
  type DeviceRow,
} from '../database/queries/devices.ts';
import { readChainAfter, readChainAt } from '../database/queries/operations.ts';

type Context = Pick<PlatformContext, 'sql' | 'config' | 'clock'>;

/** A place of the chain, as the database counts them. */
const LAST_SEQ = 2 ** 31 - 1;
/** Ranges of lost entries that are kept; nobody reads more. */
const MAX_LOST = 100;

/**
 * What the platform has of a device's operations: only such as their author
 * proved, since a copied delivery key must not be able to pass its own noise off
 * as what the clerk did. Of a forked chain a place says nothing, so none counts.
 */
export async function readHave(
  { sql, config }: Context,
  device: DeviceRow,
): Promise<SessionAnswer['have']> {
  const { deviceId, highestSeq, reportedSeq } = device;
  const top = Math.max(highestSeq, reportedSeq);
  if (device.chainState === 'forked')
    return { seq: 0, missing: top > 0 ? [[1, top]] : [] };
  const after = await readChainAfter(sql, {
    county: config.county,
    deviceId,
    after: device.knownSeq,
  });
  let seq = device.knownSeq;
  let last = seq;
  const missing: [number, number][] = [];
  for (const place of after) {
    if (place.seq > last + 1) missing.push([last + 1, place.seq - 1]);
    last = Math.max(last, place.seq);
    if (place.seq === seq + 1) seq = place.seq;
  }
  if (top > last) missing.push([last + 1, top]);
  return { seq, missing };
}

/**
 * Keeps what a device says of itself. A head that contradicts what is stored, or
 * what was said before, means that two copies of it have gone on; but only an
 * author's word says so: a delivery key alone, which every copied profile has, must
 * not be able to part a device from its county. Where it says its chain ends counts
 * for the answer to it, and is kept when a stick brought it, by a person's hand.
 */
export async function keepReport(
  { sql, config, clock }: Context,
  device: DeviceRow,
  have: Pick<SessionRequest['have'], 'seq' | 'head' | 'lost' | 'unreadable'>,
  { by }: { by: 'author' | 'deliveryKey' | 'stick' },
): Promise<DeviceRow> {
  const { county, deviceId } = device;
  const said = placeOf(have);
  const seq = by === 'deliveryKey' ? 0 : said;
  const head = by === 'author' ? (have.head ?? null) : null;
  const isFork =
    device.chainState === 'forked' ||
    (await contradicts({ sql, config, clock }, device, { seq, head }));
  if (isFork && device.chainState === 'whole')
    await markForked(sql, { county, deviceId });
  await saveReport(
    sql,
    { county, deviceId },
    {
      seq,
      head,
      lost: (have.lost ?? []).slice(0, MAX_LOST),
      unreadable: Math.min(Math.max(Math.trunc(have.unreadable ?? 0), 0), 1e6),
      at: clock(),
    },
  );
  return {
    ...device,
    chainState: isFork ? 'forked' : 'whole',
    reportedSeq: Math.max(device.reportedSeq, said),
  };
}

/**
 * Keeps that the device is at that place of its chain now; not for what it said
 * earlier and a stick has brought.
 */
export async function keepContact(
  { sql, clock }: Context,
  { county, deviceId }: DeviceRow,
  have: Pick<SessionRequest['have'], 'seq'>,
): Promise<void> {
  const contact = { seq: placeOf(have), at: clock() };
  await noteContact(sql, { county, deviceId }, contact);
}

function placeOf({ seq }: Pick<SessionRequest['have'], 'seq'>): number {
  return Number.isInteger(seq) ? Math.min(Math.max(seq, 0), LAST_SEQ) : 0;
}

async function contradicts(
  { sql }: Context,
  { county, deviceId, reportedSeq, reportedHead }: DeviceRow,
  { seq, head }: { seq: number; head: string | null },
): Promise<boolean> {
  if (head === null) return false;
  if (seq === reportedSeq && reportedHead !== null && reportedHead !== head)
    return true;
  const stored = await readChainAt(sql, { county, deviceId, seq });
  return stored.length > 0 && !stored.includes(head);
}
