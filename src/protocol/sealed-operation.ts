// Sign once, seal once. The inner form is a flattened JWS with unencoded payload
// (RFC 7797: b64 false), alg ES256, by the clerk's author key. The outer form is
// a compact JWE, alg ECDH-ES+A256KW, enc A256GCM, zip DEF, to the county's intake
// key. The JWE's plaintext is `protected.signature`, a line feed, the payload
// bytes, so that only one base64 layer goes over the wire.
//
// The identity of an operation is its inner JWS: sealing again to another key
// changes neither id, hash nor signature. `sha256` is the hash of the plaintext
// of the JWE; `prev` is the `sha256` of this device's operation with seq - 1.
import * as v from 'valibot';
import { sha256Schema } from '../domain/cases/papers.ts';
import { OPERATION_KINDS } from '../domain/cases/operation.ts';
import { uuid } from '../domain/schema-parts.ts';

export const SIGN_ALG = 'ES256';
export const SEAL_ALG = 'ECDH-ES+A256KW';
export const SEAL_ENC = 'A256GCM';

const SCHEMA_NAMES = OPERATION_KINDS.map((kind) => `${kind}@1` as const);

/** The routing that both the signed header and the envelope carry. */
const routing = {
  id: uuid,
  deviceId: uuid,
  /** 1..n per device without a gap. */
  seq: v.pipe(v.number(), v.integer(), v.minValue(1)),
  /** null for seq 1. */
  prev: v.nullable(sha256Schema),
  /** null for a journal entry. */
  caseId: v.nullable(uuid),
  /** This device's former operation on the case that was not refused. */
  casePrev: v.nullable(uuid),
  /** Last event number of the case that the clerk had before him. */
  seen: v.pipe(v.number(), v.integer(), v.minValue(0)),
  schema: v.picklist(SCHEMA_NAMES),
};

/** The JWS's protected header. `kid` is the author key's thumbprint (RFC 7638). */
export const signedHeaderSchema = v.object({
  alg: v.literal(SIGN_ALG),
  b64: v.literal(false),
  crit: v.tuple([v.literal('b64')]),
  kid: v.string(),
  ...routing,
});
export type SignedHeader = v.InferOutput<typeof signedHeaderSchema>;
export type Routing = Omit<SignedHeader, 'alg' | 'b64' | 'crit' | 'kid'>;

/** What lies in the outbox, on the wire, on a stick. */
export const envelopeSchema = v.object({
  ...routing,
  sha256: sha256Schema,
  /** Compact JWE; its header names the intake key by `kid`. */
  jwe: v.pipe(v.string(), v.regex(/^[A-Za-z0-9_-]+(\.[A-Za-z0-9_-]*){4}$/)),
});
export type Envelope = v.InferOutput<typeof envelopeSchema>;

const LINE_FEED = 10;

/** Packs the JWE's plaintext. Header and signature are base64url, so ASCII. */
export function packSigned(
  protectedHeader: string,
  signature: string,
  payload: Uint8Array,
): Uint8Array<ArrayBuffer> {
  const head = `${protectedHeader}.${signature}\n`;
  const packed = new Uint8Array(head.length + payload.length);
  for (let i = 0; i < head.length; i += 1) packed[i] = head.charCodeAt(i);
  packed.set(payload, head.length);
  return packed;
}

/** Unpacks it; undefined when it is not of that form. */
export function unpackSigned(
  plaintext: Uint8Array,
): { protected: string; signature: string; payload: Uint8Array } | undefined {
  const end = plaintext.indexOf(LINE_FEED);
  if (end < 0) return undefined;
  let head = '';
  for (const byte of plaintext.subarray(0, end))
    head += String.fromCharCode(byte);
  const match = /^([A-Za-z0-9_-]+)\.([A-Za-z0-9_-]+)$/.exec(head);
  if (match?.[1] === undefined || match[2] === undefined) return undefined;
  return {
    protected: match[1],
    signature: match[2],
    payload: plaintext.subarray(end + 1),
  };
}
