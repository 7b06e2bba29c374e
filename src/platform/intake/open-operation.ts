// Opens what a device sealed and proves who made it. Nothing here depends on what
// the platform knows of the case; that is judged afterwards.
import { createHash } from 'node:crypto';
import { inflateRawSync } from 'node:zlib';
import {
  compactDecrypt,
  decodeProtectedHeader,
  errors,
  flattenedVerify,
} from 'jose';
import * as v from 'valibot';
import {
  operationSchema,
  schemaName,
  type Operation,
} from '../../domain/cases/operation.ts';
import type { HeldCode, RefusedCode } from '../../protocol/error-code.ts';
import { LEAN_DICTIONARY } from '../../protocol/lean-dictionary.ts';
import { LEAN, unpackLean } from '../../protocol/lean-form.ts';
import { LIMITS } from '../../protocol/limits.ts';
import {
  SEAL_ALG,
  SEAL_ENC,
  SIGN_ALG,
  signedHeaderSchema,
  unpackSigned,
  type Envelope,
  type SignedHeader,
} from '../../protocol/sealed-operation.ts';
import type { PlatformContext } from '../context.ts';
import {
  findAuthorKey,
  type FoundAuthorKey,
} from '../database/queries/author-keys.ts';
import type { CountyKey } from '../keys/county-keys.ts';
import { findUnstorable } from '../unstorable-text.ts';
import { importPublicKey, isThumbprint } from '../keys/verify-jws.ts';

export type OpenedOperation = {
  ok: true;
  author: FoundAuthorKey;
  /** `undefined` with `paths` when the payload does not fit its schema. */
  operation: Operation | undefined;
  paths: string[];
};

export type Unopened =
  | { ok: false; result: 'held'; code: HeldCode }
  | { ok: false; result: 'refused'; code: RefusedCode };

/** Deeper than any operation of ours; a guard for whatever walks it. */
const MAX_DEPTH = 8;

const held = (code: HeldCode): Unopened => ({
  ok: false,
  result: 'held',
  code,
});
const refused = (code: RefusedCode): Unopened => ({
  ok: false,
  result: 'refused',
  code,
});

/** By its thumbprint. */
export type FindAuthor = (kid: string) => Promise<FoundAuthorKey | undefined>;

/**
 * Opens one envelope that the device of a session delivered. `refused` here means
 * that nobody proved to have made it; the device still has it whole. Inside a
 * transaction `findAuthor` looks through that transaction.
 */
export async function openOperation(
  { sql, config, keys }: PlatformContext,
  envelope: Envelope,
  deliveredBy: string,
  findAuthor: FindAuthor = (kid) =>
    findAuthorKey(sql, { county: config.county, kid }),
): Promise<OpenedOperation | Unopened> {
  if (envelope.jwe.length > LIMITS.sealedOperationBytes)
    return refused('tooLarge');
  if (!isCanonical(envelope.jwe)) return refused('badSignature');
  const { kid: sealedTo, lean } = readSealHeader(envelope.jwe);
  const key = keys.intake.find(({ kid }) => kid === sealedTo);
  if (key === undefined) return held('unknownKid');
  // A form that is not known here, perhaps of a later county that was rolled back.
  if (lean !== undefined && lean !== LEAN) return held('unprocessable');
  const plaintext = await unseal(envelope, key);
  if (!(plaintext instanceof Uint8Array)) return plaintext;

  const signed = unpackSigned(plaintext);
  if (signed === undefined) return refused('badSignature');
  const hash = createHash('sha256').update(plaintext).digest('hex');
  const header = readHeader(signed.protected);
  if (
    header === undefined ||
    hash !== envelope.sha256 ||
    !isSame(header, envelope)
  )
    return refused('headerMismatch');
  if (header.deviceId !== deliveredBy) return refused('unknownDevice');

  if (!isThumbprint(header.kid)) return refused('badSignature');
  const author = await findAuthor(header.kid);
  // Perhaps a clerk whose enrolment a restore has lost: his work is kept.
  if (author === undefined) return held('unknownKid');
  if (
    author.deviceId !== header.deviceId ||
    !(await isSignedBy(author, signed))
  )
    return refused('badSignature');
  return { ok: true, author, ...readPayload(signed.payload, header) };
}

/**
 * A part's last character may carry bits that say nothing: whoever has a sealed
 * operation could write it in thousands of ways, each a proven one to be kept.
 */
function isCanonical(jwe: string): boolean {
  return jwe
    .split('.')
    .every(
      (part) => Buffer.from(part, 'base64url').toString('base64url') === part,
    );
}

/** Empty when it is not readable. */
function readSealHeader(jwe: string): { kid?: string; lean?: unknown } {
  try {
    return decodeProtectedHeader(jwe);
  } catch {
    return {};
  }
}

/** The plaintext in version 1's form, in whichever it was sealed. */
async function unseal(
  { jwe, ...routing }: Envelope,
  { privateKey }: CountyKey,
): Promise<Uint8Array | Unopened> {
  try {
    const { plaintext, protectedHeader } = await compactDecrypt(
      jwe,
      privateKey,
      {
        keyManagementAlgorithms: [SEAL_ALG],
        contentEncryptionAlgorithms: [SEAL_ENC],
        maxDecompressedLength: LIMITS.inflatedOperationBytes,
        crit: { lean: true },
      },
    );
    return protectedHeader['lean'] === undefined
      ? plaintext
      : (unpackLean(plaintext, routing, inflate) ?? refused('badSignature'));
  } catch (error) {
    if (error instanceof RangeError) return refused('tooLarge');
    if (isBadDeflate(error)) return refused('badSignature');
    if (!(error instanceof errors.JOSEError)) throw error;
    // jose has no code of its own for the limit.
    return /exceeded/.test(error.message)
      ? refused('tooLarge')
      : refused('badSignature');
  }
}

/** @throws RangeError when it is more than an operation may be. */
function inflate(deflated: Uint8Array): Uint8Array {
  return inflateRawSync(deflated, {
    dictionary: LEAN_DICTIONARY,
    maxOutputLength: LIMITS.inflatedOperationBytes,
  });
}

function isBadDeflate(error: unknown): boolean {
  return (
    error instanceof Error &&
    'code' in error &&
    (error.code === 'Z_DATA_ERROR' || error.code === 'Z_BUF_ERROR')
  );
}

function readHeader(protectedHeader: string): SignedHeader | undefined {
  try {
    const json: unknown = JSON.parse(
      Buffer.from(protectedHeader, 'base64url').toString('utf8'),
    );
    const parsed = v.safeParse(signedHeaderSchema, json);
    return parsed.success ? parsed.output : undefined;
  } catch {
    return undefined;
  }
}

/** The envelope's fields are copies of the signed ones, for routing only. */
function isSame(header: SignedHeader, envelope: Envelope): boolean {
  return (
    header.id === envelope.id &&
    header.deviceId === envelope.deviceId &&
    header.seq === envelope.seq &&
    header.prev === envelope.prev &&
    header.caseId === envelope.caseId &&
    header.casePrev === envelope.casePrev &&
    header.seen === envelope.seen &&
    header.schema === envelope.schema
  );
}

async function isSignedBy(
  author: FoundAuthorKey,
  signed: { protected: string; signature: string; payload: Uint8Array },
): Promise<boolean> {
  const key = await importPublicKey(author.jwk);
  if (key === undefined) return false;
  try {
    await flattenedVerify(signed, key, {
      algorithms: [SIGN_ALG],
      crit: { b64: true },
    });
    return true;
  } catch (error) {
    if (error instanceof errors.JOSEError) return false;
    throw error;
  }
}

function readPayload(
  payload: Uint8Array,
  header: SignedHeader,
): Pick<OpenedOperation, 'operation' | 'paths'> {
  const json = parseJson(payload);
  if (json === undefined || depthOf(json.value) > MAX_DEPTH)
    return { operation: undefined, paths: [''] };
  const unstorable = findUnstorable(json.value);
  if (unstorable.length > 0) return { operation: undefined, paths: unstorable };
  // A megabyte of what does not fit has half a million places.
  const parsed = v.safeParse(operationSchema, json.value, { abortEarly: true });
  if (!parsed.success) {
    const [issue] = parsed.issues;
    return { operation: undefined, paths: [v.getDotPath(issue) ?? ''] };
  }
  return schemaName(parsed.output.kind) === header.schema
    ? { operation: parsed.output, paths: [] }
    : { operation: undefined, paths: ['kind'] };
}

function parseJson(bytes: Uint8Array): { value: unknown } | undefined {
  try {
    const text = new TextDecoder('utf-8', { fatal: true }).decode(bytes);
    return { value: JSON.parse(text) };
  } catch {
    return undefined;
  }
}

function depthOf(value: unknown): number {
  let depth = 0;
  let level: unknown[] = [value];
  while (level.length > 0 && depth <= MAX_DEPTH) {
    level = level.flatMap((each) =>
      typeof each === 'object' && each !== null ? Object.values(each) : [],
    );
    depth += 1;
  }
  return depth;
}
