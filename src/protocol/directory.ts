// GET /api/v1/directory: compact JWS by the county's root key over its devices and
// the keys that sign their receipts, so that any device which holds it tells a
// genuine receipt without a network. Came after release 0.1.0: an older county has
// none. Public keys and codes only, nobody's name.
import * as v from 'valibot';
import { publicJwkSchema } from './keys.ts';
import type { ReceiptClaims } from './receipts.ts';
import { instant, uuid } from '../domain/schema-parts.ts';

export const DIRECTORY_TYP = 'directory+jwt';

/**
 * `endedAt`: what was taken in from then on is not the county's. `lastSeq`: the key
 * has left its device, and stands for what it signed up to that place of the chain.
 */
const authorKeySchema = v.object({
  ...v.pick(publicJwkSchema, ['x', 'y']).entries,
  endedAt: v.optional(instant),
  lastSeq: v.optional(v.number()),
});

const directoryDeviceSchema = v.object({
  id: uuid,
  station: v.pipe(v.string(), v.regex(/^\d{12}$/)),
  number: v.pipe(v.number(), v.integer()),
  /** Revoked or suspended, since when. */
  endedAt: v.optional(instant),
  keys: v.array(authorKeySchema),
});
export type DirectoryDevice = v.InferOutput<typeof directoryDeviceSchema>;

export const directorySchema = v.object({
  county: v.pipe(v.string(), v.regex(/^\d{6}$/)),
  /** An earlier one never replaces a later one. */
  issuedAt: instant,
  devices: v.array(directoryDeviceSchema),
});
export type DeviceDirectory = v.InferOutput<typeof directorySchema>;

type Entry = {
  device: Pick<DirectoryDevice, 'endedAt'>;
  key: Pick<DirectoryDevice['keys'][number], 'endedAt' | 'lastSeq'>;
};

/**
 * Why a rightly signed receipt is none of the county's: its key had left the device,
 * or device or clerk had no access any more when it was given, by the clock of the
 * device (`endedAt`). undefined: it is one.
 */
export function whyNotOfCounty(
  { seq, intake }: Pick<ReceiptClaims, 'seq' | 'intake'>,
  { device, key }: Entry,
): { why: 'keyLeft' | 'ended'; endedAt: string | null } | undefined {
  if (key.lastSeq !== undefined && seq > key.lastSeq)
    return { why: 'keyLeft', endedAt: null };
  const [endedAt] = [device.endedAt, key.endedAt]
    .filter((end): end is string => end !== undefined)
    .sort((one, other) => Date.parse(one) - Date.parse(other));
  return endedAt !== undefined &&
    Date.parse(intake.device) >= Date.parse(endedAt)
    ? { why: 'ended', endedAt }
    : undefined;
}
