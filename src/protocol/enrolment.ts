// GET /api/v1/tickets/{code}  ·  POST /api/v1/enrolments
import * as v from 'valibot';
import { publicJwkSchema } from './keys.ts';
import { instant, uuid } from '../domain/schema-parts.ts';

export const UNLOCK_POLICIES = [
  'passphrase',
  'pin+card',
  'pin+prf',
  'pin',
] as const;
export type UnlockPolicy = (typeof UNLOCK_POLICIES)[number];

/**
 * Claims of an enrolment ticket: compact JWS ES256, typ `ticket+jwt`, `kid` = a
 * ticket key of the key set, or the author key of a station's head who vouches
 * for a clerk on his own device (30 days). One use, 14 days. As a file: the JWS
 * as text.
 */
export const ticketSchema = v.object({
  jti: uuid,
  county: v.pipe(v.string(), v.regex(/^\d{6}$/)),
  station: v.object({
    code: v.pipe(v.string(), v.regex(/^\d{12}$/)),
    kind: v.picklist(['village', 'township', 'county']),
    name: v.string(),
    villageName: v.nullable(v.string()),
    town9: v.pipe(v.string(), v.regex(/^\d{9}$/)),
    townName: v.string(),
    /** Of the township, for the last line of every screen; null: not known. */
    phone: v.nullable(v.string()),
  }),
  deviceNumber: v.pipe(v.number(), v.integer(), v.minValue(1), v.maxValue(899)),
  clerk: v.object({ id: v.string(), name: v.string() }),
  /** Set: adds the clerk to this device, which is enrolled already. */
  deviceId: v.optional(uuid),
  role: v.picklist(['clerk', 'head']),
  policy: v.picklist(UNLOCK_POLICIES),
  rootThumbprint: v.string(),
  intakeKid: v.string(),
  demo: v.boolean(),
  /** Seconds since 1970 (RFC 7519). */
  iat: v.number(),
  exp: v.number(),
});
export type Ticket = v.InferOutput<typeof ticketSchema>;

export const ticketAnswerSchema = v.object({ ticket: v.string() });

export const enrolmentRequestSchema = v.object({
  ticket: v.string(),
  /** Made by the device, final. */
  deviceId: uuid,
  deliveryKey: publicJwkSchema,
  authorKey: publicJwkSchema,
  wrapKey: publicJwkSchema,
  /**
   * Compact JWS by the delivery key, typ `enrolment+jwt`, over {jti, deviceId}:
   * whoever enrols holds the key. Repeating the same request is a success.
   */
  proof: v.string(),
  /** The vault key sealed to the county's recovery key (compact JWE). */
  escrow: v.string(),
  /** Which vault key that is. Absent: an older app. */
  vaultId: v.optional(uuid),
});
export type EnrolmentRequest = v.InferOutput<typeof enrolmentRequestSchema>;

export const enrolmentAnswerSchema = v.object({
  device: v.object({ id: uuid, number: v.number(), stationCode: v.string() }),
  serverTime: instant,
});
export type EnrolmentAnswer = v.InferOutput<typeof enrolmentAnswerSchema>;

/**
 * Claims of a lease: compact JWS ES256 by a ticket key of the key set, typ
 * `lease+jwt`. It bounds what the device may show of stored cases, never what it
 * takes in or sends. Seconds since 1970 (RFC 7519).
 */
export const leaseSchema = v.object({
  sub: uuid,
  iat: v.number(),
  exp: v.number(),
});
export type Lease = v.InferOutput<typeof leaseSchema>;
export const LEASE_TYP = 'lease+jwt';

/**
 * Claims of a word that an author key has left its device: compact JWS ES256 by the
 * clerk himself or a head of the same device, typ `author-left+jwt`, `kid` = the
 * signer's key. `kid` null: the device itself was given up, with all its keys. What
 * was made up to `seq` of its chain stays as it is.
 */
export const authorLeftSchema = v.object({
  id: uuid,
  deviceId: uuid,
  kid: v.nullable(v.string()),
  seq: v.pipe(v.number(), v.integer(), v.minValue(0), v.maxValue(2 ** 31 - 1)),
});
export type AuthorLeft = v.InferOutput<typeof authorLeftSchema>;
export const AUTHOR_LEFT_TYP = 'author-left+jwt';

/**
 * POST /api/v1/vault-escrows: another vault key sealed to the county's recovery
 * key, after a rotation. `received`: recovered vault keys that reached the device.
 */
export const vaultEscrowSchema = v.object({
  vaultId: uuid,
  /** Compact JWE. */
  escrow: v.pipe(v.string(), v.maxLength(4096)),
  received: v.array(uuid),
});
export type VaultEscrow = v.InferOutput<typeof vaultEscrowSchema>;

export const vaultEscrowAnswerSchema = v.object({
  vaultId: uuid,
  serverTime: instant,
});
