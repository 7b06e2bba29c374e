// GET /api/v1/keys: compact JWS by the county's root key over the key set. The
// root's public JWK stands in the header (`jwk`); a device trusts it because its
// thumbprint is in the enrolment ticket.
import * as v from 'valibot';
import { instant } from '../domain/schema-parts.ts';

const p256 = v.object({
  kty: v.literal('EC'),
  crv: v.literal('P-256'),
  x: v.string(),
  y: v.string(),
});

export const publicJwkSchema = p256;
export type PublicJwk = v.InferOutput<typeof publicJwkSchema>;

export const keySetSchema = v.object({
  county: v.pipe(v.string(), v.regex(/^\d{6}$/)),
  /** Keys are named by `kid` = RFC 7638 thumbprint. */
  intake: v.array(v.object({ kid: v.string(), jwk: publicJwkSchema })),
  /** Signs enrolment tickets. */
  ticket: v.array(v.object({ kid: v.string(), jwk: publicJwkSchema })),
  /** Vault escrow is sealed to it. */
  recovery: v.object({ kid: v.string(), jwk: publicJwkSchema }),
  /** Of the key set itself; a lower one never replaces a higher one. */
  serial: v.pipe(v.number(), v.integer(), v.minValue(1)),
  issuedAt: instant,
});
export type KeySet = v.InferOutput<typeof keySetSchema>;

export const KEY_SET_TYP = 'keyset+jwt';
export const TICKET_TYP = 'ticket+jwt';
export const CATALOGUE_TYP = 'catalogue+jwt';
export const SESSION_TYP = 'session+jwt';
export const ENROLMENT_TYP = 'enrolment+jwt';
export const RECEIPT_TYP = 'receipt+jwt';
