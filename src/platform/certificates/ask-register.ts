import { randomUUID } from 'node:crypto';
import * as v from 'valibot';
import type { CertificateFound } from '../database/queries/certificate-checks.ts';
import type { ConnectorSettings } from '../connectors/connector-settings.ts';
import { signRequest } from '../connectors/sign-request.ts';

/** All that is sent: what the register needs to find it, and nothing else of the case. */
export type Question = {
  /** As the catalogue names it, e.g. 居民户口簿. */
  kind: string;
  number: string;
  /** Identity number of whose it is; null: the form asks for none. */
  holderNumber: string | null;
};

/**
 * What it answers with status 200. That the question is named in it tells it from a
 * login page of the network on the way.
 */
const answerSchema = v.object({
  requestId: v.string(),
  outcome: v.picklist(['ok', 'mismatch']),
});

/** An answer is two short words; more than that is none. */
const MOST_BYTES = 16_384;

/**
 * Asks the county's register. `unavailable`: no answer that can be read came, whatever
 * the reason; `silent`: none came in time, or `stop` was said before. Nothing is thrown, so that no error can carry a number away.
 */
export async function askRegister(
  { url, secret, timeoutMs }: ConnectorSettings,
  question: Question,
  { keyId, now, stop }: { keyId: string; now: Date; stop: AbortSignal },
): Promise<CertificateFound | 'silent'> {
  const signal = AbortSignal.any([AbortSignal.timeout(timeoutMs), stop]);
  const requestId = randomUUID();
  const body = JSON.stringify({ requestId, ...question });
  const headers = signRequest({
    url,
    type: 'application/json',
    body,
    secret,
    keyId,
    created: Math.floor(now.getTime() / 1000),
    nonce: requestId,
  });
  try {
    const response = await fetch(url, {
      method: 'POST',
      headers: { ...headers, Accept: 'application/json' },
      body,
      // Elsewhere the number has no business.
      redirect: 'error',
      signal,
    });
    if (response.status !== 200) {
      await response.body?.cancel();
      return 'unavailable';
    }
    const answer = v.safeParse(answerSchema, await readShort(response));
    return answer.success && answer.output.requestId === requestId
      ? answer.output.outcome
      : 'unavailable';
  } catch {
    return signal.aborted ? 'silent' : 'unavailable';
  }
}

/** @throws when it is too long, or no JSON. */
async function readShort({ body }: Response): Promise<unknown> {
  const parts: Uint8Array[] = [];
  let bytes = 0;
  for await (const part of body ?? []) {
    bytes += part.length;
    if (bytes > MOST_BYTES) throw new Error('too long an answer');
    parts.push(part);
  }
  return JSON.parse(Buffer.concat(parts).toString('utf8'));
}
