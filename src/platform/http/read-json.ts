import type { Context } from 'hono';
import * as v from 'valibot';
import type { ProblemCode } from '../../protocol/error-code.ts';
import { findUnstorable } from '../unstorable-text.ts';
import { inflate } from './gunzip.ts';
import { problem } from './problem.ts';

type Reading<Value> =
  { ok: true; value: Value } | { ok: false; answer: Response };

/**
 * Reads a JSON body, gzipped or not, by its schema. `maxBytes` bounds it both on
 * the wire and inflated. The answer to a bad one is 413, 415 or 400 and names no
 * value of it.
 */
export async function readJson<Schema extends v.GenericSchema>(
  c: Context,
  schema: Schema,
  maxBytes = 64 * 1024,
): Promise<Reading<v.InferOutput<Schema>>> {
  const refuse = (code: ProblemCode, detail?: string) => ({
    ok: false as const,
    answer: problem(c, code, detail === undefined ? {} : { detail }),
  });
  if (!/^application\/json\b/i.test(c.req.header('Content-Type') ?? ''))
    return refuse('unsupportedMediaType', 'application/json');
  const encoding = c.req.header('Content-Encoding') ?? 'identity';
  if (encoding !== 'identity' && encoding !== 'gzip')
    return refuse('unsupportedMediaType', 'Content-Encoding: gzip');

  const raw = await readBytes(c, maxBytes);
  if (raw === undefined) return refuse('payloadTooLarge');
  const inflated =
    encoding === 'gzip'
      ? await inflate(raw, maxBytes)
      : { ok: true as const, value: raw };
  if (!inflated.ok) return refuse(inflated.code);
  return fitJson(c, inflated.value, schema);
}

/** Bytes that have been read already, by their schema. */
export function fitJson<Schema extends v.GenericSchema>(
  c: Context,
  bytes: Uint8Array,
  schema: Schema,
): Reading<v.InferOutput<Schema>> {
  const refuse = (detail: string) => ({
    ok: false as const,
    answer: problem(c, 'badRequest', { detail }),
  });
  const json = parse(bytes);
  if (json === undefined) return refuse('no JSON');
  const unstorable = findUnstorable(json.value);
  if (unstorable.length > 0) return refuse(`at ${unstorable.join(', ')}`);
  // The first place where it does not fit says enough: of some bytes, zipped, a
  // stranger makes a million, and to name each takes seconds and a gigabyte.
  const parsed = v.safeParse(schema, json.value, { abortEarly: true });
  if (parsed.success) return { ok: true, value: parsed.output };
  const [issue] = parsed.issues;
  return refuse(`at ${v.getDotPath(issue) ?? ''}`);
}

/** The body, read only as far as the limit; undefined beyond it. */
export async function readBytes(
  c: Context,
  maxBytes: number,
): Promise<Uint8Array | undefined> {
  if (Number(c.req.header('Content-Length') ?? 0) > maxBytes) return undefined;
  const body = c.req.raw.body;
  if (body === null) return new Uint8Array();
  const parts: Uint8Array[] = [];
  let size = 0;
  const reader = body.getReader();
  for (;;) {
    const { done, value } = await reader.read();
    if (done) return Buffer.concat(parts, size);
    size += value.length;
    if (size > maxBytes) {
      await reader.cancel();
      return undefined;
    }
    parts.push(value);
  }
}

function parse(bytes: Uint8Array): { value: unknown } | undefined {
  try {
    const text = new TextDecoder('utf-8', { fatal: true }).decode(bytes);
    return { value: JSON.parse(text) };
  } catch {
    // TypeError: not UTF-8. SyntaxError: not JSON.
    return undefined;
  }
}
